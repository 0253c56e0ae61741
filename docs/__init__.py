"""The documents, and the script that generates parts of them from the code and the results."""
