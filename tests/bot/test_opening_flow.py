"""The initiator's wizard, played in the offline Telegram: from /open to the published card, in both languages."""

import pytest

from bot.telegram.callbacks import OpeningAction, OpeningTap
from tests.bot.person import Person, Shown, account

HALF_AN_HOUR = 30 * 60


def step(person: Person, label: str) -> Shown:
    person.tap(label)
    return person.sees(lambda shown: shown.buttons)


def walk(person: Person, *labels: str) -> Shown:
    """Taps these buttons one after the other; the message that then shows what comes next."""
    return [step(person, label) for label in labels][-1]


def buttons_go(person: Person, message: Shown) -> None:
    """Waits until the message has no buttons any more."""
    person.sees(lambda shown: shown.id == message.id and not shown.buttons)


def reads(person: Person, *parts: str) -> Shown:
    """The message with buttons that contains all of these."""
    return person.sees(lambda shown: shown.buttons and all(part in shown.text for part in parts))


def to_review(person: Person, own: str = "Not now") -> Shown:
    person.say("/open")
    person.sees("Which deposit?")
    return walk(person, "12 months", "¥10,000", "Go on", "¥50", "In 3 days", own)


def campaigns_of(person: Person) -> list[str]:
    person.say("/mine")
    return [label for label in person.sees(lambda shown: shown.buttons).labels if "·" in label]


def test_the_wizard_leads_from_the_product_to_the_published_card(guest):
    ann = guest(account(8_000), linked=True)
    review = to_review(ann, own="¥2,000")
    assert "¥10,000 for 12 months, at 2.45% a year" in review.text
    assert "¥2,000 earns ¥49 in 12 months: ¥14 more than alone" in review.text
    assert "You pledge ¥2,000 from …" in review.text
    ann.tap("Publish")
    card = ann.sees_photo("¥10,000")
    assert "¥2,000" in card.text
    assert "Published" in ann.now(review).text
    assert not ann.now(review).buttons


def test_an_own_pledge_beyond_the_deposit_insurance_is_said_to_be_before_publishing(guest):
    ann = guest(account(600_000), linked=True)
    review = to_review(ann, own="¥2,000")
    assert "you will have ¥600,049 at this bank: ¥100,049 more than" in review.text


def test_the_wizard_speaks_chinese(guest):
    li = guest(account(8_000), linked=True, language_code="zh-hans")
    li.say("/open")
    li.sees("选哪种定期")
    review = walk(li, "1 年", "¥10,000", "继续", "¥50", "3 天后", "¥2,000")
    assert "请核对" in review.text
    assert "利息 ¥49，比一个人存多 ¥14（1.75%）" in review.text
    li.tap("发布")
    assert "¥2,000" in li.sees_photo().text


def test_every_product_is_shown_with_its_rate_together_and_alone(guest):
    ann = guest()
    ann.say("/open")
    asked = reads(ann, "Which deposit?")
    assert "12 months: 2.45%, alone 1.75%" in asked.text
    assert len([label for label in asked.labels if "%" in label]) == 6


def test_a_target_below_the_better_rate_is_taken_and_said_so(guest):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months")
    ann.say("5000")
    reads(ann, "How are the amounts fixed?", "From ¥10,000 on it would be 2.45%")


@pytest.mark.parametrize("typed", ["12,000", "¥12k", "1.2万", "１２０００ 元"])
def test_a_typed_target_is_read_and_echoed(guest, typed):
    ann = guest()
    ann.say("/open")
    asked = walk(ann, "12 months")
    ann.say(typed)
    reads(ann, "How are the amounts fixed?", "Target ¥12,000")
    buttons_go(ann, asked)


def test_nonsense_is_met_with_an_example_and_the_same_question(guest):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months")
    ann.say("a lot")
    reads(ann, "How much together?", "Type it like ¥12,000")
    ann.say("12.000")
    reads(ann, "How much together?", "two ways")
    ann.say("500")
    reads(ann, "How much together?", "¥500 is too small a target")
    ann.tap("¥10,000")
    reads(ann, "How are the amounts fixed?")


def test_a_step_of_buttons_says_so_when_something_is_typed(guest):
    ann = guest()
    ann.say("/open")
    reads(ann, "Which deposit?")
    ann.say("the long one")
    reads(ann, "Which deposit?", "choose with the buttons")


