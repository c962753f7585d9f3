"""How alike counterparties and summaries are. Chinese has no blanks between words: characters are compared."""

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

Shares = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

_FORMS = re.compile(
    r"(股份)?有限责任公司|(股份)?有限公司|责任公司|股份公司|[总分子]?公司|个体工商户|经营部|\(.*?\)"
)
_CHANNEL = re.compile(r"过渡|待清算|清算|备付金|内部户|内部账|待划转|代发工资")
"""Accounts of the bank through which a payment goes: nobody's counterparty."""
_EMPTY = re.compile(
    r"[\W\d_]+|对公|转[账帐]|汇[款入出]|网[上银]银?行?|跨行|实时|支付|支出|收入|款项|摘要|用途|附言|[付收支至从的年月日]"
)
"""What stands in the summaries of any payment."""
_INSIDE = 0.95
"""Likeness of a name that is part of a longer one or stands inside a summary."""
_SHORTEST = 2


def plain(text: str) -> str:
    """Without blanks, full-width forms and capitals."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def name(text: str) -> str:
    """A counterparty without legal form and brackets, "" for none: 岚溪供电(集团)有限公司 is 岚溪供电."""
    if _CHANNEL.search(text):
        return ""
    core = _FORMS.sub("", plain(text))
    return core if len(core) >= _SHORTEST else plain(text)


def wording(text: str) -> str:
    """A summary without numbers and the words that stand in any."""
    return _EMPTY.sub("", plain(text))


def each(texts: "pd.Series", change: Callable[[str], str]) -> Texts:
    """A column changed, each distinct text once."""
    codes, distinct = pd.factorize(texts)
    return np.array([change(text) for text in distinct], dtype=object)[codes]


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
        part = process.cpdist(one, other, scorer=fuzz.partial_ratio, dtype=np.float64) == 100
        short = np.array([min(len(a), len(b)) < _SHORTEST for a, b in zip(one, other, strict=True)])
        found[told] = np.where(part & ~short, np.fmax(whole, inside), whole)
    return found
