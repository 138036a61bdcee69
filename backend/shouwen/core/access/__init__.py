"""Who is speaking, and what may they do where.

Signing in (console cookie, rotating tokens, API keys), grants of a role at a place, and the reach of each permission.
"""
