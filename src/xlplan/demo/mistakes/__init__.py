"""What a clerk got wrong in the demo school: where, how, and which rules must find it. None before April."""

from xlplan.demo.edits import Mistake
from xlplan.demo.mistakes import (
    assets,
    bank,
    budget,
    canteen,
    centre,
    claims,
    fees,
    ledger,
    office,
    payroll,
    people,
    plan,
    projects,
    safety,
    stores,
    students,
)

MISTAKES: tuple[Mistake, ...] = (
    *office.MISTAKES,
    *budget.MISTAKES,
    *ledger.MISTAKES,
    *bank.MISTAKES,
    *centre.MISTAKES,
    *plan.MISTAKES,
    *payroll.MISTAKES,
    *assets.MISTAKES,
    *fees.MISTAKES,
    *stores.MISTAKES,
    *canteen.MISTAKES,
    *claims.MISTAKES,
    *projects.MISTAKES,
    *people.MISTAKES,
    *students.MISTAKES,
    *safety.MISTAKES,
)
"""In the order of the workbooks and sheets."""
