"""Mistakes in students.xlsx, and in the pictures of its visits."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, put
from xlplan.demo.pupils import LAST_YEAR, NEW_YEAR
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.office import SchoolClass
from xlplan.tables.students import Bed, Checkup, Fitness, HomeVisit, Leaver, NightCheck, Outfit, Student


def _visit(column: Column, number: str) -> Spot:
    return Spot(column, ((HomeVisit.number, number),))


def _of(column: Column, pupil: Column, number: int, year: int, *key: tuple[Column, str]) -> Spot:
    return Spot(column, ((pupil, f"L009900{year}{number:08}"), *key))


_LATE = [
    _of(Checkup.year, Checkup.student, number, 2024, (Checkup.year, NEW_YEAR)) for number in (618, 619, 620)
]
_MOVED = (192, 2026)
_GONE = _of(Student.state, Student.number, 402, 2025)
_NIGHT = (NightCheck.date, "2026-11-23"), (NightCheck.floor, "四层女生")

MISTAKES = (
    cell("家访话少", "一次家访只写了“家长同意配合。”六个字。", "STU-01", _visit(HomeVisit.content, "JF2026-10"), "家长同意配合。"),
    Mistake(
        "老照片", "一次家访没有拍照，拿上一次的照片换了个名字。", {_visit(HomeVisit.photos, "JF2026-21"): ("GEN-07",)},
        photos={"家访/JF2026-21-1.jpg": "家访/JF2026-19-1.jpg"},
    ),
    Mistake(
        "照片没放", "照片还在手机里，没有放进 photos。", {_visit(HomeVisit.photos, "JF2026-26"): ("GEN-07",)},
        photos={"家访/JF2026-26-2.jpg": ""},
    ),
    cell(
        "漏报", "上学年有一个学生的体质健康数据没有上报。", "STU-02",
        _of(Fitness.reported, Fitness.student, 450, 2024, (Fitness.year, LAST_YEAR)), pd.NaT,
    ),
    Mistake(
        "补检学年", "九（4）班最后补检的三个学生，学年写成了上一学年，看着没有体检。",
        {Spot(SchoolClass.name, ((SchoolClass.name, "九年级（4）班"),)): ("STU-03",)},
        tuple(put(spot, LAST_YEAR) for spot in _LATE),
    ),
    cell("去向", "一个毕业生去了哪里还没有落实。", "STU-04", _of(Leaver.settled, Leaver.student, 700, 2023), pd.NaT),
    Mistake(
        "调床", "一个学生换了寝室，原来的床位没有退。",
        {_of(Bed.student, Bed.student, *_MOVED, (Bed.room, "416")): ("STU-05",)},
        (put(_of(Bed.end, Bed.student, *_MOVED), pd.NaT),),
    ),
    cell("去哪了", "查寝有一个学生不在，没有写去了哪里。", "STU-06", Spot(NightCheck.handled, _NIGHT), ""),
    Mistake(
        "转走", "一个学生 11 月转走了，班级表的学生数没有减。",
        {Spot(SchoolClass.pupils, ((SchoolClass.name, "八年级（4）班"),)): ("STU-07",)},
        (put(_GONE, "转出"), put(_of(Student.left, Student.number, 402, 2025), pd.Timestamp("2026-11-20"))),
    ),
    cell("张冠李戴", "体检表里有一行，姓名写成了别的学生。", "STU-09", Spot(Checkup.name, ((Checkup.year, NEW_YEAR),), below=40), "丁小雨"),
    cell(
        "多发", "七（1）班发的校服，46 写成了 64。", "STU-08",
        Spot(Outfit.given, ((Outfit.room, "七年级（1）班"), (Outfit.kind, "校服"))), 64,
    ),
)  # fmt: skip
