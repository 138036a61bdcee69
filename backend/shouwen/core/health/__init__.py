"""How the system is doing, for those who answer for it: what waits too long, what is not covered, what is not kept."""
