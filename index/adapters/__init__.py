"""Heavy libraries behind the protocols of :mod:`index.ports`, one library a file."""
