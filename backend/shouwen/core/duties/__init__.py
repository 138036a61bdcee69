"""Duties 例行职责: what somebody has to do again and again, planned as promises before they fall due.

A duty is a rhythm of the standards that belongs to a post: review the day's complaints, sign the duty log (RC-08,
SH-04). Each of its windows is a commitment with an end; one that nobody kept lapses when the next one falls due, and
leaves its trace. Mechanics: commitments.
"""
