"""What the demo school bought and mended in the year stands on its cards and in its list of repairs."""

import pandas as pd

from xlplan import demo
from xlplan.tables.assets import AssetCard, Repair

FRAMES = demo.frames()


def test_what_came_in_the_year_is_described_and_new_computers_stand_in_several_rooms() -> None:
    cards = FRAMES[AssetCard]
    new = cards[cards[AssetCard.entered] >= pd.Timestamp("2026-01-01")]
    assert (new[AssetCard.model] != "").all()
    assert new.loc[new[AssetCard.name] == "台式计算机", AssetCard.place].nunique() > 1


def test_a_repair_has_a_claim_where_it_cost_something_and_only_there() -> None:
    repairs = FRAMES[Repair]
    assert ((repairs[Repair.claim] != "") == (repairs[Repair.cost] > 0)).all()
    assert (repairs[Repair.cost] > 0).sum() > 20
