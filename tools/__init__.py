"""What `make` calls: making the environment ready, building the screens, running every test.

Everything here runs with the standard library alone, since it runs before anything is installed.
"""
