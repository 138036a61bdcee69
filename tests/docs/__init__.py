"""The docs held against the program: every example runs, every name exists, every drawn part is drawn anew."""
