"""Sent twice, done once: reserve, work and reply are one transaction (mechanics: idempotency)."""
