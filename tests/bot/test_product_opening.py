"""Opening a product in chat: begun like another, checked by the core's rules at every answer, reviewed to the cent."""

from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.locales import Locale
from bot.telegram.admin_callbacks import ProductAnswer, ProductStep
from bot.telegram.admin_reading import NotTold
from bot.telegram.product_draft import AS_IT_IS, CHOICES, LISTS, ProductDraft
from bot.telegram.product_reading import read_product_answer
from bot.telegram.render.admin.product_opening import flaw_words, product_opening_screen
from core.catalogue import DEFAULT_PRODUCTS
from core.domain.account import AccountClass
from core.domain.calendar import BusinessDayRule
from core.domain.interest import Compounding, DayCount
from core.domain.product import DatedRates, ProductFlaw, ProductMalformed, RateTier, RemainderRate
from tests.bot.person import Person, Shown, account
from tests.bot.reader import reader
from tests.bot.test_words import is_whole
from tests.support.house import TD12M, YUAN

TODAY = reader(Locale.EN).now().day
SAME_RATES = "5000:1.75 1000000:2.45"
ANSWERS = {
    ProductStep.TERM: "18",
    ProductStep.CODE: "TD18M",
    ProductStep.RATES: "5000:1.9 2000000:2.6",
    ProductStep.FROM_DAY: "2026-04-01",
    ProductStep.TARGETS: "200000-50000000",
    ProductStep.MEMBER_MINIMUM: "10000",
    ProductStep.MULTIPLE: "10000",
    ProductStep.HEADS: "50",
    ProductStep.DAY_COUNT: "ACT/365F",
    ProductStep.COMPOUNDING: "half-yearly",
    ProductStep.DEMAND: "0.35",
    ProductStep.EXITS: "3",
    ProductStep.LOCK_IN: "30",
    ProductStep.REMAINDER: "falls_to_tier",
    ProductStep.SELLING: "1.5",
    ProductStep.CLOSED_DAYS: "following",
    ProductStep.GUARANTEE: "90",
    ProductStep.CLASSES: "I",
    ProductStep.CHANNELS: "telegram",
    ProductStep.INSURED: "none",
}


def told(answers: dict[ProductStep, str]) -> ProductDraft:
    draft = replace(ProductDraft.begin(), like="TD12M")
    for step, kept in answers.items():
        draft = draft.answered(step, kept, TODAY)
    return draft


def described() -> ProductDraft:
    """A product of which just what has to be told was told."""
    return told({ProductStep.TERM: "18", ProductStep.CODE: "TD18M", ProductStep.RATES: SAME_RATES})


def test_every_answer_fills_its_fields_of_the_product():
    assert ANSWERS.keys() == set(ProductStep) - {ProductStep.LIKE, ProductStep.MORE, ProductStep.REVIEW}
    assert told(ANSWERS).product(TD12M, TODAY) == replace(
        TD12M,
        term_months=18,
        code="TD18M",
        rates=(
            DatedRates(
                TODAY.replace(month=4, day=1),
                (RateTier(50 * YUAN, Decimal("1.9")), RateTier(20_000 * YUAN, Decimal("2.6"))),
            ),
        ),
        minimum_minor=2_000 * YUAN,
        maximum_minor=500_000 * YUAN,
        member_minimum_minor=100 * YUAN,
        multiple_minor=100 * YUAN,
        head_count_max=50,
        day_count=DayCount.ACT_365F,
        compounding=Compounding.HALF_YEARLY,
        demand_rate_percent=Decimal("0.35"),
        early_withdrawals_max=3,
        lock_in_days=30,
        remainder_rate=RemainderRate.FALLS_TO_TIER,
        transfer_rate_percent=Decimal("1.5"),
        business_day_rule=BusinessDayRule.FOLLOWING,
        rate_guarantee_days=90,
        account_classes=frozenset({AccountClass.I}),
        channels=frozenset({*TD12M.channels} & {"telegram"}),
        insured_cap_minor=None,
    )


def test_what_is_not_told_is_as_with_the_product_it_is_like_and_begins_today_with_its_rates():
    stopped = replace(TD12M, offered=False, version=7)
    product = told({ProductStep.CODE: "TD12X"}).product(stopped, TODAY)
    rates = (DatedRates(TODAY, TD12M.rates[-1].tiers),)
    assert product == replace(TD12M, code="TD12X", rates=rates)


