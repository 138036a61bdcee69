"""`python -m shouwen` is `shouwen`."""

from shouwen.cli import main

main()
