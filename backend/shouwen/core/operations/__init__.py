"""Long work: it is asked for, runs in the background in short steps, shows how far it is, and may be cancelled.

Each step is one transaction that writes what it did and how far it came, so whoever dies in between is followed by
another who goes on where it stopped.
"""
