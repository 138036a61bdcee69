"""Shouwen 首问: whoever first hears a resident owns the matter until it is done."""
