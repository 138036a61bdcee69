"""Backups that prove themselves: one archive of the database as it stood at one instant, the files, and a manifest.

The manifest names every table with its rows and their hash, the head of each community's journal, and every file.
Restoring compares them all. The keys are never in it: whoever finds a backup cannot read what is encrypted in it.
"""
