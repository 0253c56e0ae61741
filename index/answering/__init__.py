"""Finding passages and statements, choosing what is shown, and cutting it."""