def test_a_draft_is_kept_whole_and_asks_one_thing_after_the_other():
    draft = ProductDraft.begin()
    asked = []
    for word in ("TD12M", "18", "TD18M", SAME_RATES):
        asked.append(draft.step)
        draft = draft.answered(draft.step, word, TODAY).onward()
        assert ProductDraft.of(draft.kept(1)) == draft
    assert [each.value for each in asked] == ["like", "term", "code", "rates"]
    assert (draft.step, draft.complete) == (ProductStep.REVIEW, True)
    assert (
        draft.at(ProductStep.HEADS).answered(ProductStep.HEADS, "9", TODAY).onward().step
        is ProductStep.REVIEW
    )


def test_each_answer_is_another_intention():
    draft = described()
    once, again = (draft.answered(ProductStep.HEADS, "9", TODAY) for _ in range(2))
    assert len({draft.nonce, once.nonce, again.nonce}) == 3


@pytest.mark.parametrize(
    ("step", "kept", "flaw"),
    [
        (ProductStep.CODE, "a b", ProductFlaw.CODE),
        (ProductStep.TERM, "0", ProductFlaw.TERM),
        (ProductStep.TERM, "9999", ProductFlaw.TERM),
        (ProductStep.TARGETS, "500-400", ProductFlaw.BOUNDS),
        (ProductStep.MEMBER_MINIMUM, "100050", ProductFlaw.BOUNDS),
        (ProductStep.MEMBER_MINIMUM, "100", ProductFlaw.GAP),
        (ProductStep.MULTIPLE, "700", ProductFlaw.MULTIPLE),
        (ProductStep.HEADS, "501", ProductFlaw.HEAD_COUNT),
        (ProductStep.CLASSES, "", ProductFlaw.ACCOUNT_CLASSES),
        (ProductStep.CHANNELS, "", ProductFlaw.CHANNELS),
        (ProductStep.DEMAND, "NaN", ProductFlaw.DEMAND_RATE),
        (ProductStep.INSURED, "0", ProductFlaw.INSURED_CAP),
    ],
)
def test_an_answer_that_no_product_can_have_is_refused_by_the_core_s_own_rules(step, kept, flaw):
    with pytest.raises(ProductMalformed) as caught:
        described().answered(step, kept, TODAY).product(TD12M, TODAY)
    assert flaw in caught.value.flaws


@pytest.mark.parametrize(
    ("step", "text", "kept"),
    [
        (ProductStep.CODE, " td18m ", "TD18M"),
        (ProductStep.TERM, "１８", "18"),
        (ProductStep.TARGETS, "1,000 – 1,000,000", "100000-100000000"),
        (ProductStep.TARGETS, "2000 to 5000.50", "200000-500050"),
        (ProductStep.TARGETS, "1000至1万", "100000-1000000"),
        (ProductStep.MEMBER_MINIMUM, "¥100", "10000"),
        (ProductStep.DEMAND, "0.35%", "0.35"),
        (ProductStep.RATES, "50: 1.9, 20,000: 2.6", "5000:1.9 2000000:2.6"),
        (ProductStep.FROM_DAY, "today", TODAY.isoformat()),
        (ProductStep.FROM_DAY, "tomorrow", (TODAY + timedelta(days=1)).isoformat()),
    ],
)
def test_what_is_typed_is_read(step, text, kept):
    locale = Locale.ZH_HANS if "万" in text else Locale.EN
    assert read_product_answer(text, step, TD12M, reader(locale)) == kept


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize(
    ("step", "text"),
    [
        (ProductStep.TERM, "a year"),
        (ProductStep.TERM, "-3"),
        (ProductStep.TARGETS, "1000"),
        (ProductStep.TARGETS, "1000 – many"),
        (ProductStep.MEMBER_MINIMUM, "nothing"),
        (ProductStep.DEMAND, "245"),
        (ProductStep.RATES, "100: 1.9"),
        (ProductStep.FROM_DAY, "2019-01-01"),
        (ProductStep.DAY_COUNT, "ACT/360"),
        (ProductStep.CLASSES, "I"),
        (ProductStep.MORE, "people"),
        (ProductStep.REVIEW, "yes"),
    ],
)
def test_what_cannot_be_read_is_said_so_kindly(step, text, locale):
    with pytest.raises(NotTold) as caught:
        read_product_answer(text, step, TD12M, reader(locale))
    is_whole(caught.value.note)


