"""Events 事件: what happened, told to whoever may know: fetched page by page, or as it happens over a stream.

Read from the sealed journal, in its order; the place reached is a cursor over the chains of the communities in reach.
Each event leaves only when its room announced it (`core/announcements.py`) and the caller sees what it is about.
"""
