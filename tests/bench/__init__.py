"""Speed as ratios, side by side in one run, against limits that the run measures itself: `python -m tests.bench`.

Absolute figures move from run to run and machine to machine; only the ratios count. Both sides of a ratio are measured
in alternating slices of two seconds, so that noise falls on both alike.
"""
