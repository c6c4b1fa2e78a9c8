"""The friend's way, played in the offline Telegram: from the link to a pledge, and what can be done with it then."""

import pytest

from tests.bot.person import account, newcomer
from tests.bot.playing import manage
from tests.bot.pools import Pool, accounts_of, held_by, open_pool

YUAN = 100


@pytest.fixture(scope="module")
def pool(stage) -> Pool:
    """One pool for all tests in which nobody confirms anything: it stays empty."""
    return open_pool(newcomer(stage), deadline="In a week")


@pytest.fixture
def own_pool(guest) -> Pool:
    """An empty pool of ¥10,000."""
    return open_pool(guest())


@pytest.fixture
def bob(guest):
    return guest(account(8_000), linked=True)


def test_from_the_link_it_is_three_taps_to_a_held_pledge(own_pool, bob):
    card = own_pool.met_by(bob)
    assert "Nobody is in yet" in card.text
    assert "¥1,000 +¥7 · ¥2,000 +¥14 · ¥5,000 +¥35\nTap an amount to join." in card.text
    bob.tap("¥2,000", card)
    review = bob.sees("Pledge ¥2,000?")
    assert "¥2,000 is held on …" in review.text
    worth = "💡 ¥2,000 earns ¥49 in 12 months: ¥14 more than alone (1.75%).\nOnly if the pool is full."
    assert worth in review.text
    for disclosed in (
        "2.45% a year, fixed",
        "Yearly yield: 2.45%",
        "twelfths",
        "demand rate, 0.30%",
        "At maturity",
    ):
        assert disclosed in review.text
    toast = bob.tap("Confirm ¥2,000")
    assert toast is not None
    assert "Confirmed: ¥2,000 is held" in toast.text
    card = bob.sees_photo("You are in with ¥2,000")
    assert "¥8,000 to go" in card.text
    assert "is held on" in bob.now(review).text
    assert bob.now(review).labels == ["Show the campaign"]
    assert held_by(bob) == 2_000 * YUAN


def test_everything_is_said_in_chinese_too(own_pool, guest):
    li = guest(account(12_000), linked=True, language_code="zh-hans")
    card = own_pool.met_by(li)
    assert "点一个金额即可加入" in card.text
    li.tap("¥2,000", card)
    assert "利息 ¥49，比一个人存多 ¥14（1.75%）" in li.sees("认筹 ¥2,000？").text
    li.tap("确认认筹")
    assert "您已认筹 ¥2,000" in li.sees_photo("还差").text


@pytest.mark.slow
def test_a_second_tap_on_confirm_is_answered_as_the_first(own_pool, bob):
    bob.tap("¥2,000", own_pool.met_by(bob))
    review = bob.sees("Pledge ¥2,000?")
    data = review.button("Confirm").data
    first, second = bob.tap_data(review, data), bob.tap_data(review, data)
    assert first == second
    assert held_by(bob) == 2_000 * YUAN


@pytest.mark.slow
def test_a_typed_amount_is_read_and_echoed_in_the_review(pool, bob):
    bob.tap("Another amount", pool.met_by(bob))
    bob.sees("Type an amount from ¥50 to ¥")
    bob.say("1.5k")
    bob.sees("Pledge ¥1,500?")


@pytest.mark.slow
def test_an_amount_that_does_not_do_is_met_with_the_reason_and_asked_for_again(own_pool, bob):
    bob.tap("Another amount", own_pool.met_by(bob))
    bob.sees("Type an amount from ¥50 to ¥10,000")
    for typed, reason in {
        "a bit": "I cannot read that as an amount",
        "12.000": "two ways",
        "$200": "another currency",
        "10": "¥10 is too little",
        "9,980": "would leave ¥20 of ¥10,000",
        "20,000": "¥20,000 is too much",
        "100.50": "steps of ¥1",
    }.items():
        bob.say(typed)
        assert "Type an amount" in bob.sees(reason).text
    bob.say("500")
    bob.sees("Pledge ¥500?")


