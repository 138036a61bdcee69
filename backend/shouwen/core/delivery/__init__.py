"""Delivery 通知: people are told, on every channel they have, until somebody says that it was heard (FR-04, SH-11).

A message belongs to one person and holds what they have to know; several things of the same moment are one message.
It lies in the console at once. When it leaves (after quiet hours, where nothing is urgent), it goes out by the group
robot of the community and by text message, through jobs. Words are put to it only where it is read.
"""
