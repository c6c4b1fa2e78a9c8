"""Five hundred people with the longest names there are: page by page, nobody twice, nobody left out."""

from datetime import UTC, datetime

import pytest

from bot.locales import Locale
from bot.sandbox.entities import utf16_length
from bot.sandbox.tags import parse_html
from bot.telegram.callbacks import PeopleTap, RevokeTap
from bot.telegram.render.inviting import people_screen
from bot.telegram.screens import Screen
from core.domain.designation import Designation, Designee
from core.domain.ids import DesignationId
from core.views import Circle, DesignationState, DesignationView
from tests.bot.reader import reader
from tests.bot.test_words import a_campaign

COUNT = 500
LONGEST_NAME = "👨‍👩‍👧‍👦" * 9 + "🇨🇳" * 12 + "<b>&" * 8 + "Ω" * 32


def buttons(screen: Screen) -> list[str]:
    rows = getattr(screen.keyboard, "inline_keyboard", [])
    return [button.callback_data for row in rows for button in row]


@pytest.mark.parametrize("locale", [Locale.EN, pytest.param(Locale.ZH_HANS, marks=pytest.mark.slow)])
def test_five_hundred_invited_people_are_paged_within_telegrams_limits(locale: Locale):
    visit, campaign = reader(locale), a_campaign()
    people = [
        DesignationView(
            Designation(
                DesignationId(f"dsg_{number:026d}"),
                campaign.id,
                Designee(number, name=LONGEST_NAME),
                datetime(2026, 3, 1, tzinfo=UTC),
            ),
            f"{number} {LONGEST_NAME}"[:128],
            list(DesignationState)[number % len(DesignationState)],
        )
        for number in range(COUNT)
    ]
    circle = Circle((), {}, (LONGEST_NAME,) * COUNT)
    listed: list[str] = []
    page = 0
    while True:
        screen = people_screen(campaign, people, circle, page, visit)
        assert utf16_length(parse_html(screen.text).text) <= 4_096
        assert len(buttons(screen)) <= 100
        listed += [RevokeTap.unpack(data).designation_id for data in buttons(screen) if data.startswith("u:")]
        on = [PeopleTap.unpack(data).page for data in buttons(screen) if data.startswith("i:")]
        if page + 1 not in on:
            break
        page += 1
    assert listed == [f"dsg_{number:026d}" for number in reversed(range(COUNT))]
    beyond = people_screen(campaign, people, circle, 10**6, visit)
    assert beyond == people_screen(campaign, people, circle, page, visit)
