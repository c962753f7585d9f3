"""检查结果: what a check found, to work through in Excel or on paper."""

from collections import Counter

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Link, Report, Value
from xlplan.findings import Severity
from xlplan.reports.forms import office_name
from xlplan.rules.judge import LISTED, Judgement
from xlplan.tables.books import Books

SUMMARY, FINDINGS = "汇总", "问题"


def check_result(judgement: Judgement, books: Books, folder: str) -> tuple[Report, Report]:
    """The sheets 汇总 and 问题. ``folder``: where the masters lie, seen from the paper."""
    return _summary(judgement, books), _listed(judgement, folder)


def _summary(judgement: Judgement, books: Books) -> Report:
    more = sum(judgement.unlisted.values())
    notes = [
        f"单位：{office_name(books)}　　检查日期：{books.today:%Y-%m-%d}",
        "　　".join(f"{severity.word} {judgement.counts[severity]} 个" for severity in Severity),
    ]
    if not any(judgement.counts.values()):
        notes.append("没有发现问题。")
    if judgement.waiting or books.refused:
        notes.append("有规则还没有检查，或有工作簿没有打开，见下面的表：没有发现问题不等于没有问题。")
    if more:
        notes.append(f"每条规则最多列出 {LISTED} 个问题，另有 {more} 个只计数；按工作表的个数只算列出的。")
    blocks = [_by_rule(judgement)] if judgement.findings else []
    blocks.append(_by_sheet(judgement, books))
    if judgement.waiting:
        blocks.append(
            Block(
                (Head("规则"), Head("名称"), Head("原因")),
                tuple((rule.id, rule.title, reason) for rule, reason in judgement.waiting),
                "还没有检查的规则",
            )
        )
    if books.refused:
        blocks.append(Block((Head("工作簿"), Head("原因")), tuple(books.refused.items()), "没有打开的工作簿"))
    return Report(SUMMARY, "检查结果汇总", tuple(notes), tuple(blocks))


def _by_rule(judgement: Judgement) -> Block:
    rows = tuple(
        (broken.rule.id, broken.rule.title, broken.severity, broken.count, broken.unlisted or None)
        for broken in judgement.broken()
    )
    heads = (
        Head("规则", 14),
        Head("名称", 34),
        Head("级别", 9),
        Head("个数", 9, Kind.COUNT),
        Head("没有列出", 10, Kind.COUNT),
    )
    return Block(heads, rows, "按规则")


def _by_sheet(judgement: Judgement, books: Books) -> Block:
    counts = Counter((finding.ref.sheet, finding.severity) for finding in judgement.findings)
    rows: list[tuple[Value, ...]] = [
        (
            table.workbook,
            table.sheet,
            len(sheet.rows) + sheet.left_out,
            sheet.left_out or None,
            *(counts[table.sheet, severity] or None for severity in Severity),
        )
        for table, sheet in books.sheets.items()
    ]
    heads = (
        Head("工作簿"),
        Head("工作表"),
        Head("行数", 9, Kind.COUNT),
        Head("没有参加", 9, Kind.COUNT),
        *(Head(severity.word, 9, Kind.COUNT) for severity in Severity),
    )
    return Block(heads, tuple(rows), "按工作表")


def _listed(judgement: Judgement, folder: str) -> Report:
    heads = (
        Head("级别", 7),
        Head("规则", 8),
        Head("工作簿", 11),
        Head("工作表", 11),
        Head("单元格", 9),
        Head("对象", 12),
        Head("问题", 44),
        Head("怎么改", 28),
        Head("依据", 16),
    )
    rows = tuple(
        (
            finding.severity,
            finding.rule.id,
            finding.ref.workbook,
            finding.ref.sheet,
            Link(finding.ref, folder),
            finding.subject,
            finding.message,
            finding.rule.fix,
            finding.rule.basis,
        )
        for finding in judgement.findings
    )
    note = "点单元格，就打开那个工作簿的那一格。" if rows else "没有发现问题。"
    return Report(FINDINGS, "检查结果：问题", (note,), (Block(heads, rows),))
