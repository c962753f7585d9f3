"""责任书 and 安全教育 of the demo school: what everybody signed in September, and each class's lesson of every month."""

from collections.abc import Iterator
from datetime import date

from xlplan.demo.events import school_days, stream
from xlplan.demo.people import STAFF, classes_on, departments, teachers_of_classes

_ABOVE = "岚溪县教育局"
_YEAR, _UNTIL = "2026—2027学年", date(2027, 8, 31)
_DAYS = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3), date(2026, 9, 4))
"""When the tiers signed, from the top down."""
_THEMES = {
    1: ("寒假安全第一课", "01-12"), 3: ("交通安全", "03-09"), 4: ("国家安全和食品安全", "04-13"), 5: ("防灾减灾和防震", "05-11"), 6: ("珍爱生命，远离毒品；防溺水", "06-15"),
    7: ("暑期防溺水", "07-06"), 9: ("开学安全第一课", "09-07"), 10: ("防欺凌和心理健康", "10-19"), 11: ("冬季防火", "11-16"),
}  # fmt: skip
"""Month -> the theme, and from when on the classes have it."""


def pledges() -> Iterator[tuple[object, ...]]:
    """The letters of everybody who is here, then those of the classes."""
    above = {name: (head, parent) for name, head, parent in departments()}
    rooms = teachers_of_classes()
    for number, name, department, post, _, state, _ in STAFF:
        if state != "在岗":
            continue
        tier, giver = "班主任" if name in rooms.values() else "岗位", above[department][0]
        if giver == name:
            parent = above[department][1]
            tier, giver = ("处室", above[parent][0]) if parent else ("学校", _ABOVE)
        day = _DAYS[("学校", "处室", "班主任", "岗位").index(tier) if tier in ("学校", "处室") else 2]
        yield _letter(number, tier, giver, name, post, day)
    for place, (room, teacher) in enumerate(rooms.items(), 1):
        yield _letter(f"B{place:02}", "班级", teacher, room, "", _DAYS[3])


def _letter(number: str, tier: str, giver: str, taker: str, post: str, day: date) -> tuple[object, ...]:
    return (
        f"安责〔2026〕{number}", _YEAR, tier, giver, taker, post, day, _UNTIL, f"责任书/2026-{number}.jpg"
    )  # fmt: skip


def lessons() -> Iterator[tuple[object, ...]]:
    """One lesson a month for each class of the day, by its teacher; the classes have it on two or three days."""
    rooms = teachers_of_classes()
    for month, (theme, start) in _THEMES.items():
        days = [day for day in school_days() if f"{day:%m-%d}" >= start][:3]
        own = [
            (stream("lesson", month, room.room).choice(days), room)
            for room in classes_on(date(2026, month, 1))
        ]
        for day, room in sorted(own, key=lambda one: one[0]):
            lesson = f"教案/2026-{month:02}-{theme[:4]}-{room.room}.docx"
            yield day, room.room, theme, rooms[room.room], lesson, room.pupils
