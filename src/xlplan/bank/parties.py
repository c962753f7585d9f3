"""Who stands on the other side of each row: never ourselves."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from xlplan.bank.names import Field
from xlplan.bank.sides import Fen, Texts


def counterparties(texts: Texts, amount: Fen, holder: str) -> npt.NDArray[np.str_]:
    """The 对方户名 of each row, or that side of payer and payee that is not us. ``holder``: our name, "" if not known."""
    party = np.array(texts(Field.PARTY), dtype=object)
    payer, payee = (np.array(texts(side), dtype=object) for side in (Field.PAYER, Field.PAYEE))
    if not (any(payer) or any(payee)):
        return party.astype(str)
    other = np.where(amount < 0, payee, payer)
    # Our name stands on one side of every row; some banks write it as the payer's whichever way the money went.
    for own in _always_there(payer, payee, holder):
        other = np.where(payer == own, payee, np.where(payee == own, payer, other))
    return np.where(party == "", other, party).astype(str)


def _always_there(payer: Sequence[str], payee: Sequence[str], holder: str) -> list[str]:
    """The name that every row has on one of its sides; none where two do and neither is known as ours."""
    payer, payee = np.asarray(payer, dtype=object), np.asarray(payee, dtype=object)
    names = [name for name in {payer[0], payee[0]} if name and ((payer == name) | (payee == name)).all()]
    if holder in (*payer, *payee):
        return [holder]
    return names if len(names) == 1 else []
