"""折旧表: what was owned in a month, what came and went, and what was written off; kind by kind, then card by card."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.ledger.assets import month_number, of_month, there, worn
from xlplan.reports.forms import at_end, form, month_in_words, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables import depreciation
from xlplan.tables.assets import KINDS, AssetCard
from xlplan.tables.books import Books, Waiting

NAME, CARDS = "折旧表", "折旧明细"
_SIGNED = ("总务主任", "会计", "资产管理员")
_AMOUNTS = ("月初原值", "本月增加", "本月减少", "月末原值", "本月折旧", "累计折旧", "净值")
_HEADS = (
    Head("类别", 16),
    Head("卡片数", 8, Kind.COUNT),
    *(Head(title, 14, Kind.MONEY) for title in _AMOUNTS),
)
_LINES = (
    Head("卡片号", 10), Head("名称", 24), Head("折旧类", 14), Head("入账日期", 11, Kind.DAY), Head("年限", 6, Kind.COUNT),
    *(Head(title, 13, Kind.MONEY) for title in ("原值", "本月折旧", "累计折旧", "净值")),
)  # fmt: skip


def depreciation_of_month(books: Books, month: str) -> tuple[Report, Report]:
    """折旧表

    一个月（YYYY-MM）的固定资产：第一张按类别，卡片数、月初原值、本月增加和减少、月末原值、本月折旧、累计折旧、净值，附在计提折旧的凭证
    后面；第二张是当月提折旧的每张卡片。没有过完的月份也能做，折旧按整个月算。
    """
    number = month_number(month)
    cards = whole(books, AssetCard)
    undated = int(cards[AssetCard.entered].isna().sum())
    if undated:
        raise Waiting(f"“{AssetCard.sheet}”有 {undated} 行没有填入账日期")
    facts = _facts(cards, number)
    paper = form(books, month_in_words(month), *_SIGNED)
    notes = ("折旧按月平均，不留残值，入账当月开始，处置当月停止，最后一个月提完余下的。",)
    owned = Report(NAME, f"固定资产{NAME}", notes, (_by_kind(facts, month),), paper)
    return owned, Report(CARDS, f"固定资产{CARDS}", (), (_by_card(facts),), paper)


def _facts(cards: pd.DataFrame, number: int) -> pd.DataFrame:
    """The cards with what is told of each, in fen; 卡片数 is 1 for what is there at the end."""
    cost, still = cards[AssetCard.cost], there(cards, number)
    come = depreciation.months(cards[AssetCard.entered]) == number
    gone = depreciation.months(cards[AssetCard.disposed]) == number
    lost = worn(cards, number).where(still, 0)
    amounts = {
        "卡片数": still.astype("int64"), "月初原值": cost.where(there(cards, number - 1), 0), "本月增加": cost.where(come, 0),
        "本月减少": cost.where(gone, 0), "月末原值": cost.where(still, 0), "本月折旧": of_month(cards, number),
        "累计折旧": lost, "净值": cost.where(still, 0) - lost,
    }  # fmt: skip
    return cards.drop(columns=[name for name in amounts if name in cards]).assign(**amounts)


def _by_kind(facts: pd.DataFrame, month: str) -> Block:
    sheet = Source(Ref(AssetCard.workbook, AssetCard.sheet), "", "", 0, NAME)

    def sums(which: str, own: pd.DataFrame) -> Iterator[Value]:
        for title in ("卡片数", *_AMOUNTS):
            concerned = int((own[title] != 0).sum())
            yield Figure(
                int(own[title].sum()), replace(sheet, column=title, which=f"{month} {which}", rows=concerned)
            )

    rows: list[tuple[Value, ...]] = []
    for kind in KINDS:
        own = facts[facts[AssetCard.kind] == kind]
        if own[["卡片数", *_AMOUNTS]].to_numpy().any():
            rows.append((kind, *sums(kind, own)))
    rows.append(Total(("合计", *sums("全部资产", facts))))
    return Block(_HEADS, tuple(rows))


def _by_card(facts: pd.DataFrame) -> Block:
    """The cards that are written off in the month; below them what else there is, so that both sheets end with one sum."""
    there = facts[facts["卡片数"] != 0]
    own, rest = there[there["本月折旧"] != 0], there[there["本月折旧"] == 0]
    told = [
        AssetCard.number, AssetCard.name, AssetCard.life, AssetCard.entered, AssetCard.years, AssetCard.cost, "本月折旧",
        "累计折旧", "净值",
    ]  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (*row[:3], row[3].date(), *map(int, row[4:])) for row in own[told].itertuples(index=False)
    ]

    def sums(title: str, cards: pd.DataFrame) -> tuple[Value, ...]:
        return "", title, "", None, None, *(int(cards[name].sum()) for name in told[5:])

    rows.append(Total(sums("合计", own)))
    if len(rest):
        rows.append(sums(f"另有本月不提折旧的 {len(rest)} 张", rest))
        rows.append(Total(sums(f"全部 {len(there)} 张，和{NAME}相等", there)))
    return Block(_LINES, tuple(rows))


DEPRECIATION = SheetPaper(
    NAME, Of.MONTH, When.ASKED, lambda books, month: depreciation_of_month(at_end(books, month), month)
)
