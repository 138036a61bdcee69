"""The routes of this room, gathered from its nouns."""

from typing import Final

from shouwen.core.web import Routes

routes: Final = Routes("cases")
