"""What a clerk got wrong in the demo school: where, how, and which rules must find it. None before April."""

from xlplan.demo.edits import Mistake
from xlplan.demo.mistakes import bank, budget, centre, ledger, office, plan

MISTAKES: tuple[Mistake, ...] = (
    *office.MISTAKES,
    *budget.MISTAKES,
    *ledger.MISTAKES,
    *bank.MISTAKES,
    *centre.MISTAKES,
    *plan.MISTAKES,
)
"""In the order of the workbooks and sheets."""
