"""What a command shows: Chinese text for people, the JSON of the contract for programs; a module per command."""

import json


def json_text(document: object) -> str:
    """A document as it is printed."""
    return json.dumps(document, ensure_ascii=False, indent=1)
