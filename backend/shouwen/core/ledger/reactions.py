"""What is said to WeChat Pay, and when."""

from shouwen.core.jobs.registry import registry
from shouwen.core.ledger.payments import ASKED, ORDERED, REFUND_BEGUN, Asker, Orderer, Returner

registry.send(ORDERED, "ledger.order", Orderer())
registry.send(ASKED, "ledger.ask", Asker())
registry.send(REFUND_BEGUN, "ledger.give_back", Returner())
