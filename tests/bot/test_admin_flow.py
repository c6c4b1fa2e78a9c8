"""What admins do in chat, played in the offline Telegram; to everybody else it does not exist."""

import ast
from pathlib import Path

import pytest

from bot.locales import Locale, words
from bot.telegram import admin_callbacks
from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.handlers.admin.recording import LOOKS, Look
from core.domain.account import AccountStatus
from core.domain.staff import Role
from core.usecases import correcting
from tests.bot.person import Person, Shown, account
from tests.bot.playing import manage
from tests.bot.test_callbacks import factories, longest

OUT_OF_DATE = "done already, or is out of date"


def overview(ada: Person) -> Shown:
    ada.say("/admin")
    return ada.sees("Administration")


def find(ada: Person, what: str, text: str) -> Shown:
    overview(ada)
    ada.tap(f"Find {what}")
    ada.sees("Type ")
    ada.say(text)
    return ada.sees(lambda shown: True)


def opened(person: Person, product: str = "12 months") -> str:
    """The code of a campaign for ¥10,000 that this person opens, with ¥2,000 of their own."""
    person.say("/open")
    person.sees("Which deposit?")
    for label in (product, "¥10,000", "Go on", "¥50", "In 3 days", "¥2,000", "Publish"):
        person.tap(label)
        person.sees(lambda shown: True)
    person.say("/mine")
    label = person.sees("My campaigns").labels[0]
    return label.split(" · ")[0]


def trail(ada: Person, *, looks: bool = False) -> str:
    overview(ada)
    ada.tap("Audit trail")
    shown = ada.sees("Audit trail")
    if looks:
        ada.tap("Looks too", shown)
        shown = ada.sees(lambda shown: "Without looks" in shown.labels)
    return shown.text


# Closed to others


def test_to_everybody_else_the_command_is_as_unknown_as_any_other(guest):
    ann = guest()
    ann.say("/nonsense")
    unknown = ann.sees(lambda shown: True)
    ann.say("/admin")
    assert ann.sees(lambda shown: True).text == unknown.text


def test_a_forged_button_of_an_admin_is_an_unknown_button(guest):
    ann = guest()
    ann.start()
    hello = ann.sees("Save together")
    toast = ann.tap_data(hello, AdminGo(place=AdminPlace.OVERVIEW).pack())
    assert toast is not None
    assert "older version" in toast.text


# Looking


def test_the_overview_tells_the_figures_and_offers_the_ways(ada, guest):
    guest(account(8_000), linked=True)
    shown = overview(ada)
    assert "linked accounts: " in shown.text
    assert "Updates set aside: none" in shown.text
    assert "Last 7 days: " in shown.text
    assert "Maturing within 30 days: " in shown.text
    assert "Bank orders in question: none" in shown.text
    assert shown.labels == [
        "Find a campaign",
        "Find a participant",
        "Find an account",
        "Products and rates",
        "Partners",
        "Audit trail",
        "Exports (CSV)",
        "Differences with the bank",
        "Bank orders",
        "Deliveries",
        "The money, drawn",
        "Settlement",
        "Staff",
        "Refresh",
    ]


@pytest.mark.slow
def test_a_campaign_is_found_by_its_code_and_tells_no_member(ada, guest):
    ann = guest(account(8_000), linked=True)
    code = opened(ann)
    found = find(ada, "a campaign", code.lower().replace("-", " "))
    assert f"{code} · ¥10,000 · 12 months · 2.45% a year" in found.text
    assert "State: open" in found.text
    assert "Pledged: ¥2,000 of ¥10,000 by one person" in found.text
    assert f"Opened by {ann.name}" in found.text
    ada.tap("Initiator", found)
    assert f"{code} · open · initiator" in ada.sees(ann.name).text


def test_many_are_found_page_by_page_and_one_can_come_back_to_them(ada, guest):
    for letter in "ABCDEFGH":
        guest(name=f"Paged {letter}").say("/start")
    first = find(ada, "a participant", "paged")
    assert "page 1" in first.text
    assert len([label for label in first.labels if "Paged" in label]) == 6
    ada.tap("More", first)
    second = ada.sees("page 2")
    names = [label for label in first.labels + second.labels if "Paged" in label]
    assert len(set(names)) == 8
    ada.tap(names[-1], second)
    ada.sees("Telegram id")
    ada.tap("What was found")
    ada.tap("Back", ada.sees("page 2"))
    assert ada.sees("page 1").labels == first.labels


