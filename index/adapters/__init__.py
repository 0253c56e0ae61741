"""Heavy libraries behind the protocols of index.ports, one library a file."""
