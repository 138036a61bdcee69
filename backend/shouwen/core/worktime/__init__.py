"""Working time: when a deadline falls, on the Chinese calendar with its make-up workdays, in an editable table.

A year that is not published yet is worked out from weekends and statutory days and marked provisional; nothing is
refused for it. When the year is published, provisional promises alone are worked out again. Mechanics: time.
"""
