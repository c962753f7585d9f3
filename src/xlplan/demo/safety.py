"""safety.xlsx of the demo school."""

import pandas as pd

from xlplan.demo import drills, gate, hazards, pledges, rounds
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables.safety import (
    Accident,
    Drill,
    EmergencyPlan,
    FireGear,
    GateDuty,
    Hazard,
    Hygiene,
    Pledge,
    SafetyLesson,
    Visit,
)


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of safety.xlsx."""
    return {
        Hazard: typed(Hazard, hazards.hazards()),
        Drill: typed(Drill, drills.drills()),
        Pledge: typed(Pledge, pledges.pledges()),
        EmergencyPlan: typed(EmergencyPlan, drills.plans()),
        SafetyLesson: typed(SafetyLesson, pledges.lessons()),
        GateDuty: typed(GateDuty, gate.duties()),
        Visit: typed(Visit, gate.visits()),
        FireGear: typed(FireGear, rounds.gear()),
        Hygiene: typed(Hygiene, rounds.hygiene()),
        Accident: typed(Accident, drills.accidents()),
    }
