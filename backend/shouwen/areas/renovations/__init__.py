"""Renovations 装修: one file from the application to the refunded deposit.

An owner, or an agent with a letter, applies with papers and drawings (RN-01 to RN-03); a chain of posts signs (RN-16,
PC-10); after agreement and deposit the permit is issued (RN-04, RN-12) and workers get passes (RN-05, PG-03). Every
site is inspected every day (RN-06, RN-17), violations are followed to their end (RN-07, RN-08, RN-15), and the deposit
goes back after two acceptances (RN-09 to RN-11, RN-19). Money moves on the ledger alone; deadlines are commitments.
"""
