"""The command line: one file for each command, and the output to a terminal."""
