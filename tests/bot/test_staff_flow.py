"""Roles in chat: given, agreed to, and taken away; and settlement, paused by one and resumed by another."""

import pytest

from bot.telegram.admin_callbacks import Power, PowerTap
from tests.bot.person import Person, Shown, account
from tests.bot.pools import open_pool
from tests.bot.test_admin_flow import find, overview, trail


def role_of(ada: Person, somebody: Person) -> Shown:
    """What the desk says of somebody's role, with what can be changed."""
    ada.tap("Role at this desk", find(ada, "a participant", str(somebody.id)))
    return ada.sees(lambda shown: "‹ Staff" in shown.labels)


def give(ada: Person, label: str, shown: Shown, reason: str = "new here", yes: str = "Yes, do it") -> Shown:
    ada.tap(label, shown)
    ada.sees("Type the reason")
    ada.say(reason)
    ada.tap(yes, ada.sees(reason))
    return ada.sees(lambda shown: "‹ Staff" in shown.labels)


def test_a_role_is_given_told_used_and_taken_away(ada, guest):
    cai = guest(account(100), linked=True)
    assert "No role at this desk" in role_of(ada, cai).text
    given = give(ada, "Make operator", role_of(ada, cai))
    assert "Operator" in given.text
    told = cai.sees("You are an operator")
    assert "new here" in told.text
    assert "admin" in cai.menu()
    desk = overview(cai)
    assert "Products and rates" in desk.labels
    gone = give(ada, "Take the role away", role_of(ada, cai), "has left", "Yes, take it away")
    assert "No role at this desk" in gone.text
    cai.sees("You have no role at the admin desk any more")
    assert "admin" not in cai.menu()
    said = cai.tap("Refresh", desk)
    assert said is None or "Administration" not in said.text
    assert "revoked a role" in trail(ada)


def test_an_approver_takes_two_and_nobody_changes_themselves(ada, bea, guest):
    dan = guest(account(100), linked=True)
    nominated = give(ada, "Nominate as approver", role_of(ada, dan))
    assert "Nominated as approver" in nominated.text
    assert "Agree" not in nominated.labels
    bea.tap("Look at the nomination", bea.sees("nominates another one"))
    agreed = give(bea, "Agree", bea.sees("Nominated as approver"), "I know them")
    assert "Approver" in agreed.text
    dan.sees("You are an approver")
    assert "Nobody changes their own role" in role_of(ada, ada).text
    assert "by the bot’s settings" in role_of(ada, bea).text
    give(ada, "Take the role away", role_of(ada, dan), "has left", "Yes, take it away")


def key_of(ada: Person) -> Shown:
    """The key with which ada picks somebody from her chats."""
    ada.tap("Staff", overview(ada))
    ada.tap("Pick from my chats", ada.sees("pick them from your chats"))
    return ada.sees("Who is to have a role?")


def pick(ada: Person, key: Shown, somebody: Person) -> Shown:
    """Picks somebody, and returns what the desk then says of them."""
    ada.pick(key, somebody)
    return ada.sees(lambda shown: "‹ Staff" in shown.labels)


def test_who_never_met_the_bot_is_picked_and_finds_the_role_when_they_first_start(ada, guest):
    fay = guest()
    shown = pick(ada, key_of(ada), fay)
    assert fay.name in shown.text
    assert "Ask them to open it and press START" in shown.text
    given = give(ada, "Make viewer", shown)
    assert "Viewer" in given.text
    fay.start()
    fay.sees(lambda said: said.buttons)
    overview(fay)
    assert "admin" in fay.menu()
    again = pick(ada, key_of(ada), fay)
    assert "START" not in again.text
    give(ada, "Take the role away", again, "has left", "Yes, take it away")


def test_an_old_key_of_the_desk_picks_nobody(ada, guest):
    eve, key = guest(), key_of(ada)
    pick(ada, key, eve)
    ada.pick(key, eve)
    assert eve.name not in ada.sees("pick them from your chats").text


def pause(ada: Person) -> str:
    """Pauses all settlement, and returns what the desk then says of it."""
    ada.tap("Settlement", overview(ada))
    ada.tap("Pause all settlement", ada.sees("Settlement runs"))
    ada.sees("Type the reason")
    ada.say("the core system is down")
    ada.tap("Yes, pause it", ada.sees("Pause all settlement?"))
    return ada.sees("All settlement is paused").text


def resume(bea: Person) -> None:
    overview(bea)
    bea.tap("Settlement")
    bea.tap("Resume settlement", bea.sees("All settlement is paused"))
    asked = bea.sees("Resume settlement?")
    assert "Reason" not in asked.text
    bea.tap("Yes, resume it", asked)
    bea.sees("Settlement runs")


def test_settlement_is_paused_in_red_and_resumed_and_a_pool_that_fills_meanwhile_waits(ada, bea, guest):
    pool, bob = open_pool(guest()), guest(account(12_000), linked=True)
    assert "core system is down" in pause(ada)
    assert "🔴" in overview(bea).text
    pool.filled_by(bob)
    bob.sees("the pool is full! Settlement is paused for now")
    resume(bea)
    bob.sees_photo("Certificate ")
    assert "🔴" not in overview(ada).text


@pytest.mark.slow
def test_who_would_leave_or_buy_reads_beforehand_that_it_waits_while_all_settlement_is_paused(
    ada, bea, friends
):
    bob, cy = friends.bob, friends.cy
    certificate = bob.sees_photo("Certificate ")
    waits = "The bank has paused all settlement"
    bob.tap("Leave early", certificate)
    assert waits not in bob.sees("Leave the deposit early?").text
    pause(ada)
    bob.tap("Leave early", certificate)
    asked = bob.sees("Leave the deposit early?")
    assert waits in asked.text
    bob.tap("Offer it for", asked)
    cy.tap("Look at it", cy.sees("is for sale"))
    assert waits in cy.sees("Buy a share of ¥2,000?").text
    resume(bea)


def test_the_staff_are_listed_with_their_roles_and_a_viewer_is_shown_nothing_to_change(ada, guest):
    eva = guest(account(100), linked=True)
    give(ada, "Make viewer", role_of(ada, eva))
    eva.sees("You are a viewer")
    eva.tap("Staff", overview(eva))
    listed = eva.sees("Staff")
    assert "viewer" in listed.text
    assert "approver" in listed.text
    assert not [label for label in listed.labels if label not in ("Find a participant", "‹ Overview")]
    eva.tap("Settlement", overview(eva))
    assert eva.sees("Settlement runs").labels == ["Refresh", "‹ Overview"]
    forged = eva.tap_data(eva.sees("Settlement runs"), PowerTap(power=Power.PAUSE, subject="all").pack())
    assert forged is not None
    assert "That takes an operator" in forged.text
    give(ada, "Take the role away", role_of(ada, eva), "has left", "Yes, take it away")


def test_who_has_a_role_reads_that_it_keeps_them_from_being_erased(ada):
    ada.say("/data")
    ada.tap("Erase me", ada.sees("My data"))
    told = ada.sees("In the way now")
    assert "you have a role at the admin desk: an approver takes it away first" in told.text
    assert told.labels == ["‹ My data"]