@pytest.mark.slow
def test_the_review_can_be_left_and_the_card_still_works(pool, bob):
    card = pool.met_by(bob)
    bob.tap("¥2,000", card)
    review = bob.sees("Pledge ¥2,000?")
    bob.tap("Back", review)
    bob.no_longer_sees(review)
    bob.tap("¥1,000", card)
    bob.sees("Pledge ¥1,000?")


@pytest.mark.slow
def test_cancel_closes_the_review(pool, bob):
    bob.tap("¥2,000", pool.met_by(bob))
    review = bob.sees("Pledge ¥2,000?")
    data = review.button("Confirm").data
    bob.say("/cancel")
    bob.sees("Stopped")
    bob.sees(lambda shown: shown.id == review.id and not shown.buttons)
    toast = bob.tap_data(review, data)
    assert toast is not None
    assert "out of date" in toast.text
    assert held_by(bob) == 0


@pytest.mark.slow
def test_an_older_review_confirms_nothing_and_leads_to_the_newer(pool, bob):
    card = pool.met_by(bob)
    bob.tap("¥2,000", card)
    older = bob.sees("Pledge ¥2,000?")
    bob.tap("¥5,000", card)
    bob.sees("Pledge ¥5,000?")
    toast = bob.tap("Confirm ¥2,000", older)
    assert toast is not None
    assert "out of date" in toast.text
    assert bob.sees("Pledge ¥5,000?").id == older.id
    assert held_by(bob) == 0


# Accounts


def test_a_frozen_account_is_refused_with_what_to_do_and_another_is_one_tap_away(own_pool, guest):
    bob = guest(account(8_000, status="frozen"), account(4_421), linked=True)
    bob.tap("¥2,000", own_pool.met_by(bob))
    refused = bob.sees("cannot be held on")
    assert (
        "The account is frozen. Ask the bank why and have it unfrozen, or use another account."
        in refused.text
    )
    bob.tap("instead", refused)
    bob.sees("Pledge ¥2,000?")
    bob.tap("Confirm")
    bob.sees_photo("You are in with ¥2,000")
    frozen, good = accounts_of(bob)
    assert (frozen["held_minor"], good["held_minor"]) == (0, 2_000 * YUAN)


def test_everything_that_an_account_fails_is_said_at_once(pool, guest):
    bob = guest(account(100, "III", "dormant"), linked=True)
    bob.tap("¥2,000", pool.met_by(bob))
    refused = bob.sees("cannot be held on")
    for reason in ("dormant", "class III account cannot buy deposits", "¥100 of ¥2,000 is available"):
        assert reason in refused.text
    assert [label for label in refused.labels if "instead" in label] == []
    assert "Link an account" in refused.labels


def test_an_account_that_could_never_pay_is_passed_over(pool, guest):
    bob = guest(account(8_000, "III"), account(5_000), linked=True)
    bob.tap("¥2,000", pool.met_by(bob))
    bob.sees("Pledge ¥2,000?")


def test_an_account_frozen_after_the_review_is_refused_by_the_bank_itself(own_pool, guest, stage):
    bob = guest(account(8_000), account(5_000), linked=True)
    bob.tap("¥2,000", own_pool.met_by(bob))
    review = bob.sees("Pledge ¥2,000?")
    stage.set_status(accounts_of(bob)[0]["id"], "frozen")
    bob.tap("Confirm", review)
    refused = bob.sees("The account is frozen")
    bob.tap("instead", refused)
    bob.sees("Pledge ¥2,000?")
    bob.tap("Confirm")
    bob.sees_photo("You are in")
    assert accounts_of(bob)[1]["held_minor"] == 2_000 * YUAN


@pytest.mark.slow
def test_an_account_put_in_order_is_taken_at_the_next_try(pool, guest, stage):
    bob = guest(account(8_000, status="frozen"), linked=True)
    bob.tap("¥2,000", pool.met_by(bob))
    refused = bob.sees("The account is frozen")
    stage.set_status(accounts_of(bob)[0]["id"], "normal")
    bob.tap("again", refused)
    bob.sees("Pledge ¥2,000?")


