"""Catalogue 目录: the forms the house knows, who approves what, kinds of error and check-lists: rows, not code.

Every paper takes its code and version from `forms.yaml` (DC-01, DC-09), so that what is printed is what is registered.
"""
