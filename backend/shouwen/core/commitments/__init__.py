"""Commitment 承诺: every promise with a time is a row that exists before it falls due.

What for, who answers, due when, kept when, under which clause and version. It ends kept, late, missed, waived or
excused with a reason, never silently. One tick watches them all; a board only counts rows. Mechanics: commitments.
"""
