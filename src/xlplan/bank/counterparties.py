"""Who stands on the other side of each row: never ourselves."""

import numpy as np
import numpy.typing as npt

from xlplan.bank.names import Field
from xlplan.bank.sides import Fen, Texts

Names = npt.NDArray[np.object_]


def counterparties(texts: Texts, amount: Fen, holder: str) -> npt.NDArray[np.str_]:
    """The 对方户名 of each row, or that side of payer and payee that is not us. ``holder``: our name, "" if not known."""
    party: Names = np.array(texts(Field.PARTY), dtype=object)
    payer: Names = np.array(texts(Field.PAYER), dtype=object)
    payee: Names = np.array(texts(Field.PAYEE), dtype=object)
    if not (payer.any() or payee.any()):
        return party.astype(str)
    other = np.where(amount < 0, payee, payer)
    # Our name stands on one side of every row; some banks write it as the payer's whichever way the money went.
    for own in _always_there(payer, payee, holder):
        other = np.where(payer == own, payee, np.where(payee == own, payer, other))
    return np.where(party == "", other, party).astype(str)


def _always_there(payer: Names, payee: Names, holder: str) -> list[str]:
    """The name that every row has on one of its sides; none where two do and neither is known as ours."""
    if holder and ((payer == holder) | (payee == holder)).any():
        return [holder]
    rows = np.flatnonzero((payer != "") & (payee != ""))
    names = {payer[rows[0]], payee[rows[0]]} if len(rows) else set()
    always = [name for name in names if _on_each(name, payer[rows], payee[rows])]
    return always if len(always) == 1 else []


def _on_each(name: str, payer: Names, payee: Names) -> bool:
    return bool(np.all((payer == name) | (payee == name)))
