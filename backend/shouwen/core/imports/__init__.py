"""Units and residents taken in from a spreadsheet, with a dry run that lists what is wrong in which row and column.

The columns are data (`cells.py`); each type has a small reader of rows and a writer upon the verbs of places and
people, so a row that comes in here is judged as one that is typed.
"""
