"""Long work begins when it was asked for."""

from shouwen.core.jobs.registry import registry
from shouwen.core.operations.service import CONSUMER, Runner

registry.send("operations.asked", CONSUMER, Runner())
