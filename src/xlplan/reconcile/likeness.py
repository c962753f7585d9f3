"""How alike counterparties and summaries are. Chinese has no blanks between words: characters are compared."""

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

Shares = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_FORMS = re.compile(
    r"(股份)?有限(责任)?(公司?)?|(责任|股份)公司|[总分子]?公司|个体工商户|经营部|\(.*?(\)|$)|(?<=.{5})有$"
)
_CHANNEL = re.compile(r"过渡|待清算|清算|备付金|内部户|内部账|待划转|代发工资")
"""Accounts of the bank through which a payment goes: nobody's counterparty."""
_EMPTY = re.compile(
    r"[\W\d_]+|对公|转[账帐]|汇[款入出]|网[上银]银?行?|跨行|实时|支付|支出|收入|款项|摘要|用途|附言|[付收支至从的年月日]"
)
"""What stands in the summaries of any payment."""
_INSIDE = 0.95
"""Likeness of a name that is part of a longer one or stands inside a summary."""
_COMPANY = re.compile(
    r"[\u4e00-\u9fff()]{2,}(?:公司|事务所|经营部|服务部|合作社|供应站|银行|书店|医院|学校|中学|小学|[厂局店])$"
)
"""A word at the end of a summary that is a counterparty."""
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_PERSON_NAME = re.compile(rf"[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_PAID_TO = re.compile(
    rf"(?:^|付|发|收|退|还|报销?)([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=差旅|劳务|报销|借款|备用金|讲课|稿费|加班|押金)"
)
"""A person to whom something is paid that is paid to persons."""
_ABBREVIATED = 0.85
_SHORTEST = 2
_PERSON, _LONGER = 3, 2
"""Characters of a person's name at most, and by how many a text that contains so short a one must be longer."""
_LONGEST = 200
"""Characters of a text that are compared."""


def plain(text: str) -> str:
    """Without blanks, full-width forms and capitals."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:_LONGEST])).lower()


def name(text: str) -> str:
    """A counterparty without legal form and brackets, "" for none: 岚溪供电(集团)有限公司 is 岚溪供电."""
    if _CHANNEL.search(text):
        return ""
    core = _FORMS.sub("", plain(text))
    return core or plain(text)


def named(summary: str) -> str:
    """The counterparty that a summary names by itself, as ``name`` leaves it; "" for none."""
    *before, last = unicodedata.normalize("NFKC", summary[:_LONGEST]).split() or [""]
    if before and (_COMPANY.fullmatch(last) or _PERSON_NAME.fullmatch(last)):
        return name(last)
    paid = _PAID_TO.search(plain(summary))
    return paid[1] if paid else ""


def wording(text: str) -> str:
    """A summary without numbers and the words that stand in any."""
    return _EMPTY.sub("", plain(text))


def each(texts: "pd.Series", change: Callable[[str], str]) -> Texts:
    """A column changed, each distinct text once."""
    codes, distinct = pd.factorize(texts)
    changed: Texts = np.array([change(text) for text in distinct], dtype=object)[codes]
    return changed


def of_names(ours: Texts, theirs: Texts, our_summaries: Texts, their_summaries: Texts) -> Shares:
    """Likeness from 0 to 1 of the counterparties of pairs of rows; NaN where one is missing and no summary names it.

    All texts as ``name`` and ``plain`` leave them.
    """
    found = _of_pairs(ours, theirs, _INSIDE)
    for names, summaries in ((ours, their_summaries), (theirs, our_summaries)):
        inside = [len(one) >= _SHORTEST and one in text for one, text in zip(names, summaries, strict=True)]
        found = np.fmax(found, np.where(inside, _INSIDE, np.nan))
    return found


def of_wordings(ours: Texts, theirs: Texts) -> Shares:
    """Likeness from 0 to 1 of the summaries of pairs of rows, as ``wording`` leaves them; 0 where one is missing."""
    return np.nan_to_num(_of_pairs(ours, theirs, 1.0))


def _of_pairs(ours: Texts, theirs: Texts, inside: float) -> Shares:
    told = (ours != "") & (theirs != "")
    found = np.full(len(ours), np.nan)
    if told.any():
        one, other = list(ours[told]), list(theirs[told])
        whole = process.cpdist(one, other, scorer=fuzz.ratio, dtype=np.float64) / 100
        for at in np.flatnonzero(whole < inside):
            short, long = sorted((one[at], other[at]), key=len)
            whole[at] = _unequal(short, long, whole[at], inside)
        found[told] = whole
    return found


def _unequal(short: str, long: str, whole: float, inside: float) -> float:
    """The likeness of two texts, that of all their characters being known."""
    if len(short) < _SHORTEST:
        return whole
    if contains(long, short):
        return inside
    if len(short) > _SHORTEST and _abbreviates(short, long):
        return _ABBREVIATED
    # 清河市平安客运 and 清河市佳佳食品 have their town in common, nothing else.
    town = Prefix.similarity(short, long)
    if _SHORTEST <= town < len(short):
        return min(whole, fuzz.ratio(short[town:], long[town:]) / 100)
    return whole


def contains(long: str, short: str) -> bool:
    """Whether one text is the other and more, as 清河供电 is 供电; 王伟业 is not 王伟."""
    return short in long and (len(short) > _PERSON or len(long) >= len(short) + _LONGER)


def _abbreviates(short: str, long: str) -> bool:
    """Whether one has the characters of the other in their order: 农商行 is 农村商业银行."""
    rest = iter(long)
    return all(character in rest for character in short)
