"""Answers 答案库: what people ask again and again, answered once and read again before it grows old (RC-05).

Staff and residents look in it; what is confidential is read by those who may know (RC-04).
"""
