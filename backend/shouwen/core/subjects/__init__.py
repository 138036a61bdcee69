"""The spine: one row for each thing with a life, and who is involved in it.

The id of a subject is the id of the business row. Journal, custody, contacts, links, files and search refer to it,
and every list joins it for scope, so that no side door has to work out anew who may see what.
"""