@pytest.mark.slow
def test_what_is_not_found_is_said_kindly_and_the_next_text_is_looked_for_too(ada, guest):
    ann = guest(name="Wanted Wilma")
    ann.start()
    ann.sees("Save together")
    assert "Nothing was found for “nobody at all”" in find(ada, "a participant", "nobody at all").text
    ada.say("wilma")
    assert "Not in any campaign" in ada.sees("Wanted Wilma").text


def test_a_long_number_is_shown_and_recorded_masked(ada):
    typed = "6214 0012 3456 7890 123"
    found = find(ada, "an account", typed)
    assert "…0123" in found.text
    assert "6214" not in found.text
    recorded = trail(ada, looks=True)
    assert "searched for an account: …0123" in recorded
    assert "6214" not in recorded


def test_a_number_too_long_for_a_telegram_id_finds_nobody(ada):
    assert "Nothing was found" in find(ada, "a participant", "99999999999999999999").text


def test_a_participant_is_shown_with_masked_accounts_and_no_pledge_s_amount(ada, guest):
    ann = guest(account(8_000), account(300, "III"), linked=True, name="Twice Theresa")
    opened(ann)
    shown = find(ada, "a participant", str(ann.id))
    assert "2 linked accounts" in shown.text
    assert "class I · in order · ¥6,000 available, ¥2,000 held" in shown.text
    assert "class III · in order · ¥300 available, ¥0 held" in shown.text
    assert "…" in shown.text


# Cancelling a campaign


def test_a_campaign_is_cancelled_once_with_a_reason_that_everybody_hears(ada, guest):
    ann = guest(account(8_000), linked=True)
    code = opened(ann)
    found = find(ada, "a campaign", code)
    ada.tap("Cancel the campaign", found)
    asked = ada.sees("Type the reason")
    assert "The hold of one person, ¥2,000, is released" in asked.text
    ada.say("\N{HANGUL FILLER}")
    ada.sees("no reason anybody could read")
    ada.say("the rate was\nmistyped <b>&")
    review = ada.sees("Reason: “the rate was mistyped <b>&”")
    yes = review.button("Yes, cancel it")
    toast = ada.tap("Yes, cancel it", review)
    assert toast is not None
    assert toast.text == "The campaign is cancelled."
    assert "State: cancelled" in ada.sees("Cancelled by an admin: the rate was mistyped <b>&").text
    assert "the rate was mistyped <b>&" in ann.sees("cancelled by the bank").text
    again = ada.tap_data(ada.now(review), str(yes.data))
    assert again is not None
    assert OUT_OF_DATE in again.text
    assert trail(ada).count(f"cancelled a campaign: {code}") == 1


@pytest.mark.slow
def test_no_leaves_the_campaign_and_takes_no_reason_any_more(ada, guest):
    code = opened(guest(account(8_000), linked=True))
    ada.tap("Cancel the campaign", find(ada, "a campaign", code))
    ada.sees("Type the reason")
    ada.say("a slip")
    ada.tap("No, leave it", ada.sees("a slip"))
    assert "State: open" in ada.sees(code).text
    ada.say("a slip")
    ada.sees("did not understand")


@pytest.mark.slow
def test_a_reason_can_be_typed_anew_and_an_endless_one_is_refused(ada, guest):
    code = opened(guest(account(8_000), linked=True))
    ada.tap("Cancel the campaign", find(ada, "a campaign", code))
    ada.sees("Type the reason")
    ada.say("so " * 60)
    assert "140 fit" in ada.sees("characters long").text
    ada.say("first words")
    first = ada.sees("Reason: “first words”")
    ada.say("second words")
    ada.sees("Reason: “second words”")
    toast = ada.tap("Yes, cancel it", first)
    assert toast is not None
    assert OUT_OF_DATE in toast.text
    ada.sees("State: open")


@pytest.mark.slow
def test_a_button_to_cancel_what_has_ended_shows_how_things_are(ada, guest):
    ann = guest(account(8_000), linked=True)
    found = find(ada, "a campaign", opened(ann))
    ann.tap("Cancel the campaign", manage(ann))
    ann.sees("Cancel this campaign?")
    ann.tap("Yes, cancel it")
    ann.sees("cancelled")
    toast = ada.tap("Cancel the campaign", found)
    assert toast is not None
    assert OUT_OF_DATE in toast.text
    ada.sees("Cancelled by the initiator")