@pytest.mark.slow
def test_another_account_that_fits_can_be_taken_from_the_review(pool, guest):
    bob = guest(account(8_000), account(5_000), linked=True)
    bob.tap("¥2,000", pool.met_by(bob))
    review = bob.sees("Pledge ¥2,000?")
    bob.tap("instead", review)
    first, second = (each["number"] for each in accounts_of(bob))
    assert f"is held on {first}" in review.text
    assert f"is held on {second}" in bob.sees("Pledge ¥2,000?").text


@pytest.mark.slow
def test_an_account_unlinked_after_the_review_is_not_debited(pool, guest):
    bob = guest(account(8_000), account(5_000), linked=True)
    first, second = (each["number"] for each in accounts_of(bob))
    bob.tap("¥2,000", pool.met_by(bob))
    review = bob.sees(f"is held on {first}")
    bob.say("/accounts")
    shown = bob.sees("Your linked accounts")
    bob.tap(f"Unlink {first}", shown)
    bob.sees("can no longer pledge")
    bob.tap("Yes, unlink")
    bob.sees("Your linked accounts")
    bob.tap("Confirm", review)
    bob.sees(f"is held on {second}")
    assert held_by(bob) == 0


def test_who_has_nothing_linked_links_first_and_comes_back_to_the_same_review(pool, guest):
    bob = guest(account(8_000))
    bob.tap("¥2,000", pool.met_by(bob))
    bob.sees("link your bank account")
    bob.share_contact()
    bob.sees("has sent a code")
    bob.say(bob.receives_code())
    bob.sees("Pledge ¥2,000?")


def test_who_has_too_much_for_the_deposit_insurance_is_told_so(own_pool, guest):
    bob = guest(account(600_000), linked=True)
    bob.tap("¥2,000", own_pool.met_by(bob))
    said = "you will have ¥600,049 at this bank: ¥100,049 more than the ¥500,000 per person"
    assert said in bob.sees("Pledge").text
    bob.tap("Confirm")
    bob.tap("Change amount", bob.sees_photo("You are in with ¥2,000"))
    bob.tap("¥5,000", bob.sees("How much should it be?"))
    said = "you will have ¥600,122.50 at this bank: ¥100,122.50 more than the ¥500,000 per person"
    assert said in bob.sees("Change your pledge from").text


def test_who_comes_near_to_what_is_insured_is_told_so_and_nobody_else(pool, guest):
    bob, cy = guest(account(449_951), linked=True), guest(account(449_950), linked=True)
    for person in (bob, cy):
        person.tap("¥2,000", pool.met_by(person))
    assert "you will have ¥450,000 at this bank. Deposit insurance" in bob.sees("Pledge").text
    assert "Deposit insurance covers" not in cy.sees("Pledge").text


# One's own pledge


@pytest.mark.slow
def test_a_pledge_is_changed_in_one_act(own_pool, bob):
    card = own_pool.pledged_by(bob, "¥2,000")
    bob.tap("Change amount", card)
    amounts = bob.sees("How much should it be?")
    assert "¥2,000" not in amounts.labels
    bob.tap("¥5,000", amounts)
    bob.sees("Change your pledge from ¥2,000 to ¥5,000?")
    bob.tap("Confirm ¥5,000")
    bob.sees_photo("You are in with ¥5,000")
    assert held_by(bob) == 5_000 * YUAN


@pytest.mark.slow
def test_a_pledge_moves_to_another_account_in_one_act(own_pool, guest):
    bob = guest(account(3_000), account(5_000), account(9_000, status="frozen"), linked=True)
    card = own_pool.pledged_by(bob, "¥2,000")
    bob.tap("Change account", card)
    chosen = bob.sees("Which account")
    assert "frozen" in chosen.text
    assert len([label for label in chosen.labels if label.startswith("Use …")]) == 1
    bob.tap("Use …", chosen)
    bob.sees("Move your ¥2,000 to another account?")
    bob.tap("Confirm")
    bob.sees_photo("You are in")
    assert [each["held_minor"] for each in accounts_of(bob)] == [0, 2_000 * YUAN, 0]


