"""Marks in an open document: a conditional format with the condition "xlplan"<>"", and a comment. Excel's add-in takes them away too.

Calc follows the first conditional format of a cell alone, and gives a cell a further one only by taking away those that it has. So
where a cell has one of its own, a mark is a condition in that, before its others, true in that cell only; else it is one of ours.
"""

import re

from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.CellFlags import ANNOTATION
from com.sun.star.sheet.ConditionEntryType import CONDITION, DATE
from com.sun.star.sheet.ConditionOperator import FORMULA
from com.sun.star.table import BorderLine2
from uno import getConstantByName

SIGNATURE = "【xlplan】"
_ALWAYS = '"xlplan"<>""'
_HERE = "ROW()=ROW"
_MOST = 100
"""Cells in one formula; Excel takes 8,192 characters."""
_EXPRESSION = getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
_STYLES = {
    "error": ("xlplan 错误", 0xFFC7CE),
    "warning": ("xlplan 警告", 0xFFEB9C),
    "note": ("xlplan 提示", 0xDDEBF7),
}
_LINE = BorderLine2(Color=0xBFBFBF, OuterLineWidth=18, LineWidth=18)
_SIDES = "TopBorder", "BottomBorder", "LeftBorder", "RightBorder"


def mark(document, marks):
    """Put marks (severity, sheet, cell, text) in the place of those that are there.

    Gives the sheets left out, for they are protected, and whether the others are coloured: Calc makes no cell style while any sheet
    is protected, and then comments have to do.
    """
    unmark(document)
    sheets = {sheet.Name.strip(): sheet for sheet in _each(document.Sheets)}
    coloured = _styled(document)
    left_out, own = [], {}
    for severity, name, cell, text in marks:
        if name in sheets and sheets[name].isProtected():
            left_out += [name] if name not in left_out else []
        elif name in sheets:
            own.setdefault(name, []).append((severity, cell, text))
    for name, some in own.items():
        sheet = sheets[name]
        if coloured:
            _colour(document, sheet, some)
        for _, cell, text in some:
            at = sheet.getCellRangeByName(cell)
            if not at.Annotation.String:
                sheet.Annotations.insertNew(at.CellAddress, SIGNATURE + text)
    return left_out, coloured


def unmark(document):
    """Take all marks away: of how many cells, and the sheets left out, for they are protected and marked."""
    number, left_out = 0, []
    for sheet in _each(document.Sheets):
        formats = [found for found in sheet.ConditionalFormats.getConditionalFormats() if _marks_of(found)]
        comments = [one.Position for one in _each(sheet.Annotations) if one.String.startswith(SIGNATURE)]
        if sheet.isProtected():
            left_out += [sheet.Name] if formats or comments else []
            continue
        commented = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        for at in comments:
            address = sheet.getCellByPosition(at.Column, at.Row).RangeAddress
            commented.addRangeAddress(address, False)
        commented.clearContents(ANNOTATION)
        number += _uncolour(sheet, formats)
    if not _any_protected(document):
        styles = document.StyleFamilies.getByName("CellStyles")
        for name in (name for name, _ in _STYLES.values() if styles.hasByName(name)):
            styles.removeByName(name)
    return number, left_out


def _colour(document, sheet, marks):
    """Colour cells: each in the first format that covers it, or in one of our own where none does."""
    formats, inside, alone = sheet.ConditionalFormats.getConditionalFormats(), {}, {}
    for severity, cell, _ in marks:
        address = sheet.getCellRangeByName(cell).RangeAddress
        covering = [found for found in formats if found.Range.queryIntersection(address).Count]
        if not covering:
            alone.setdefault(severity, []).append(address)
        else:
            host = next((found for found in covering if any(map(_has_style, _each(found)))), covering[0])
            inside.setdefault(host.ID, {}).setdefault(severity, []).append(cell)
    _change(
        sheet,
        {
            found.ID: [*_conditions(inside[found.ID]), *_entries(found)]
            for found in formats
            if found.ID in inside
        },
    )
    for severity, addresses in alone.items():
        ranges, ours = document.createInstance("com.sun.star.sheet.SheetCellRanges"), _none(sheet)
        for address in addresses:
            ranges.addRangeAddress(address, False)
        words = {"Operator": FORMULA, "Formula1": _ALWAYS, "StyleName": _STYLES[severity][0]}
        ours.addNew(tuple(PropertyValue(Name=name, Value=value) for name, value in words.items()))
        ranges.ConditionalFormat = ours


