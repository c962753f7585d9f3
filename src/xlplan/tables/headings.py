"""The levels of official text, 一、（一）1.（1）, and what is wrong with those that were typed (GB/T 9704-2012)."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

_ONES = "一二三四五六七八九"
_NUMERALS = ["", *_ONES, *(f"{tens}十{ones}" for tens in ("", *_ONES[1:]) for ones in ("", *_ONES))]
_HAN = "[一二三四五六七八九十]+"

LEVELS = (rf"{_HAN}、", rf"（{_HAN}）", r"\d+[.．](?!\d)", r"（\d+）")
"""How the number of each level is written."""
_TYPED = (
    (1, re.compile(rf"({_HAN})[、.．,，](?!\d)")),
    (2, re.compile(rf"[（(]({_HAN})[）)][、.．,，]?(?!班)")),
    (3, re.compile(r"(\d{1,2})[、.．,，](?!\d(?!\d{3}年))")),
    (3, re.compile(r"(\d{1,2})[）)]")),
    (4, re.compile(r"[（(](\d{1,2})[）)][、.．,，]?(?!班)")),
)
"""How people type it, by level."""


@dataclass(frozen=True)
class Number:
    """A number as it was typed: 一. of the first level."""

    level: int
    count: int
    typed: str
    line: str
    """What follows it."""

    @property
    def wrong(self) -> str | None:
        """What is wrong with how it is written, None where nothing is."""
        if re.fullmatch(LEVELS[self.level - 1], self.typed):
            return None
        return f"“{self.typed}”应写成“{written(self.level, self.count)}”"


def written(level: int, count: int) -> str:
    """The number as it should stand: 一、（一）1.（1）."""
    words = _NUMERALS[count] if count < len(_NUMERALS) else str(count)
    return (f"{words}、", f"（{words}）", f"{count}.", f"（{count}）")[level - 1]


def skipped(above: int, level: int, used: Collection[int]) -> int:
    """The level that is left out between two headings, 0 for none; ``above`` is 0 where nothing stands above.

    1. may follow where the text does not use what lies between: 一、 and 1. alone are two levels in order.
    """
    between = range(above + 1, level)
    return 0 if not between or (level == 3 and not {*between} & {*used}) else between[0]


def misnumbered(text: str) -> str | None:
    """The first thing that is wrong with the numbers at the starts of a text's paragraphs, None where all is right."""
    lines = [line.strip() for line in text.splitlines()]
    numbers = list(filter(None, map(number, lines)))
    used = {one.level for one in numbers}
    counts = [0] * (len(LEVELS) + 1)
    above: Number | None = None
    for one in numbers:
        wrong = one.wrong or _place(one, above, used) or _order(one, above, counts, text)
        if wrong or (wrong := _run_on(one, lines)):
            return wrong
        counts[one.level :] = [one.count] + [0] * (len(LEVELS) - one.level)
        above = one
    return None


def broken(lines: Sequence[str]) -> tuple[int, str] | None:
    """Where numbers typed at the starts of running text break off, and how; None where they go on one by one.

    Milder than ``misnumbered``: text below a heading may begin with any number, on any level, and write it as it likes.
    """
    bare = [line.strip() for line in lines]
    told = [(place, one) for place, one in enumerate(map(number, bare)) if one]
    counts = [0] * (len(LEVELS) + 1)
    above: Number | None = None
    for place, one in told:
        begun = counts[one.level] > 0 or one.count == 1
        wrong = begun and _order(one, above, counts, "\n".join(bare))
        if wrong or (wrong := _run_on(one, bare) or _glued(one, bare)):
            return place, wrong
        counts[one.level :] = [one.count] + [0] * (len(LEVELS) - one.level)
        above = one
    return None


def numbered(levels: Iterable[int]) -> Iterator[str]:
    """The mark of each heading by its level (0: none); each level counts anew below the next higher heading."""
    counts = [0] * len(LEVELS)
    for level in levels:
        if not level:
            yield ""
            continue
        counts[level - 1 :] = [counts[level - 1] + 1, *[0] * (len(LEVELS) - level)]
        yield written(level, counts[level - 1])


