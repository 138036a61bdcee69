"""Standards 服务标准: numbers are data, each with its unit, clause and source; none of them lives in code.

`keys.yaml` says which numbers there are and within which limits; `packs/base.yaml` is complete; the packs of the source
documents lie over it, and each place where a document contradicts itself is a pack of its own. A community, or the
company for all its communities, adopts a pack and sets numbers of its own from a date on. An override of the community
goes before one of the company, that before the pack in force, and the pack before the base; of two decisions about the
same thing the one written later replaces the other from its date. Nothing is edited, and the past never changes.

Code asks `queries.standard(session, community_id, key, at)`, or `duration` and `count`, and never holds a number.
"""
