"""One module for each subject that documents take from the code or from committed results."""
