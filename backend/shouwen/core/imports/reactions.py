"""Imports are done by the runner of long work."""

from shouwen.core.imports.service import Importer
from shouwen.core.operations.kinds import doing
from shouwen.core.operations.rules import OperationKind

doing.by(OperationKind.IMPORT, Importer())