def number(line: str) -> Number | None:
    """The number with which a paragraph begins, however it was typed; None where there is none."""
    for level, pattern in _TYPED:
        found = pattern.match(line)
        if found:
            count = int(found[1]) if found[1].isdecimal() else _count(found[1])
            rest = line[found.end() :]
            if count and not _enumerates(count, rest):
                return Number(level, count, found[0], rest)
    return None


def _enumerates(count: int, rest: str) -> bool:
    """Whether a line begins with several of a kind, 一、二年级, and not with a number."""
    following = "".join(_NUMERALS[count + 1 : count + 2])
    return bool(following and re.match(rf"{following}(?:年级|班|、|号?楼|栋)", rest))


def _count(numeral: str) -> int:
    return _NUMERALS.index(numeral) if numeral in _NUMERALS else 0


def _place(number: Number, above: Number | None, used: set[int]) -> str | None:
    missing = skipped(above.level if above else 0, number.level, used)
    if not missing:
        return None
    if above is None:
        return f"“{number.typed}”上面没有“{written(missing, 1)}”"
    return f"“{number.typed}”直接排在“{above.typed}”下面，跳过了“{written(missing, 1)}”这一层"


def _order(number: Number, above: Number | None, counts: list[int], text: str) -> str | None:
    last = counts[number.level]
    if number.count == last + 1:
        return None
    if number.count <= last:
        again = "用了两次" if number.count == last else f"排在“{written(number.level, last)}”后面"
        return f"“{number.typed}”{again}"
    missing = written(number.level, last + 1)
    # 1.30 名 is a number in disguise.
    if number.level == 3 and re.search(rf"^\s*{last + 1}[.．、]\d", text, re.MULTILINE):
        return None
    if above and re.search(_inside(number.level, last + 1), above.line):
        return f"“{missing}”没有另起一段，写在“{above.typed}”那一段里了"
    before = f"“{written(number.level, last)}”后面就是“{number.typed}”" if last else f"从“{number.typed}”开始"
    return f"{before}，缺“{missing}”"


def _run_on(number: Number, lines: list[str]) -> str | None:
    """The next number stands in the paragraph of this one, after a full stop, and nowhere else."""
    if number.count + 1 == len(_NUMERALS):
        return None
    mark = _mark(number.level, number.count + 1)
    if not re.search(rf"。\s*{mark}", number.line) or any(re.match(mark, line) for line in lines):
        return None
    after = written(number.level, number.count + 1)
    return f"“{after}”没有另起一段，写在“{number.typed}”那一段里了"


_UNITS = (
    "年月日号时点分秒个名人元天次周台套件张本册所间栋幢层楼户家条项篇节课班级组位岁米公斤吨克亩平度万千百多余几种类科门页倍批期届轮"
    "场支把只头辆架副双块颗株棵盆大小不以至到根排堆箱袋瓶桶包捆幅面座"
    "扇孔盏顶床笔步里厘毫克兆元角刻段首句章处单人女男周老新"
)
"""What follows a number that counts something."""


def _glued(number: Number, lines: list[str]) -> str | None:
    """The next number of a list stands within the last paragraph without its mark, run into the words: 9、……10治理。"""
    following = number.count + 1
    if number.level != 3 or number.count < 3 or any(_is(line, number.level, following) for line in lines):
        return None
    if not re.search(
        rf"(?<![\d.第共约近达超至到每前后满为A-Za-z（(]){following}(?=[一-龥]{{4}})(?![{_UNITS}])",
        number.line,
    ):
        return None
    return f"“{written(3, following)}”没有另起一段，写在“{number.typed}”那一段里了"


def _is(line: str, level: int, count: int) -> bool:
    own = number(line)
    return own is not None and (own.level, own.count) == (level, count)


def _mark(level: int, count: int) -> str:
    return rf"{count}[.．、](?!\d)" if level == 3 else re.escape(written(level, count))


def _inside(level: int, count: int) -> str:
    """A number within a paragraph: with its mark, or 10 run into the words that follow, but no 10 月."""
    if level != 3:
        return _mark(level, count)
    return rf"(?<![\d.])(?:{_mark(level, count)}|{count}(?=[一-龥])(?![年月日号时点分个名人元天次周]))"
