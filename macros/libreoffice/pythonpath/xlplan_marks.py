"""Marks in an open document: a conditional format that is always true, and a comment. Excel's add-in makes and knows the same ones.

Calc follows the first conditional format of a cell alone, and its newest comes last. So where a mark is put on cells that have
formats of their own, these are made anew, as they are and in their order, behind it.
"""

from com.sun.star.sheet.ConditionEntryType import CONDITION
from com.sun.star.table import BorderLine2
from uno import getConstantByName

SIGNATURE = "【xlplan】"
_ALWAYS = '"xlplan"<>""'
_EXPRESSION = getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
_STYLES = {
    "error": ("xlplan 错误", 0xFFC7CE),
    "warning": ("xlplan 警告", 0xFFEB9C),
    "note": ("xlplan 提示", 0xDDEBF7),
}
_LINE = BorderLine2(Color=0xBFBFBF, OuterLineWidth=18, LineWidth=18)
_SIDES = "TopBorder", "BottomBorder", "LeftBorder", "RightBorder"


def mark(document, marks):
    """Put marks (severity, sheet, cell, text) in the place of those that are there; the sheets left out, for they are protected."""
    unmark(document)
    sheets = {sheet.Name.strip(): sheet for sheet in _each(document.Sheets)}
    left_out, cells = [], {}
    for severity, name, cell, text in marks:
        if name not in sheets:
            continue
        if sheets[name].isProtected():
            if name not in left_out:
                left_out.append(name)
            continue
        cells.setdefault(name, {}).setdefault(severity, []).append((cell, text))
    for name, own in cells.items():
        _colour(document, sheets[name], own)
        for cell, text in (one for several in own.values() for one in several):
            at = sheets[name].getCellRangeByName(cell)
            if not at.Annotation.String:
                sheets[name].Annotations.insertNew(at.CellAddress, SIGNATURE + text)
    return left_out


def unmark(document):
    """Take all marks away: of how many cells, and the sheets left out, for they are protected and marked."""
    number, left_out = 0, []
    for sheet in _each(document.Sheets):
        ours = [found for found in sheet.ConditionalFormats.getConditionalFormats() if _marks_of(found)]
        notes = [
            place
            for place, note in enumerate(_each(sheet.Annotations))
            if note.String.startswith(SIGNATURE)
        ]
        if sheet.isProtected():
            if ours or notes:
                left_out.append(sheet.Name)
            continue
        for place in reversed(notes):
            sheet.Annotations.removeByIndex(place)
        for found in ours:
            number += sum(map(_area, found.Range.RangeAddresses))
            _take_off(sheet, found)
    if not left_out:
        styles = document.StyleFamilies.getByName("CellStyles")
        for name, _ in _STYLES.values():
            if styles.hasByName(name):
                styles.removeByName(name)
    return number, left_out


def _take_off(sheet, found):
    """Take our entries off a conditional format; saving joins those of the same cells."""
    ours = _marks_of(found)
    if len(ours) == found.Count:
        sheet.ConditionalFormats.removeByID(found.ID)
    else:
        for place in reversed(ours):
            found.removeByIndex(place)


def _marks_of(found):
    """The places of our entries in a conditional format."""
    return [
        place
        for place, entry in enumerate(_each(found))
        if entry.getType() == CONDITION and entry.Operator == _EXPRESSION and entry.Formula1 == _ALWAYS
    ]


def _colour(document, sheet, cells):
    formats = sheet.ConditionalFormats
    others = formats.getConditionalFormats()
    for severity, own in cells.items():
        ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for cell, _ in own:
            ranges.addRangeAddress(sheet.getCellRangeByName(cell).RangeAddress, False)
        _add(formats, ranges, [(_EXPRESSION, _ALWAYS, "", _style(document, severity))])
    # Scales, bars and icons cannot be made anew; on a sheet that has them the others stay in front, and comments have to do.
    if all(entry.getType() == CONDITION for found in others for entry in _each(found)):
        for found in others:
            _add(formats, found.Range, _entries(found))
            formats.removeByID(found.ID)


def _add(formats, ranges, entries):
    """A conditional format behind all others."""
    number = formats.createByRange(ranges)
    (made,) = (found for found in formats.getConditionalFormats() if found.ID == number)
    for place, (operator, first, second, style) in enumerate(entries):
        made.createEntry(CONDITION, place)
        entry = made.getByIndex(place)
        entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName = operator, first, second, style


def _entries(found):
    return [(entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName) for entry in _each(found)]


def _style(document, severity):
    """The name of our cell style, which is made where it is not there; its lines are those of a filled row."""
    name, colour = _STYLES[severity]
    styles = document.StyleFamilies.getByName("CellStyles")
    if not styles.hasByName(name):
        style = document.createInstance("com.sun.star.style.CellStyle")
        styles.insertByName(name, style)
        style.CellBackColor = colour
        for side in _SIDES:
            style.setPropertyValue(side, _LINE)
    return name


def _area(address):
    rows = address.EndRow - address.StartRow + 1
    return rows * (address.EndColumn - address.StartColumn + 1)


def _each(things):
    return [things.getByIndex(place) for place in range(things.Count)]
