"""资产盘点表: every card that has to be counted, place by place, and what was found."""

from datetime import date

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.ledger.assets import month_number, there
from xlplan.reports.forms import at_end, form, month_in_words, of_month, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.assets import AssetCard, AssetCount
from xlplan.tables.books import Books
from xlplan.tables.links import beside

NAME = "资产盘点表"
_SIGNED = ("单位负责人", "总务主任", "盘点人", "监盘人")
_HEADS = (
    Head("存放地点", 14), Head("卡片号", 10), Head("名称", 24), Head("单位", 6), Head("账面数量", 9, Kind.COUNT),
    Head("实盘数量", 9, Kind.COUNT), Head("差异", 7, Kind.COUNT), Head("原值", 14, Kind.MONEY), Head("保管人", 9),
    Head("盘点日期", 11, Kind.DAY), Head("原因", 20),
)  # fmt: skip


def asset_count(books: Books, month: str) -> Report:
    """资产盘点表

    一个月（YYYY-MM）末在账上的每张卡片，按存放地点排（地点照卡片上出现的先后）：账面数量、原值、保管人，和“资产盘点”表里当月盘到的实盘数量、差异、原因。
    还没有盘的，实盘数量空着，打出来拿着去盘。
    """
    number = month_number(month)
    cards, counts = whole(books, AssetCard), whole(books, AssetCount)
    cards = cards[there(cards, number)]
    cards = cards.iloc[pd.factorize(cards[AssetCard.place])[0].argsort(kind="stable")]
    own = of_month(counts, AssetCount.date, month).sort_values(
        AssetCount.date, ascending=False, kind="stable"
    )
    rows = beside(cards, own, {AssetCard.number: AssetCount.card}, "盘")
    done = rows["盘行"] > 0
    apart = int((done & (rows[f"盘{AssetCount.gap}"] != 0)).sum())
    notes = (f"应盘 {len(rows)} 张卡片，已盘 {int(done.sum())} 张，有差异的 {apart} 张。",)
    block = Block(_HEADS, (*(_row(row) for _, row in rows.iterrows()), _sum(rows, month)))
    return Report(NAME, f"固定资产{NAME[2:]}", notes, (block,), form(books, month_in_words(month), *_SIGNED))


def _row(row: "pd.Series") -> tuple[Value, ...]:
    pieces = row[AssetCard.pieces]
    counted: tuple[int | None, int | None] = (None, None)
    day: date | None = None
    if row["盘行"] and pd.notna(row[f"盘{AssetCount.counted}"]):
        counted = int(row[f"盘{AssetCount.counted}"]), row[f"盘{AssetCount.gap}"] // 1000
        day = row[f"盘{AssetCount.date}"].date()
    return (
        row[AssetCard.place], row[AssetCard.number], row[AssetCard.name], row[AssetCard.unit],
        None if pd.isna(pieces) else int(pieces), *counted, int(row[AssetCard.cost]), row[AssetCard.keeper], day,
        row[f"盘{AssetCount.reason}"],
    )  # fmt: skip


def _sum(rows: pd.DataFrame, month: str) -> Total:
    done = rows[rows["盘行"] > 0]
    figures = (
        Figure(int(own.sum()), source(at, month, len(own), NAME))
        for at, own in (
            (AssetCard.pieces, rows[AssetCard.pieces]),
            (AssetCount.counted, done[f"盘{AssetCount.counted}"]),
            (AssetCount.gap, done[f"盘{AssetCount.gap}"] // 1000),
            (AssetCard.cost, rows[AssetCard.cost]),
        )
    )
    return Total(("合计", "", "", "", *figures, "", None, ""))


ASSET_COUNT = SheetPaper(
    NAME, Of.MONTH, When.ASKED, lambda books, month: [asset_count(at_end(books, month), month)]
)
