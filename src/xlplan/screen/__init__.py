"""What a command shows: Chinese text for people, the JSON of the contract for programs; a module per command."""

import json


def json_text(document: object) -> str:
    """A document as it is printed."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def amount(fen: int | None) -> str | None:
    """Yuan as a program reads them; None where a file says nothing."""
    from xlplan.money import yuan  # numpy is heavy for the command line that only prints its help

    return None if fen is None else yuan(fen)


def shown(fen: int | None) -> str:
    """Yuan as a person reads them."""
    from xlplan.money import grouped

    return "没有" if fen is None else grouped(fen)
