"""The business: one folder, one word, one room each."""
