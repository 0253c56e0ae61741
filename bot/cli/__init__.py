"""The command line: one file for each command, and their output on a terminal."""
