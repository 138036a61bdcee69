"""One straight line of revisions, and what they share."""
