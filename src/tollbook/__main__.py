"""`python -m tollbook`: the same as the command `tollbook`."""

from tollbook.cli import main

main()
