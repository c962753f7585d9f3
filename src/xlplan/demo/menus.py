"""What is on the menu in the demo school: dishes of what its kitchen has in store that day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from xlplan.demo.events import school_days, stream
from xlplan.demo.kitchen import movements

_COURSES = {
    # 餐次: its courses, each so many dishes with what they need; of food/food either will do
    "早餐": (
        "馒头 面粉|面条 面条|花卷 面粉|肉包 面粉 猪肉/五花肉",
        "稀饭 大米|水煮蛋 鸡蛋|菜粥 大米 白菜/莲花白|南瓜粥 大米 南瓜",
    ),
    "午餐": (
        "土豆烧牛肉 土豆 牛肉|香辣鸡腿 鸡腿|胡萝卜炒肉 胡萝卜 猪肉/五花肉|番茄炒蛋 番茄 鸡蛋|红烧鱼块 鲜鱼|黄瓜肉片 黄瓜 猪肉/五花肉",
        "炒白菜 白菜|清炒莲花白 莲花白|炒土豆丝 土豆|素炒四季豆 四季豆|烧茄子 茄子",
        "番茄蛋汤 番茄 鸡蛋|萝卜汤 萝卜|豆芽汤 豆芽|南瓜汤 南瓜",
    ),
    "晚餐": (
        "青椒肉丝 青椒 猪肉/五花肉|回锅肉 五花肉/猪肉|豆干炒肉 豆干 猪肉/五花肉|红烧鸡块 鸡肉|肉末茄子 茄子 猪肉/五花肉",
        "麻婆豆腐 豆腐|清炒豆芽 豆芽|炒萝卜丝 萝卜|蒸南瓜 南瓜",
        "白菜豆腐汤 白菜 豆腐|莲花白汤 莲花白|青菜汤 白菜|豆腐汤 豆腐|蛋花汤 鸡蛋",
    ),
}  # fmt: skip


@cache
def menus() -> tuple[tuple[date, str, tuple[str, ...]], ...]:
    """日期, 餐次 and what there was."""
    return tuple(
        (day, meal, tuple(_dish(day, meal, course, there) for course in courses))
        for day, there in _stores()
        for meal, courses in _COURSES.items()
    )


def _dish(day: date, meal: str, course: str, there: frozenset[str]) -> str:
    known = [dish.split() for dish in course.split("|")]
    possible = [name for name, *needed in known if all(there & set(food.split("/")) for food in needed)]
    return stream("食谱", day, meal, course).choice(possible)


def _stores() -> Iterator[tuple[date, frozenset[str]]]:
    """Each school day, with the foods that are there before the kitchen takes from them."""
    grams: Counter[str] = Counter()
    moves = list(movements())
    for day in school_days():
        while moves and (moves[0].day, moves[0].out) <= (day, False):
            move = moves.pop(0)
            grams[move.lot.food] += -move.grams if move.out else move.grams
        yield day, frozenset(food for food, left in grams.items() if left > 0)
