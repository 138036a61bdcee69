"""Cases 事项: whatever a resident raises, owned from the first word to the call back.

Repair, complaint, inquiry, help, suggestion, service, warranty, incident and praise are one kind of thing with one
life: heard → owned → handling → finished → confirmed → closed. Kinds differ in data. Clauses FR-01, FR-05, FR-07,
RC-02, CP-10.
"""