def labels(screen: Any) -> list[str]:
    return [button.text for row in screen.keyboard.inline_keyboard for button in row]


def answers(screen: Any) -> list[ProductAnswer]:
    """What the buttons answer that answer something."""
    data = (button.callback_data for row in screen.keyboard.inline_keyboard for button in row)
    return [ProductAnswer.unpack(each) for each in data if each.startswith(f"{ProductAnswer.__prefix__}:")]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("step", ProductStep)
def test_every_step_is_asked_whole_and_each_of_its_buttons_is_an_answer(step, locale):
    draft = replace(described(), step=step)
    product = draft.product(TD12M, TODAY)
    begun = None if step is ProductStep.LIKE else product
    screen = product_opening_screen(draft, begun, DEFAULT_PRODUCTS, reader(locale))
    is_whole(screen.text)
    assert len(screen.text) < 4096
    assert all(len(label) <= 64 for label in labels(screen))
    if step in (*CHOICES, *LISTS):
        assert len(labels(screen)) >= 4
    # The last of a list can be unmarked too: what that breaks is said.
    taken = suppress(ProductMalformed) if step in LISTS else nullcontext()
    for answer in answers(screen):
        assert answer.step is step
        if step is ProductStep.LIKE:
            assert answer.word in {each.code for each in DEFAULT_PRODUCTS}
        elif answer.word != AS_IT_IS:
            with taken:
                draft.answered(step, answer.word, TODAY).product(TD12M, TODAY)


@pytest.mark.parametrize("locale", Locale)
def test_every_flaw_is_said(locale):
    for flaw in ProductFlaw:
        is_whole(flaw_words([flaw], reader(locale)))


def test_the_review_says_to_the_cent_what_a_depositor_gets():
    draft = replace(described(), step=ProductStep.REVIEW)
    text = product_opening_screen(draft, draft.product(TD12M, TODAY), (), reader(Locale.EN)).text
    assert "from Mar 1, 2026 to Sep 1, 2027" in text
    assert "• ¥1,000 at 1.75%: <b>¥26.25</b> interest" in text
    assert "• ¥10,000 at 2.45%: <b>¥367.50</b> interest" in text
    assert "Targets: ¥1,000 to ¥1,000,000, in steps of ¥1 · CNY" in text


# In chat


def begin(ada: Person) -> Shown:
    """The first question about a product like the one of a year."""
    ada.say("/admin")
    ada.tap("Products and rates", ada.sees("Administration"))
    ada.tap("Open a new product", ada.sees("Products and rates"))
    ada.tap("12 months · TD12M", ada.sees("Which product is it like?"))
    return ada.sees("How many months")


def test_a_product_is_described_as_far_as_it_can_exist_and_an_old_review_opens_nothing(ada):
    begin(ada)
    ada.say("a year and a half")
    ada.sees("I cannot read that as a whole number")
    ada.say("18")
    ada.sees("Which code?")
    ada.say("TD12M")
    ada.tap("TD18M", ada.sees("Another product has this code already"))
    ada.sees("Which rates?")
    ada.say("50: 1.9, 10000: 2.6")
    review = ada.sees("Open 18 months · TD18M?")
    ada.tap("Change other terms", review)
    ada.tap("Least per person", ada.sees("Terms of 18 months · TD18M"))
    ada.sees("What is the least")
    ada.say("20")
    ada.sees("The least pledge would have no rate")
    ada.say("100")
    changed = ada.sees("Each pledges ¥100 at least")
    stale = ada.tap_data(changed, str(review.button("Open it").data))
    assert stale is not None
    assert "out of date" in stale.text
    ada.say("/admin")
    ada.sees("Administration")


@pytest.mark.slow
def test_what_was_reviewed_is_opened_once_and_offered_to_everybody(ada, guest):
    ada.tap("1 month", begin(ada))
    ada.tap("TD01M", ada.sees("Which code?"))
    ada.tap("The same rates", ada.sees("Which rates?"))
    review = ada.sees("Open 1 month · TD01M?")
    toast = ada.tap("Open it", review)
    assert toast is not None
    assert toast.text == "The product is open."
    ada.sees("In force since")
    ann = guest(account(8_000), linked=True)
    ann.say("/open")
    assert [label for label in ann.sees("Which deposit?").labels if label.startswith("1 month")]
    again = ada.tap_data(ada.now(review), str(review.button("Open it").data))
    assert again is not None
    assert "out of date" in again.text
