"""Finding things by what is written in them: Chinese words of one and two characters included.

Databases split Chinese text badly or not at all, so we cut it ourselves into single characters and pairs, and both
databases keep an index over these. Asking is exact: every word of the question occurs in the folded text, as a plain
scan would find it, case and full or half width aside.

Other rooms call `service.index` and `service.remove` in the function that changes their text, and narrow their own
scoped select with `Subject.id.in_(queries.matching(session, q))`. The search tables stand outside row-level security,
because under it the index would not be used; hence they are read here alone, and never without the protected table.
"""
