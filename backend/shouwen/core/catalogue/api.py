"""The route of the catalogue."""

from shouwen.core.catalogue.reading import read_catalogue
from shouwen.core.catalogue.schemas import CatalogueOut
from shouwen.core.web import Routes, allow
from shouwen.core.work import Work

routes = Routes("catalogue")


@routes.get("/catalogue", allow("catalogue.read"))
def get_catalogue(work: Work) -> CatalogueOut:
    """Forms with their codes and versions, who approves what, kinds of error, check-lists (DC-09, PC-10, QI-08)."""
    return read_catalogue(work)
