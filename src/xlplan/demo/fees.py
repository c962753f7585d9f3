"""Money that the demo school collects for others and pays on: exercise books, uniforms, medical insurance."""

from collections.abc import Iterator

from xlplan.demo.events import BASIC, CASH, DEPOSIT_DAY, Event, day_on, moved

_HELD = (
    # day, where, yuan (+ in, - out), summary, other side
    ("2026-03-05", BASIC, 14_880, "代收春季作业本费", "各班学生"),
    ("2026-04-09", BASIC, -14_260, "付春季作业本款", "岚溪县新华书店"),
    ("2026-06-30", BASIC, -620, "退春季作业本费余额", "学生（代发）"),
    (DEPOSIT_DAY.isoformat(), CASH, 4_960, "代收七年级新生作业本费现金", "七年级学生"),
    ("2026-09-09", BASIC, 9_920, "代收八、九年级秋季作业本费", "各班学生"),
    ("2026-09-16", BASIC, 40_320, "代收七年级新生校服费", "七年级学生"),
    ("2026-10-15", BASIC, -14_415, "付秋季作业本款", "岚溪县新华书店"),
    ("2026-10-21", BASIC, -40_320, "付七年级新生校服款", "岚溪县蓝天服装厂"),
    ("2026-10-26", BASIC, 248_000, "代收学生城乡居民医保费", "各班学生"),
    ("2026-11-10", BASIC, -248_000, "缴学生城乡居民医保费", "岚溪县税务局"),
)  # fmt: skip


def events() -> Iterator[Event]:
    """What comes in, goes out and is given back; the new pupils' cash goes to the bank on the same day."""
    for day, where, yuan, text, party in _HELD:
        lines = moved(where, "2307", yuan * 100) if yuan > 0 else moved("2307", where, -yuan * 100)
        at_once = day_on(day) if party == "学生（代发）" else None
        yield Event(day_on(day), text, lines, kind="非预算", party=party, papers=2, rank=7, seen=at_once)
    banked = moved(BASIC, CASH, 496_000)
    yield Event(DEPOSIT_DAY, "送存七年级作业本费现金", banked, party="松坪信用社", rank=8)
