"""Every button of the admin desk, pressed by each role and by a stranger, whatever their screens show them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.locales import Locale, words
from bot.telegram import admin_callbacks
from bot.telegram.keyboards import tap
from bot.telegram.staff_taps import StaffTap, staff_keyboard
from core.commands import Accepted, GrantRole
from core.domain.staff import Role
from tests.bot.reader import reader
from tests.bot.test_callbacks import factories, longest
from tests.security.office import Office, user
from tests.storage.tables import raw_rows
from tests.support.house import CLERK

LEFT_BY_A_KIND_WORD = {"receipts", "updates", "drafts", "cards", "clock", "turns"}
STRANGER = 999


def every_button() -> list[StaffTap]:
    """One of each kind, and one for each power, decision and place that it can carry."""
    buttons: list[StaffTap] = []
    for factory in factories(admin_callbacks):
        if not issubclass(factory, StaffTap) or factory is StaffTap:
            continue
        example = longest(factory)
        kinds: list[dict[str, Any]] = [{}]
        for name, field in factory.model_fields.items():
            if name in ("power", "decision", "place") and field.annotation is not None:
                kinds = [{name: word} for word in field.annotation]
        if "day" in factory.model_fields:
            example = example.model_copy(update={"day": "2026-12-31"})
        if {"day", "subject"} <= factory.model_fields.keys():
            example = example.model_copy(update={"subject": "TD12M"})
        buttons += [example.model_copy(update=kind) for kind in kinds]  # type: ignore[misc]  # StaffTaps, as asked
    return buttons


def alert_of(needed: Role) -> str:
    return words(Locale.EN).plain("refusal-role-missing", role=needed)


@pytest.mark.parametrize(
    "role",
    [
        Role.VIEWER,
        *(pytest.param(role, marks=pytest.mark.slow) for role in (Role.OPERATOR, Role.APPROVER, None)),
    ],
)
async def test_a_button_beyond_ones_role_is_refused_kindly_and_leaves_nothing(
    office: Office, role: Role | None
):
    somebody = user(STRANGER, "Somebody")
    await office.says(somebody, "/start")
    if role is not None:
        granting = GrantRole(
            intent=office.books.house.intent(),
            actor=CLERK,
            telegram_user_id=STRANGER,
            role=role,
            reason="a test",
        )
        assert isinstance(await office.store.teller.submit(granting), Accepted)
    for button in every_button():
        if role is not None and role.includes(button.needs):
            continue
        before, said_before = untouched(office.database), len(office.wire.sent)
        await office.taps(somebody, button.pack())
        answer = json.dumps([told for _, told in office.wire.sent[said_before:]], ensure_ascii=False)
        assert untouched(office.database) == before, button
        if role is None:
            assert "older version" in answer, button
        else:
            assert alert_of(button.needs) in answer, button


@pytest.mark.parametrize("role", [*Role, None])
def test_a_keyboard_shows_exactly_the_buttons_that_a_role_allows(role: Role | None):
    visit = replace(reader(Locale.EN), role=role)
    rows = [(tap("x", button),) for button in every_button()]
    shown = [button.callback_data for row in staff_keyboard(visit, *rows).inline_keyboard for button in row]
    allowed = [each.pack() for each in every_button() if role is not None and role.includes(each.needs)]
    assert shown == allowed


def untouched(database: Path) -> dict[str, object]:
    """All that is kept, but for what a kind word leaves."""
    rows = raw_rows(f"sqlite:///{database}")
    return {name: kept for name, kept in rows.items() if name not in LEFT_BY_A_KIND_WORD}
