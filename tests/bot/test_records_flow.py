"""What an admin looks up on the audit trail, played in the offline Telegram."""

from tests.bot.person import Person, Shown, account
from tests.bot.test_admin_flow import find, overview


def trail(ada: Person, *typed: str) -> Shown:
    """The first page of the trail, after each of these was typed there."""
    overview(ada)
    ada.tap("Audit trail")
    shown = ada.sees("Audit trail")
    for text in typed:
        ada.say(text)
        shown = ada.sees("Audit trail")
    return shown


def test_a_search_finds_what_was_done_to_somebody_and_leads_to_them(ada, guest):
    ann = guest(account(500), linked=True, name="Searched-for Sara")
    find(ada, "a participant", str(ann.id))
    find(ada, "a participant", str(ann.id))

    found = trail(ada, "searched-for sara")

    assert "Looked for: searched-for sara" in found.text
    assert found.text.count("looked at a participant: Searched-for Sara") == 2
    assert "searched the audit" not in found.text
    assert "overview" not in found.text
    ada.tap("1", found)
    record = ada.sees("Who: Ada")
    assert "On what: Searched-for Sara · par_" in record.text
    assert "aud_" in record.text
    ada.tap("Participant", record)
    assert "Searched-for Sara" in ada.sees("Telegram id").text


def test_a_search_by_what_was_done_goes_on_over_pages_that_stay(ada):
    for _ in range(9):
        overview(ada)
    first = trail(ada, "looked at the overview")
    assert first.text.count("looked at the overview") == 1 + 8  # what is looked for, and a page
    ada.tap("More", first)
    second = ada.sees("page 2")
    assert "looked at the overview" in second.text
    ada.tap("Back", second)
    again = ada.sees("page 1")
    assert again.text == first.text


def test_what_did_something_is_shown_first_and_looks_are_a_tap_away_and_stay_with_the_period(ada, guest):
    guest(account(500), linked=True, name="Frozen Frida")
    shown = find(ada, "an account", "frozen frida")
    ada.tap("Freeze", shown)
    ada.sees("Type the reason")
    ada.say("court order 9")
    ada.tap("Yes, freeze it", ada.sees("court order 9"))
    ada.sees("Status: frozen")
    first = trail(ada)
    assert "looked at" not in first.text
    assert "searched" not in first.text
    assert "court order 9" in first.text
    ada.tap("Today", first)
    today = ada.sees("Period:")
    assert "looked at" not in today.text
    ada.tap("Looks too", today)
    too = ada.sees("looked at the audit trail")
    assert "Period:" in too.text
    ada.tap("Without looks", too)
    assert "looked at" not in ada.sees("only looked is left out").text


def test_a_period_is_tapped_or_typed_and_narrows_the_search(ada):
    ada.tap("Looks too", trail(ada))
    whole = ada.sees("looked at the audit trail")
    ada.tap("Today", whole)
    today = ada.sees("Period:")
    assert "1. " in today.text
    ada.tap("Last month", today)
    last_month = ada.sees(lambda shown: " – " in shown.text.partition("Period: ")[2].partition("\n")[0])
    assert last_month.id == today.id
    ada.say("2024-02")
    long_ago = ada.sees("Period:").text
    assert "Feb 1, 2024 – Feb 29, 2024" in long_ago
    assert "Nothing more is recorded" in long_ago
    ada.say("Ada")
    narrowed = ada.sees("Looked for: Ada")
    assert "Period: Feb 1, 2024" in narrowed.text
    ada.tap("The whole trail", narrowed)
    assert "Period" not in ada.sees("1. ").text


def test_a_number_is_looked_for_masked_and_not_taken_for_a_year(ada):
    found = trail(ada, "6214 0012 3456 7890")
    assert "Looked for: …7890" in found.text
    assert "Looked for: 1308" in trail(ada, "1308").text
    assert "6214" not in trail(ada).text
