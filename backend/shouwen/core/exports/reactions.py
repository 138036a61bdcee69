"""Exports are made by the runner of long work."""

from shouwen.core.exports.service import Exporter
from shouwen.core.operations.kinds import doing
from shouwen.core.operations.rules import OperationKind

doing.by(OperationKind.EXPORT, Exporter())
