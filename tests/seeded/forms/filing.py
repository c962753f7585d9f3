"""检查, 上报登记, 发文登记, 档案, 荣誉创建, 工会慰问: PLN-04, PLN-07 to PLN-09, DOC-06, DOC-07, UNI-01 and UNI-02."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Mistake, Raw
from tests.seeded.office import CleanOffice
from xlplan.tables.office import Parameter, Reporting
from xlplan.tables.plan import Archive, Condolence, Dispatch, Honour, Inspection, Notice, Reported

DAY = pd.Timedelta(days=1)
SAFETY = "月度安全排查"


def _of(office: CleanOffice, kind: str) -> int:
    """The row of 参数 that says how often."""
    rows = office[Parameter]
    return int(rows.index[rows[Parameter.name] == f"检查频次：{kind}"][0])


def _alone(office: CleanOffice) -> Iterator[tuple[int, str, pd.Timestamp]]:
    """Checks that no other one of their kind stands in for: of each week, or of a month that is over."""
    rows = office[Inspection]
    rows = rows[(rows[Inspection.kind] != SAFETY) & (rows[Inspection.outcome] == "合格")]
    rows = rows[rows[Inspection.date].between(pd.Timestamp("2026-03-09"), pd.Timestamp("2026-10-25"))]
    for row, kind, day in rows[[Inspection.kind, Inspection.date]].itertuples():
        yield int(row), kind, day


@form("PLN-04")
def check_of_another_kind(office: CleanOffice) -> Iterator[Mistake]:
    """The check was entered as one that nobody asks for."""
    for row, kind, _ in _alone(office):
        yield Mistake({(Inspection.kind, row): "其他检查"}, (Parameter.name, _of(office, kind)))


@form("PLN-04")
def check_in_another_month(office: CleanOffice) -> Iterator[Mistake]:
    """The check was made in the holidays."""
    for row, kind, _ in _alone(office):
        day = pd.Timestamp("2026-08-19")
        yield Mistake({(Inspection.date, row): day}, (Parameter.name, _of(office, kind)))


@form("PLN-04")
def asked_more_often_than_done(office: CleanOffice) -> Iterator[Mistake]:
    """What was done every month is asked every week."""
    rows = office[Parameter]
    for row in rows.index[
        rows[Parameter.name].str.startswith("检查频次：") & (rows[Parameter.value] == "每月")
    ]:
        yield Mistake({(Parameter.value, int(row)): "每周"}, (Parameter.name, int(row)))


def _reports(office: CleanOffice) -> Iterator[tuple[int, str, pd.Timestamp, int]]:
    """Row, item and day of each report that PLN-07 looks for, and the row of 上报 that asks for it."""
    asked = office[Reporting]
    rows = office[Reported]
    rows = rows[rows[Reported.item].isin(("个税申报", "控辍保学报告")) & (rows[Reported.date] < "2026-11-20")]
    for row, item, day in rows[[Reported.item, Reported.date]].iloc[2:].itertuples():
        yield int(row), item, day, int(asked.index[asked[Reporting.item] == item][0])


@form("PLN-07")
def report_of_another_month(office: CleanOffice) -> Iterator[Mistake]:
    """所属期 of the year before."""
    periods = office[Reported][Reported.period]
    for row, _, _, asked in _reports(office):
        wrong = f"2025{periods[row][4:]}"
        if wrong != "2025-12":
            yield Mistake({(Reported.period, row): wrong}, (Reporting.item, asked))


@form("PLN-07")
def report_too_late(office: CleanOffice) -> Iterator[Mistake]:
    """上报日 weeks after the deadline."""
    for row, _, day, _ in _reports(office):
        for days in (16, 21):
            yield Mistake({(Reported.date, row): day + days * DAY}, (Reported.date, row))


@form("PLN-07")
def report_without_receipt(office: CleanOffice) -> Iterator[Mistake]:
    """回执 empty, or blanks."""
    for row, *_ in _reports(office):
        for nothing in (None, Raw("　 ")):
            yield Mistake({(Reported.receipt, row): nothing}, (Reported.receipt, row))


def _problems(office: CleanOffice) -> pd.DataFrame:
    rows = office[Inspection]
    return rows[rows[Inspection.outcome] == "有问题"]


@form("PLN-08")
def problem_without_owner_or_day(office: CleanOffice) -> Iterator[Mistake]:
    """问题, 责任人 or 整改期限 empty."""
    for row in _problems(office).index:
        for column in (Inspection.problem, Inspection.owner, Inspection.due):
            yield Mistake({(column, int(row)): None}, (column, int(row)))


@form("PLN-08")
def problem_not_mended(office: CleanOffice) -> Iterator[Mistake]:
    """The day is over, and nothing was mended."""
    rows = _problems(office)
    for row in rows.index[rows[Inspection.due] < "2026-11-30"]:
        yield Mistake({(Inspection.mended, int(row)): None}, (Inspection.mended, int(row)))


@form("PLN-08")
def mended_before_found(office: CleanOffice) -> Iterator[Mistake]:
    """整改完成日 a month or a year too early."""
    for row, day in _problems(office)[Inspection.mended].dropna().items():
        for less in (pd.DateOffset(months=1), pd.DateOffset(years=1)):
            yield Mistake({(Inspection.mended, int(row)): day - less}, (Inspection.mended, int(row)))


@form("PLN-08")
def problem_called_fine(office: CleanOffice) -> Iterator[Mistake]:
    """结果 合格 beside a problem."""
    for row in _problems(office).index:
        yield Mistake({(Inspection.outcome, int(row)): "合格"}, (Inspection.outcome, int(row)))


@form("PLN-09")
def honour_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """Still preparing after the last day."""
    rows = office[Honour]
    for row in rows.index[rows[Honour.state] == "准备中"]:
        for day in ("2026-11-29", "2026-10-30"):
            yield Mistake({(Honour.due, int(row)): pd.Timestamp(day)}, (Honour.state, int(row)))


@form("PLN-09")
def honour_asked_late(office: CleanOffice) -> Iterator[Mistake]:
    """申报日 after the last day."""
    for row, due in office[Honour].loc[office[Honour][Honour.done].notna(), Honour.due].items():
        yield Mistake({(Honour.done, int(row)): due + DAY}, (Honour.done, int(row)))


@form("PLN-09")
def honour_without_proof(office: CleanOffice) -> Iterator[Mistake]:
    """已申报 without a day, 已获得 without a document."""
    for row, state in office[Honour][Honour.state].items():
        if state == "已申报":
            yield Mistake({(Honour.done, int(row)): None}, (Honour.done, int(row)))
        if state == "已获得":
            yield Mistake({(Honour.document, int(row)): None}, (Honour.document, int(row)))


@form("DOC-06")
def request_in_a_report(office: CleanOffice) -> Iterator[Mistake]:
    """A report that asks for a decision."""
    rows = office[Dispatch]
    for row, said in rows.loc[rows[Dispatch.kind] == "报告", Dispatch.body].items():
        for asked in ("妥否，请批示。", "恳请批准增加经费。", "请求解决维修经费2万元。", "请予批复。"):
            yield Mistake({(Dispatch.body, int(row)): f"{said}{asked}"}, (Dispatch.body, int(row)))


@form("DOC-06")
def request_of_several(office: CleanOffice) -> Iterator[Mistake]:
    """A request to several offices, or for several things."""
    rows = office[Dispatch]
    for row, to, said in rows.loc[
        rows[Dispatch.kind] == "请示", [Dispatch.addressees, Dispatch.body]
    ].itertuples():
        for other in ("、岚溪县财政局", "，岚溪县财政局"):
            yield Mistake({(Dispatch.addressees, int(row)): f"{to}{other}"}, (Dispatch.addressees, int(row)))
        for more in ("并请增加保安一名。", "一是增加经费；二是增加人员。"):
            yield Mistake({(Dispatch.body, int(row)): f"{said}{more}"}, (Dispatch.body, int(row)))


@form("DOC-06")
def number_for_what_is_no_official_paper(office: CleanOffice) -> Iterator[Mistake]:
    """A publication, a plan or a pledge with a document number."""
    titles = ("十月财务收支公示", "秋季学期工作计划", "安全责任书", "防震演练方案")
    papers = office[Dispatch]
    own = papers.index[~papers[Dispatch.document].isin(office[Notice][Notice.document])]
    for place, row in enumerate(own):
        yield Mistake({(Dispatch.title, int(row)): titles[place % 4]}, (Dispatch.document, int(row)))


@form("DOC-06")
def kind_unlike_title(office: CleanOffice) -> Iterator[Mistake]:
    """文种 is not what the title says."""
    for row, kind in office[Dispatch][Dispatch.kind].items():
        other = {"报告": "请示", "请示": "报告", "通知": "通报"}.get(kind, "通知")
        yield Mistake({(Dispatch.kind, int(row)): other}, (Dispatch.kind, int(row)))


@form("DOC-07")
def kept_too_short(office: CleanOffice) -> Iterator[Mistake]:
    """保管期限 shorter than what is kept must be."""
    shorter = {"30年": "15年", "永久": "30年", "15年": "10年"}
    for row, kind, term in office[Archive][[Archive.kind, Archive.term]].itertuples():
        if kind != "发文" and term in shorter:
            yield Mistake({(Archive.term, int(row)): shorter[term]}, (Archive.term, int(row)))


@form("DOC-07")
def paper_without_file(office: CleanOffice) -> Iterator[Mistake]:
    """档号 of a paper of last year empty, or blanks."""
    rows = office[Dispatch]
    for row in rows.index[rows[Dispatch.date] < "2026-01-01"]:
        for nothing in (None, Raw(" ")):
            yield Mistake({(Dispatch.archive, int(row)): nothing}, (Dispatch.archive, int(row)))


@form("DOC-07")
def filed_as_what_is_kept_longer(office: CleanOffice) -> Iterator[Mistake]:
    """类别 of a file that must be kept longer than this one is."""
    rows = office[Archive]
    for row in rows.index[rows[Archive.term].isin(("10年", "15年"))]:
        for kind in ("会计凭证", "会计移交清册", "年度财务报告"):
            yield Mistake({(Archive.kind, int(row)): kind}, (Archive.term, int(row)))


def _condolences(office: CleanOffice) -> list[int]:
    return [int(row) for row in office[Condolence].index]


@form("UNI-01")
def nobody_signed(office: CleanOffice) -> Iterator[Mistake]:
    """签收人, 签收日 or 票据 empty."""
    for row in _condolences(office):
        for column in (Condolence.receiver, Condolence.signed, Condolence.receipt):
            yield Mistake({(column, row): None}, (column, row))


@form("UNI-01")
def visitor_signed(office: CleanOffice) -> Iterator[Mistake]:
    """The one who went there signed."""
    visitors = office[Condolence][Condolence.visitors]
    for row in _condolences(office):
        for name in visitors[row].split("、"):
            yield Mistake({(Condolence.receiver, row): name}, (Condolence.receiver, row))


@form("UNI-01")
def signed_before_the_visit(office: CleanOffice) -> Iterator[Mistake]:
    """签收日 a day, a month or a year too early."""
    for row, day in office[Condolence][Condolence.date].items():
        for less in (DAY, pd.DateOffset(months=1), pd.DateOffset(years=1)):
            yield Mistake({(Condolence.signed, int(row)): day - less}, (Condolence.signed, int(row)))


@form("UNI-02")
def above_the_standard(office: CleanOffice) -> Iterator[Mistake]:
    """金额 with a nought too many, or a little above."""
    for row, fen in office[Condolence][Condolence.amount].items():
        for wrong in (fen * 10, 1_000_01):
            yield Mistake({(Condolence.amount, int(row)): wrong}, (Condolence.amount, int(row)))


@form("UNI-02")
def reason_without_standard(office: CleanOffice) -> Iterator[Mistake]:
    """A reason that the standards have not."""
    for row in _condolences(office):
        for reason in ("生日", "乔迁", "子女升学"):
            yield Mistake({(Condolence.reason, row): reason}, (Condolence.reason, row))


@form("UNI-02")
def reason_with_a_lower_standard(office: CleanOffice) -> Iterator[Mistake]:
    """A reason for which less is given."""
    rows = office[Condolence]
    for row in rows.index[rows[Condolence.amount] > 500_00]:
        for reason in ("生病住院", "结婚"):
            yield Mistake({(Condolence.reason, int(row)): reason}, (Condolence.amount, int(row)))
