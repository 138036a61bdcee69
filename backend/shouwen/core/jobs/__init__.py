"""What is to be done: reactions to sealed journal rows, and duties that come round by the clock.

Facts live in the journal, to-dos here; there is no third mechanism. Each job runs at least once, in a transaction of
its own, so its handler must not mind being called again.
"""
