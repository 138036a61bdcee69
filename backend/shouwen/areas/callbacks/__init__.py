"""Callbacks 回访: who is called after a matter was finished is drawn, and anyone can recompute the draw.

A finished matter is enrolled in the draw of its kind and month (CB-02, CB-03, RC-07). Each hour a cut draws from what
came in, by lot and up to the rate; the drawn ones are promises that somebody calls (CB-01, CB-04). The call is
recorded and reviewed (CB-05 to CB-08), and a bad answer goes back into the complaint procedure. How the draw works to
the letter: mechanics §9, `docs/draws.md`.
"""
