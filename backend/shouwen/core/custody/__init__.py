"""Custody 责任链: a thing handed on by offer and acceptance is never ownerless.

Ownership moves only by an offer that another person accepts; until then the present holder answers for it. Each link
is a row with its predecessor, its start and its end, so that the time of each holder can be counted. Refusals and
withdrawn offers stay as facts.
"""
