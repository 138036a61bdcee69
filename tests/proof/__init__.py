"""The promises of reliability, tried against running servers: `python -m tests.proof [CHECK…]`.

Each check starts real `shouwen serve` processes on databases of its own with the demo community planted, does its worst
to them, and prints one JSON line: what it tried, what failed, how long it took, with which seed, and its figures.
A check that tried nothing has failed.
"""
