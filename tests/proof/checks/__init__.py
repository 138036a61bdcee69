"""One file for each check. Each has a `CHECK`, and is found by that."""
