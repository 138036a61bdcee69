"""Units and residents taken in from a spreadsheet, with a dry run that lists what is wrong in which row and column.

The columns are data (`cells.py`). What a step's rows need is looked up at once, each row is judged in memory with what
the rows before it will write, and all is written by one statement: as rows that are typed, and far faster.
"""