def test_withdrawing_asks_once_frees_the_money_and_leaves_the_way_back_open(own_pool, bob):
    card = own_pool.pledged_by(bob, "¥2,000")
    bob.tap("Withdraw", card)
    asked = bob.sees("Withdraw your ¥2,000?")
    assert "You give up ¥14: in 12 months your ¥2,000 earns ¥49 here, and ¥35 alone (1.75%)." in asked.text
    assert "The pool then lacks ¥10,000" in asked.text
    assert held_by(bob) == 2_000 * YUAN
    data = asked.button("Yes").data
    bob.tap_data(asked, data)
    card = bob.sees_photo("Nobody is in yet")
    assert "Withdrawn" in bob.now(asked).text
    assert held_by(bob) == 0
    bob.tap_data(asked, data)
    assert "Withdrawn" in bob.now(asked).text
    bob.tap("¥5,000", card)
    bob.sees("Pledge ¥5,000?")
    bob.tap("Confirm")
    bob.sees_photo("You are in with ¥5,000")
    assert held_by(bob) == 5_000 * YUAN


@pytest.mark.slow
def test_a_withdrawal_can_be_thought_over(own_pool, bob):
    card = own_pool.pledged_by(bob, "¥2,000")
    bob.tap("Withdraw", card)
    asked = bob.sees("Withdraw your")
    bob.tap("No, stay in", asked)
    bob.no_longer_sees(asked)
    assert held_by(bob) == 2_000 * YUAN


# Others


@pytest.mark.slow
def test_names_are_shown_and_others_amounts_are_not(own_pool, bob, guest):
    cy = guest(account(8_000), linked=True, name="Cy <i>& Co")
    own_pool.pledged_by(bob, "¥2,000")
    own_pool.pledged_by(cy, "¥1,000")
    text = bob.sees_photo("¥7,000 to go").text
    assert f"2 people in: {bob.name}, Cy <i>& Co" in text
    assert "¥1,000" not in text


@pytest.mark.slow
def test_somebody_elses_pledge_redraws_ones_card_even_while_one_reads_the_review(own_pool, bob, guest):
    cy = guest(account(9_000), linked=True)
    card = own_pool.met_by(bob)
    bob.tap("¥2,000", card)
    review = bob.sees("Pledge ¥2,000?")
    own_pool.pledged_by(cy, "¥5,000")
    bob.sees_photo("¥5,000 to go")
    assert bob.now(review).text == review.text


@pytest.mark.slow
def test_of_many_taps_on_the_rest_one_wins_and_the_others_are_told_at_once(own_pool, guest):
    crowd = [guest(account(10_000), linked=True) for _ in range(5)]
    reviews = []
    for person in crowd:
        person.tap("The rest", own_pool.met_by(person))
        reviews.append(person.sees("Pledge ¥10,000?"))
    for person, review in zip(crowd, reviews, strict=True):
        data = review.button("Confirm").data
        person.stage.ask("POST", f"/sim/people/{person.id}/taps", message_id=review.id, callback_data=data)
    told = [
        person.sees(lambda shown: not shown.photo and "Pledge" not in shown.text, since=review.revision).text
        for person, review in zip(crowd, reviews, strict=True)
    ]
    won = [text for text in told if "the pool is full!" in text]
    lost = [text for text in told if "full already" in text or "its deposit is open" in text]
    assert (len(won), len(lost)) == (1, 4)
    assert sum(map(held_by, crowd)) in (0, 10_000 * YUAN)  # settled by now, or about to be


@pytest.mark.slow
def test_a_remainder_that_shrank_is_refused_and_the_new_one_offered(own_pool, bob, guest):
    cy = guest(account(9_000), linked=True)
    card = own_pool.met_by(bob)
    bob.tap("¥2,000", card)
    bob.sees("Pledge ¥2,000?")
    bob.tap("The rest · ¥10,000", card)
    bob.sees("cannot be held")  # there is less on the account
    own_pool.pledged_by(cy, "¥5,000")
    toast = bob.tap_data(card, card.button("The rest").data)
    assert toast is not None
    assert "the rest is ¥5,000 now" in toast.text
    amounts = bob.sees("How much would you like")
    bob.tap("The rest · ¥5,000", amounts)
    bob.sees("Pledge ¥5,000?")


