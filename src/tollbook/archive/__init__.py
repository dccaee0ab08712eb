"""Stage archive: files, folders and standard input -> captures (bytes as received)."""