@pytest.mark.slow
def test_a_campaign_that_ends_during_the_review_is_not_cancelled_again(ada, guest):
    ann = guest(account(8_000), linked=True)
    ada.tap("Cancel the campaign", find(ada, "a campaign", opened(ann)))
    ada.sees("Type the reason")
    ada.say("too late")
    review = ada.sees("Reason: “too late”")
    ann.tap("Cancel the campaign", manage(ann))
    ann.sees("Cancel this campaign?")
    ann.tap("Yes, cancel it")
    ann.sees("cancelled")
    toast = ada.tap("Yes, cancel it", review)
    assert toast is not None
    assert toast.alert
    assert "was cancelled already" in toast.text
    ada.sees("Cancelled by the initiator")


# Freezing and unfreezing


@pytest.mark.slow
def test_an_account_is_frozen_and_unfrozen_with_reasons(ada, guest):
    ann = guest(account(8_000), linked=True, name="Frozen Freda")
    opened(ann)
    shown = find(ada, "an account", "frozen freda")
    assert "Status: in order" in shown.text
    assert "Available: ¥6,000 · held: ¥2,000" in shown.text
    ada.tap("Freeze", shown)
    assert "The ¥2,000 held on it stay held" in ada.sees("Type the reason").text
    ada.say("court order 7")
    ada.tap("Yes, freeze it", ada.sees("Reason: “court order 7”"))
    frozen = ada.sees("Status: frozen")
    ann.say("/accounts")
    ann.sees("frozen")
    ada.tap("Unfreeze", frozen)
    ada.sees("Type the reason")
    ada.say("lifted")
    ada.tap("Yes, unfreeze it", ada.sees("Reason: “lifted”"))
    unfrozen = ada.sees("Status: in order")
    number = unfrozen.text.split(" ")[0]
    recorded = trail(ada)
    assert f"froze an account: {number}" in recorded
    assert "court order 7" in recorded
    assert f"put an account in order: {number}" in recorded


def test_only_an_account_in_order_is_frozen(ada, guest):
    guest(account(500, status="lost"), linked=True, name="Lost Lotte")
    shown = find(ada, "an account", "lost lotte")
    assert "Status: card reported lost" in shown.text
    assert "Freeze" not in shown.labels
    assert "Unfreeze" not in shown.labels


def test_the_money_of_the_last_days_is_drawn_and_told(ada, guest):
    opened(guest(account(8_000), linked=True))
    ada.tap("The money, drawn", overview(ada))
    drawn = ada.sees_photo("at the end of each of 30 days")
    assert "In term deposits: " in drawn.text
    assert "looked at the money by day" in trail(ada, looks=True)


def test_what_is_on_its_way_to_people_is_told(ada):
    ada.tap("Deliveries", overview(ada))
    told = ada.sees("Deliveries: what is on its way to people")
    assert "There are none." in told.text
    assert "looked at the deliveries" in trail(ada, looks=True)


# Bank orders


def test_an_order_is_found_by_its_reference_and_leads_to_its_campaign(ada, guest):
    code = opened(guest(account(8_000), linked=True))
    overview(ada)
    ada.tap("Bank orders")
    listed = ada.sees("Unanswered, those in question first:")
    assert "Unknown: none · sent: 0 · ready: 0" in listed.text
    ada.tap("Confirmed", listed)
    ada.sees("Confirmed, newest first:")
    ada.tap("Find an order")
    ada.sees("Which order?")
    ada.say(code)
    found = ada.sees(f"Hold · ¥2,000 · {code} · ✅ confirmed")
    reference = next(line for line in found.text.splitlines() if line.startswith("ord_"))
    assert "Answered" in found.text
    assert "Ask the bank now" not in found.labels
    ada.tap("Campaign", found)
    ada.sees("State: open")
    recorded = trail(ada, looks=True)
    assert f"looked at a bank order: {reference}" in recorded
    assert f"searched for a bank order: {code}" in recorded


# Rates


def product(ada: Person, name: str) -> Shown:
    overview(ada)
    ada.tap("Products and rates")
    ada.tap(name, ada.sees("Products and rates"))
    return ada.sees("In force since")


def dated(ada: Person, name: str, day: str, tiers: str) -> Shown:
    """The review of new rates."""
    ada.tap("Add rates", product(ada, name))
    ada.sees("From which day?")
    ada.say(day)
    ada.sees("Which rates?")
    ada.say(tiers)
    return ada.sees("Effect on open campaigns: none.")


