"""Drafts 草稿: what somebody was writing, kept for them on any device until it is sent or its time is over.

A draft is its writer's alone: nobody else reads it, whatever they may do. What it says is opaque here, and encrypted.
"""
