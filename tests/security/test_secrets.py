"""Whoever reads the log at its most talkative, or what the bot writes, learns no secret and no full number."""

import re
import sqlite3

import pytest

from bot.telegram.webhook import Webhook
from core.domain.ids import show_short_code
from core.domain.notice import CodeIssued
from tests.security.conftest import ADMIN_ID
from tests.security.life import Life, contact, phone_of, through_the_inbox, written
from tests.security.office import TOKEN, user
from tests.storage.books import RecordingHouse
from tests.storage.scenes import lively

MEI, TOM, BOSS = user(12_345_678, "Mei"), user(87_654_321, "Tom"), user(ADMIN_ID, "Boss")
PHONES = [phone_of(MEI), phone_of(TOM)]


def found_in(text: str, secrets: dict[str, str]) -> set[str]:
    """Which of the secrets are there; a number only if it is not part of a longer one."""
    return {
        name
        for name, secret in secrets.items()
        if re.search(rf"(?<![0-9A-Za-z]){re.escape(secret)}(?![0-9A-Za-z])", text)
    }


@pytest.mark.usefixtures("unpainted")
async def test_a_whole_life_with_all_that_goes_wrong_in_it_leaves_no_secret_behind(office, log, monkeypatch):
    life = Life(office, MEI, TOM, BOSS)
    await life.begin()
    campaign = await life.pool()
    await life.administer()
    codes = list(office.codes.delivered)

    # A bug whose message, and whose locals, hold all there is to know.
    views = await office.store.queries.accounts_of((await life.actor(MEI)).id)
    told = await life.campaign(campaign.id)

    async def broken(*_: object, **__: object) -> None:
        secret_local = (codes, life.numbers, PHONES, TOKEN)
        assert secret_local
        raise RuntimeError(f"{views!r} {told!r} {office.bot.token}")

    with monkeypatch.context() as bug:
        bug.setattr(type(office.store.queries), "certificates_of", broken)
        await through_the_inbox(office, message=written(MEI, text="/portfolio"))
    # What is not as the Bot API says.
    await through_the_inbox(office, message=written(MEI, text=[codes[0]], contact={"phone_number": 1}))
    # A database that objects to a statement full of values.
    with sqlite3.connect(office.database) as connection:
        connection.execute("DROP TABLE one_time_codes")
    connection.close()
    await through_the_inbox(office, message=written(TOM, contact=contact(TOM)))

    logged = log.getvalue()
    assert logged.count("Traceback") >= 9
    assert "RuntimeError" in logged
    assert "UnreadableUpdate" in logged
    assert "OperationalError" in logged
    numbers = {f"number {number}": number for number in (*life.numbers, *PHONES)}
    numbers |= {f"phone {phone}": phone.removeprefix("+") for phone in PHONES}
    one_time = {f"code {code}": code for code in codes}
    keys = {"the link": campaign.link_token, "the short code": show_short_code(campaign.short_code)}
    bare = {"the short code": campaign.short_code, "the bot's token": TOKEN}
    assert found_in(logged, numbers | one_time | keys | bare) == set()
    everything = "\n".join(str(told) for _, told in office.wire.sent)
    assert found_in(everything, numbers | one_time | {"the bot's token": TOKEN}) == set()
    assert found_in(office.wire.to(BOSS["id"]), {"the link": campaign.link_token}) == set()
    assert found_in(office.wire.to(TOM["id"]), keys) == set(keys)  # lest nothing be found for another reason


def test_no_value_shows_a_number_or_a_key_in_its_repr():
    """Whatever is printed, put into a message or shown by a debugger: commands, values, notices, receipts."""
    house = RecordingHouse()
    scene = lively(house)
    store = house.store
    accounts, campaigns = store.accounts.values(), store.campaigns.values()
    hidden = {account.number for account in accounts}
    hidden |= {phone for person in (scene.ann, scene.bob, scene.cat) for phone in [person.phone]}
    hidden |= {key for each in campaigns for key in (each.link_token, each.short_code)}
    hidden |= {notice.code for notice in house.told(CodeIssued)}
    hidden |= {code.digest for code in store.codes.values() if code.digest}
    shown = repr([house.asked, store.tables()])
    assert {secret for secret in hidden if secret in shown} == set()
    assert "s3cret" not in repr(Webhook("https://bot.example.com/telegram", "s3cret"))
