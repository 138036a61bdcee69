"""What is said to WeChat Pay, and when."""

from shouwen.core.jobs.registry import registry
from shouwen.core.ledger.payments import Asker, Orderer, Returner

registry.send("ledger.payment_ordered", "ledger.order", Orderer())
registry.send("ledger.payment_asked", "ledger.ask", Asker())
registry.send("ledger.refund_begun", "ledger.give_back", Returner())
