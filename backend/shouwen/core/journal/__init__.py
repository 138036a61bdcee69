"""Journal 日志: one append-only record of what happened, by whom, when, to which subject.

At once the timeline people read, the audit trail nobody can edit, and the outbox from which reactions leave. The
sealer gives rows their order and chains them by hash, so that tampering shows (mechanics: journal, sealing, jobs).
"""
