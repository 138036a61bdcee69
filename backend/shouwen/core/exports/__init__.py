"""Rows given out as a spreadsheet, to whoever asked and nobody else; phones masked unless a reason was given."""