def _uncolour(sheet, formats):
    """Take our conditions off these formats; of how many cells they were."""
    number, changed = 0, {}
    for found in formats:
        entries, ours = _entries(found), _marks_of(found)
        inside = sum(entries[place][1].count(_HERE) for place in ours)
        number += inside or sum(map(_area, found.Range.RangeAddresses))
        if len(ours) < len(entries) and _fixed(sheet) >= found.ID:
            for place in ours:
                entry = found.getByIndex(place)
                entry.Formula1, entry.StyleName = "FALSE()", "Default"
        elif len(ours) < len(entries):
            changed[found.ID] = [entry for place, entry in enumerate(entries) if place not in ours]
        elif _stands_alone(sheet, found):
            found.Range.ConditionalFormat = _none(sheet)
        else:  # of Excel's: what else the cells have would be taken off with it
            sheet.ConditionalFormats.removeByID(found.ID)
    _change(sheet, changed)
    return number


def _change(sheet, changed):
    """Give formats other entries. No entry can be taken out of one, so it is made again.

    Cells know their formats by number, and a new one takes the number after the last: so those behind it are made again too, the
    same, and numbers that are missing are passed over. Scales, bars and icons cannot be made again: nothing before them changes, and a mark there that was put before they came is made one that never shows.
    """
    formats = sheet.ConditionalFormats
    every = formats.getConditionalFormats()
    fixed = _fixed(sheet)
    changed = {number: entries for number, entries in changed.items() if number > fixed}
    behind = [found for found in every if changed and min(changed) <= found.ID]
    wanted = {found.ID: (found.Range, changed.get(found.ID) or _entries(found)) for found in behind}
    before = max((found.ID for found in every if found.ID not in wanted), default=0)
    for number in wanted:
        formats.removeByID(number)
    for number in range(before + 1, max(wanted, default=0) + 1):
        ranges, entries = wanted.get(number) or (next(iter(wanted.values()))[0], ())
        formats.createByRange(ranges)
        for place, entry in enumerate(entries):
            _add(formats.getConditionalFormats()[-1], place, *entry)
    for number in range(before + 1, max(wanted, default=0) + 1):
        if number not in wanted:
            formats.removeByID(number)


def _fixed(sheet):
    """The number of the last format that cannot be made again."""
    every = sheet.ConditionalFormats.getConditionalFormats()
    return max((found.ID for found in every if not all(map(_is_condition, _each(found)))), default=0)


def _add(found, place, operator, first, second, style):
    found.createEntry(CONDITION, place)
    entry = found.getByIndex(place)
    entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName = operator, first, second, style


def _entries(found):
    return [
        (entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName) if _is_condition(entry) else ()
        for entry in _each(found)
    ]


def _conditions(cells):
    """Ours for cells by severity, in pieces."""
    for severity, own in cells.items():
        for first in range(0, len(own), _MOST):
            yield _EXPRESSION, _formula(own[first : first + _MOST]), "", _STYLES[severity][0]


def _formula(cells):
    """True in these cells, wherever they go when rows are put in; one whose row is taken out is forgotten."""
    places = ("${}${}".format(*re.fullmatch("([A-Z]+)([0-9]+)", cell).groups()) for cell in cells)
    each = ("IFERROR(({0}({1}))*(COLUMN()=COLUMN({1})),0)".format(_HERE, at) for at in places)
    return "AND({},{}>0)".format(_ALWAYS, "+".join(each))


def _marks_of(found):
    """The places of our entries in a conditional format."""
    return [
        place
        for place, entry in enumerate(_each(found))
        if _is_condition(entry) and _ALWAYS in entry.Formula1
    ]


def _is_condition(entry):
    return entry.getType() == CONDITION


def _has_style(entry):
    return entry.getType() in (CONDITION, DATE)


def _stands_alone(sheet, found):
    """Whether no other format has cells of this one."""
    others = (other for other in sheet.ConditionalFormats.getConditionalFormats() if other.ID != found.ID)
    areas = found.Range.RangeAddresses
    return not any(other.Range.queryIntersection(area).Count for other in others for area in areas)


def _none(sheet):
    """The conditional formats of a cell, without any. They alone reach cells at once; and take away what these have."""
    entries = sheet.getCellByPosition(0, sheet.Rows.Count - 1).ConditionalFormat
    entries.clear()
    return entries


def _styled(document):
    """Have our cell styles in a document, their lines those of a filled row; whether they are there."""
    styles = document.StyleFamilies.getByName("CellStyles")
    missing = [(name, colour) for name, colour in _STYLES.values() if not styles.hasByName(name)]
    if missing and _any_protected(document):
        return False
    for name, colour in missing:
        style = document.createInstance("com.sun.star.style.CellStyle")
        styles.insertByName(name, style)
        style.ParentStyle = ""  # else the font and the place of the text would be those of that
        style.CellBackColor = colour
        for side in _SIDES:
            style.setPropertyValue(side, _LINE)
    return True


def _any_protected(document):
    return any(sheet.isProtected() for sheet in _each(document.Sheets))


def _area(address):
    rows = address.EndRow - address.StartRow + 1
    return rows * (address.EndColumn - address.StartColumn + 1)


def _each(things):
    return [things.getByIndex(place) for place in range(things.Count)]
