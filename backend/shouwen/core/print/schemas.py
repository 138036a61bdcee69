"""What is asked of a paper."""

from shouwen.core.print.rules import PaperFormat
from shouwen.kit.schema import Params


class PaperParams(Params):
    """Of every paper."""

    format: PaperFormat = PaperFormat.PAGE
