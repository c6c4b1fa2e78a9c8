"""What is kept about a person, as one JSON document; docs/personal-data.md says what is in it."""

import json
from datetime import datetime
from typing import Final

from core.views import PersonalData

SCHEMA: Final = "hecun-personal-data"
VERSION: Final = 1
"""Moves on when something that a reader relies on is called otherwise or left out; what is added leaves it."""


def personal_document(data: PersonalData, made_at: datetime) -> bytes:
    """The document, UTF-8 and indented: a person reads it too."""
    told = {
        "schema": SCHEMA,
        "version": VERSION,
        "made_at": made_at.isoformat(),
        "participant_id": data.participant_id,
        "cut": sorted(data.cut),
        "sections": data.sections,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"