@pytest.mark.slow
def test_a_typed_deadline_and_a_typed_own_pledge_are_read_and_echoed(guest):
    ann = guest(account(8_000), linked=True)
    ann.say("/open")
    walk(ann, "12 months", "¥10,000", "Go on", "¥50")
    ann.say("yesterday")
    reads(ann, "Until when?", "passed already")
    ann.say("in 5 days")
    reads(ann, "How much do you pledge yourself?")
    ann.say("9,990")
    reads(ann, "How much do you pledge yourself?", "nobody could fill")
    ann.say("¥10")
    reads(ann, "How much do you pledge yourself?", "too little")
    ann.say("¥1.5k")
    reads(ann, "Check, then publish", "You pledge ¥1,500 from …")


@pytest.mark.slow
def test_equal_shares_ask_for_their_number_and_offer_themselves(guest):
    ann = guest(account(8_000), linked=True)
    ann.say("/open")
    walk(ann, "12 months", "¥10,000", "Equal shares", "Own amounts", "The rest")
    seats = walk(ann, "Go on")
    assert "How many equal shares?" in seats.text
    ann.say("four of us")
    reads(ann, "How many equal shares?", "whole number")
    ann.say("4")
    reads(ann, "Until when?", "4 shares of ¥2,500")
    own = walk(ann, "Tomorrow")
    assert "One share: ¥2,500" in own.labels
    review = walk(ann, "One share")
    worth = (
        "💡 ¥2,500 earns ¥61.25 in 12 months: ¥17.50 more than alone (1.75%).\nOnly if ¥10,000 comes together"
    )
    assert worth in review.text


def test_back_returns_through_the_steps_and_keeps_the_answers(guest):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months", "¥20,000", "Go on")
    assert "How are the amounts fixed?" in walk(ann, "Back").text
    target = walk(ann, "Back")
    assert "How much together?" in target.text
    assert "12 months" in target.text
    assert "Which deposit?" in walk(ann, "Back").text
    assert "Target ¥20,000" in walk(ann, "24 months").text


def test_the_review_changes_one_answer_and_returns(guest):
    ann = guest()
    to_review(ann)
    walk(ann, "✎ Deadline")
    review = walk(ann, "In a week")
    assert "Check, then publish" in review.text


def test_a_changed_target_asks_for_the_own_pledge_again(guest):
    ann = guest(account(8_000), linked=True)
    to_review(ann, own="¥2,000")
    walk(ann, "✎ Target")
    assert "How much do you pledge yourself?" in walk(ann, "¥20,000").text


def test_cancel_closes_the_draft_and_its_buttons_say_so(guest):
    ann = guest()
    review = to_review(ann)
    publish = review.button("Publish")
    ann.tap("✕ Cancel")
    ann.sees("Draft closed")
    assert publish.data is not None
    toast = ann.tap_data(ann.now(review), publish.data)
    assert toast is not None
    assert "This draft is closed" in toast.text
    assert campaigns_of(ann) == []


def test_the_cancel_command_closes_the_draft_too(guest):
    ann = guest()
    review = to_review(ann)
    ann.say("/cancel")
    ann.sees("Stopped")
    buttons_go(ann, review)
    ann.say("/cancel")
    ann.sees("nothing to leave")


def test_a_draft_can_be_resumed_or_started_over(guest):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months", "¥10,000")
    ann.say("/start")
    reads(ann, "Save together", "half done")
    assert "How are the amounts fixed?" in walk(ann, "Go on with my campaign").text
    ann.say("/open")
    unfinished = ann.sees("half done")
    assert "Target ¥10,000" in unfinished.text
    assert "Which deposit?" in walk(ann, "Start over").text


def test_a_button_of_an_earlier_message_leads_to_where_one_is(guest):
    ann = guest()
    ann.say("/open")
    early = reads(ann, "Which deposit?")
    data = early.button("3 months").data
    walk(ann, "12 months")
    ann.say("20000")
    reads(ann, "How are the amounts fixed?")
    assert data is not None
    toast = ann.tap_data(early, data)
    assert toast is not None
    assert "where you are" in toast.text
    reads(ann, "How are the amounts fixed?", "12 months")