@pytest.mark.slow
def test_new_rates_are_dated_and_open_campaigns_keep_theirs(ada, guest):
    code = opened(guest(account(8_000), linked=True), "60 months")
    ada.tap("Add rates", product(ada, "TD60M"))
    asked = ada.sees("From which day?")
    assert len([label for label in asked.labels if "20" in label]) >= 2
    ada.say("yesterday")
    assert "only be set for days after" in ada.sees("From which day?").text
    ada.say("soonish")
    assert "I cannot read that as a day" in ada.sees("From which day?").text
    ada.say("2040-01-01")
    assert "50: 2.75, 10000: 3.85" in ada.sees("Which rates?").text
    ada.say("2.5%")
    assert "followed by a colon" in ada.sees("Which rates?").text
    ada.say("100: 2.5")
    assert "from ¥50 or less" in ada.sees("Which rates?").text
    ada.say("0: 2.5, 10,000: 3.5")
    review = ada.sees("Effect on open campaigns: none.")
    assert "From Jan 1, 2040:\n• from ¥0 2.50%\n• from ¥10,000 3.50%" in review.text
    assert "Until then:\n• from ¥50 2.75%\n• from ¥10,000 3.85%" in review.text
    assert "keep" in review.text
    toast = ada.tap("Add these rates", review)
    assert toast is not None
    assert toast.text == "The rates are added."
    assert "From Jan 1, 2040:" in ada.sees("In force since").text
    assert "3.85% a year" in find(ada, "a campaign", code).text
    assert "added rates: TD60M" in trail(ada)


@pytest.mark.slow
def test_a_day_can_be_chosen_by_button_and_its_rates_replaced(ada):
    ada.tap("Add these rates", dated(ada, "TD03M", "2041-01-01", "50: 1.1"))
    ada.sees("In force since")
    review = dated(ada, "TD03M", "2041-01-01", "50: 1.2")
    assert "In place of these, dated the same day:\n• from ¥50 1.10%" in review.text
    ada.tap("Another day", review)
    asked = ada.sees("From which day?")
    ada.tap(asked.labels[0], asked)
    assert f"begin on {asked.labels[0].removeprefix('Tomorrow, ')}." in ada.sees("Which rates?").text
    stale = ada.tap_data(ada.now(asked), str(asked.buttons[0].data))
    assert stale is not None
    assert OUT_OF_DATE in stale.text


@pytest.mark.slow
def test_rates_that_are_not_in_force_yet_are_moved(ada):
    ada.tap("Add these rates", dated(ada, "TD36M", "2042-01-01", "50: 2"))
    ada.sees("In force since")
    ada.tap("Add these rates", dated(ada, "TD36M", "2043-01-01", "50: 3"))
    shown = ada.sees("In force since")
    ada.tap("Move the rates of Jan 1, 2043", shown)
    ada.sees("From which day?")
    ada.say("2042-01-01")
    assert "other rates from that day already" in ada.sees("From which day?").text
    ada.say("2043-01-01")
    assert "how it is already" in ada.sees("From which day?").text
    ada.say("2042-06-01")
    review = ada.sees("To Jun 1, 2042")
    assert "Effect on open campaigns: none." in review.text
    yes = review.button("Move them")
    ada.tap("Move them", review)
    moved = ada.sees("In force since")
    assert "From Jun 1, 2042:\n• from ¥50 3.00%" in moved.text
    assert "2043" not in moved.text
    stale = ada.tap("Move the rates of Jan 1, 2043", shown)
    assert stale is not None
    assert OUT_OF_DATE in stale.text
    again = ada.tap_data(ada.now(review), str(yes.data))
    assert again is not None
    assert OUT_OF_DATE in again.text


def test_rates_are_taken_back_and_the_review_says_what_that_means(ada):
    ada.tap("Add these rates", dated(ada, "TD24M", "2044-01-01", "50: 2, 10000: 2.9"))
    shown = ada.sees("In force since")
    ada.tap("Take back those of Jan 1, 2044", shown)
    review = ada.sees("Take back the rates of")
    assert "• ¥1,000: ¥40.00 → ¥45.00" in review.text
    assert "• ¥10,000: ¥580.00 → ¥630.00" in review.text
    assert "Effect on open campaigns: none." in review.text
    toast = ada.tap("Take them back", review)
    assert toast is not None
    assert toast.text == "The rates are taken back."
    assert "2044" not in ada.sees("In force since").text
    stale = ada.tap("Take back those of Jan 1, 2044", shown)
    assert stale is not None
    assert OUT_OF_DATE in stale.text
    assert "took rates back: TD24M" in trail(ada)