def test_a_full_pool_settles_and_everybody_gets_a_numbered_certificate(own_pool, bob, guest, stage):
    cy = guest(account(9_000), linked=True, language_code="zh-hans")
    own_pool.pledged_by(bob, "¥2,000")
    cy.tap("剩余全部", own_pool.met_by(cy))
    cy.sees("认筹 ¥8,000？")
    cy.tap("确认")
    first = bob.sees_photo("Certificate ")
    assert "¥2,000.00 of the term deposit" in first.text
    assert "Interest at maturity: ¥49.00" in first.text
    cy.sees_photo("利息：¥196.00")
    own_pool.initiator.sees("The campaign you opened is settled")
    card = bob.sees_photo("The deposit is open")
    bob.tap("My certificate", card)
    assert bob.sees_photo("Certificate ").text.splitlines()[0] in first.text
    deposit = stage.bank()["term_deposits"][0]
    assert deposit["principal_minor"] == deposit["shares_sum_minor"] == 10_000 * YUAN


# The end of a campaign


def test_the_initiator_cancels_and_everybody_is_told_and_free(own_pool, bob):
    card = own_pool.pledged_by(bob, "¥2,000")
    assert "⚙️ Manage" not in card.labels
    own_pool.initiator.tap("Cancel the campaign", manage(own_pool.initiator))
    own_pool.initiator.sees("Cancel this campaign?")
    own_pool.initiator.tap("Yes, cancel it")
    bob.sees("was cancelled by its initiator")
    assert "Your ¥2,000 is free again" in bob.sees("cancelled by its initiator").text
    assert bob.sees_photo("Cancelled by the initiator").labels == []
    assert held_by(bob) == 0


@pytest.mark.slow
def test_a_forged_cancellation_is_refused(own_pool, bob):
    card = own_pool.met_by(bob)
    share = card.button("¥2,000").data
    assert share is not None
    campaign_id = share.split(":")[1]
    bob.tap_data(card, f"y:{campaign_id}:cancel:abcdefghijkl")
    bob.sees("not yours to do")


@pytest.mark.slow
def test_buttons_of_an_ended_campaign_say_so_and_the_card_is_redrawn(own_pool, bob):
    card = own_pool.met_by(bob)
    own_pool.initiator.tap("Cancel the campaign", manage(own_pool.initiator))
    own_pool.initiator.tap("Yes, cancel it")
    own_pool.initiator.sees("is cancelled")
    toast = bob.tap_data(card, card.button("¥2,000").data)
    assert toast is not None
    assert "was cancelled" in toast.text
    assert bob.sees_photo("Cancelled").id == card.id
    for label in ("The rest", "Another amount"):
        toast = bob.tap_data(card, card.button(label).data)
        assert toast is not None
        assert "was cancelled" in toast.text


@pytest.mark.slow
def test_a_pledge_of_a_full_pool_is_fixed_and_its_old_buttons_say_so(own_pool, bob, guest):
    card = own_pool.pledged_by(bob, "¥5,000")
    cy = guest(account(9_000), linked=True)
    cy.tap("The rest", own_pool.met_by(cy))
    cy.sees("Pledge ¥5,000?")
    cy.tap("Confirm")
    bob.sees("Certificate ")
    for label in ("Change amount", "Change account", "Withdraw"):
        toast = bob.tap_data(card, card.button(label).data)
        assert toast is not None
        assert "your pledge" in toast.text


def test_an_expired_campaign_frees_the_money_and_says_so(guest, stage, bob):
    pool = open_pool(guest(), deadline="Tomorrow")
    pool.pledged_by(bob, "¥2,000")
    stage.turn_clock(advance_seconds=48 * 3600)  # tomorrow's deadline is at 20:00, whatever time it is now
    told = bob.sees("Time ran out")
    assert "Your ¥2,000 is free again" in told.text
    bob.sees_photo("Expired")
    assert held_by(bob) == 0