@pytest.mark.slow
def test_a_killed_bot_goes_on_where_the_wizard_was(guest, stage):
    ann = guest(account(8_000), linked=True)
    ann.say("/open")
    shown = walk(ann, "12 months", "¥10,000")
    stage.kill_bot()
    ann.say("20,000")
    stage.start_bot()
    stage.await_bot()
    ann.sees("choose with the buttons")
    buttons_go(ann, shown)
    assert "Until when?" in walk(ann, "Go on", "¥50").text


def test_two_taps_on_publish_open_one_campaign(guest):
    ann = guest()
    review = to_review(ann)
    data = review.button("Publish").data
    assert data is not None
    ann.tap_data(review, data)
    ann.sees_photo()
    toast = ann.tap_data(review, data)
    assert toast is not None
    assert "closed" in toast.text
    assert len(campaigns_of(ann)) == 1


@pytest.mark.slow
def test_everything_admission_refuses_is_said_with_a_way_to_mend_it(guest, stage):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months", "¥10,000", "Equal shares", "Go on", "5 ×", "¥1,000")
    ann.say("in 20 minutes")
    reads(ann, "How much do you pledge yourself?")
    review = walk(ann, "Not now")
    data = review.button("Publish").data
    stage.turn_clock(advance_seconds=HALF_AN_HOUR)
    assert data is not None
    ann.tap_data(review, data)
    reads(ann, "cannot be opened like this", "The deadline is too soon")
    walk(ann, "✎ Deadline")
    ann.tap("Tomorrow")
    reads(ann, "Check, then publish")
    walk(ann, "✎ Target")
    ann.say("1,000")
    refused = reads(ann, "cannot be opened like this", "A minimum of ¥1,000 is too much")
    assert "Publish" not in refused.labels
    walk(ann, "✎ Minimum")
    ann.tap("¥100")
    walk(ann, "Not now")
    ann.tap("Publish")
    ann.sees_photo("¥1,000")


def test_without_an_account_the_campaign_is_published_and_linking_offered(guest):
    ann = guest(account(8_000))
    review = to_review(ann, own="¥2,000")
    assert "Publishing works without" in review.text
    ann.tap("Publish")
    ann.sees_photo("¥10,000")
    left = ann.sees("One thing is left: your own ¥2,000")
    ann.tap("Pledge ¥2,000", left)
    ann.sees("link your bank account")


@pytest.mark.slow
def test_an_own_pledge_that_is_refused_leaves_the_campaign_open_and_says_why(guest, stage):
    ann = guest(account(8_000), linked=True)
    to_review(ann, own="¥2,000")
    frozen = next(
        each["id"]
        for customer in stage.bank()["customers"]
        if customer["name"] == ann.name
        for each in customer["accounts"]
    )
    stage.set_status(frozen, "frozen")
    ann.tap("Publish")
    ann.sees_photo("¥10,000")
    left = ann.sees("your own ¥2,000 is not in it yet")
    assert "frozen" in left.text
    assert "Pledge ¥2,000" in left.labels
    assert len(campaigns_of(ann)) == 1


def test_of_several_accounts_the_review_names_one_and_can_take_another(guest):
    ann = guest(account(5_000), account(3_000), linked=True)
    first = to_review(ann, own="¥2,000")
    accounts = walk(ann, "✎ Account")
    assert "¥2,000 is held there" in accounts.text
    second = walk(ann, "¥3,000 available")
    assert "You pledge ¥2,000 from …" in second.text
    assert first.text != second.text


def test_the_language_changes_in_the_middle_of_the_wizard(guest):
    ann = guest()
    ann.say("/open")
    walk(ann, "12 months")
    ann.say("/language")
    ann.sees("Which language")
    ann.tap("简体中文")
    ann.sees("我们说中文")
    ann.say("1.2万")
    reads(ann, "怎样认筹", "目标 ¥12,000")
    assert "mine" in ann.menu()


def test_a_forged_answer_is_met_like_an_old_button(guest):
    ann = guest()
    ann.say("/open")
    shown = reads(ann, "Which deposit?")
    toast = ann.tap_data(shown, "oa:target:plenty")
    assert toast is not None
    assert "older version" in toast.text
    ann.sees("Save together")
    assert ann.tap_data(shown, "no-such-button") is not None


def test_a_closed_drafts_resume_button_begins_anew(guest):
    ann = guest()
    ann.say("/start")
    shown = ann.sees("Save together")
    ann.tap_data(shown, OpeningTap(action=OpeningAction.RESUME).pack())
    reads(ann, "Which deposit?")