@pytest.mark.slow
def test_a_product_is_not_offered_any_more_until_it_is_again(ada, guest):
    ann = guest(account(8_000), linked=True)
    ada.tap("Stop offering it", product(ada, "TD06M"))
    ada.tap("Yes, stop offering it", ada.sees("paid out instead of renewed"))
    stopped = ada.sees("Not offered:")
    try:
        ann.say("/open")
        assert not [label for label in ann.sees("Which deposit?").labels if label.startswith("6 months")]
    finally:
        ada.tap("Offer it again", stopped)
        ada.tap("Offer it again", ada.sees("Campaigns can be opened with it at once"))
        assert "Not offered" not in ada.sees("In force since").text


# The trail, the languages, the buttons


def test_every_look_is_on_the_trail_with_its_actor_the_trail_s_own_reader_too(ada, guest):
    ann = guest(name="Looked-at Lena")
    ann.start()
    ann.sees("Save together")
    find(ada, "a participant", "looked-at lena")
    recorded = trail(ada, looks=True)
    assert "· Ada\nlooked at a participant: Looked-at Lena" in recorded
    assert "searched for a participant: looked-at lena" in recorded
    assert recorded.split("\n\n")[1].endswith("looked at the audit trail")
    ada.tap("More")
    ada.sees("page 2")


@pytest.mark.slow
def test_the_admin_is_spoken_to_in_chinese_too(ada, guest):
    code = opened(guest(account(8_000), linked=True))
    ada.say("/language")
    ada.tap("简体中文")
    ada.sees("我们说中文")
    try:
        ada.say("/admin")
        ada.tap("查找众筹", ada.sees("参与人"))
        ada.sees("口令")
        ada.say(code)
        found = ada.sees("状态：认筹中")
        ada.tap("取消众筹", found)
        assert "1 人的预留款项共 ¥2,000 将全部解除" in ada.sees("请输入原因").text
    finally:
        ada.say("/language")
        ada.tap("English")
        ada.sees("English")


KINDS_OF_ACTIONS = {"set_account_status:": AccountStatus, "grant_role:": Role}


def recorded_actions() -> set[str]:
    """Every action that the use cases put on the trail."""
    source = (Path(__file__).parents[2] / "core/usecases").glob("*.py")
    nodes = (node for path in source for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {action for node in nodes for said in says_action(node) for action in actions_in(said)}


def says_action(node: ast.AST) -> list[ast.expr]:
    """Where an action is said: to the book, or to what passes it on."""
    match node:
        case ast.Assign(targets=[ast.Name(id="action")], value=value):
            return [value]
        case ast.Call() if ast.unparse(node.func) == "book.record_use":
            return [node.args[1]]
        case ast.Call(func=ast.Name(id="_put"), args=[_, _, _, _, action, *_]):
            return [action]
    return []


def actions_in(said: ast.expr) -> set[str]:
    match said:
        case ast.Constant(value=str(action)):
            return {action}
        case ast.IfExp(body=body, orelse=other):
            return actions_in(body) | actions_in(other)
        case ast.JoinedStr(values=[ast.Constant(value=str(action)), _]):
            return {f"{action}{kind.value}" for kind in KINDS_OF_ACTIONS[action]}
        case ast.Name(id="action") | ast.Attribute(attr="action"):
            return set()  # it is found where it is made; a look's, among the looks
    assert ast.unparse(said) == "ACTIONS[command.decision]"
    return set(correcting.ACTIONS.values())


def test_nothing_that_does_something_counts_as_a_look():
    assert not LOOKS & (recorded_actions() | set(correcting.ACTIONS.values()))
    assert {each.partition("_")[0] for each in LOOKS} == {"view", "find", "search"}


@pytest.mark.parametrize("locale", Locale)
def test_every_action_on_the_trail_has_words(locale):
    actions = recorded_actions() | {look.value for look in Look}
    assert {"cancel_campaign", "unname_approver", "grant_role:viewer", "revoke_role"} <= actions
    known = words(locale).signatures
    assert not [
        action for action in actions if f"admin-did-{action.replace('_', '-').replace(':', '-')}" not in known
    ]


@pytest.mark.parametrize("factory", factories(admin_callbacks), ids=lambda factory: factory.__name__)
def test_an_admin_s_button_fits_and_comes_back_as_it_was_sent(factory):
    tapped = longest(factory)
    if "day" in factory.model_fields:
        tapped = tapped.model_copy(update={"day": "2026-12-31"})
    if "day" in factory.model_fields and "subject" in factory.model_fields:
        tapped = tapped.model_copy(update={"subject": "TD12M"})
    assert len(tapped.pack().encode()) <= 64
    assert factory.unpack(tapped.pack()) == tapped
