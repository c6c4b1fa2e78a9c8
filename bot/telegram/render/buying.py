"""Buying a share that is for sale: what a person reads before they pay, and what became of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton

from bot.locales import Markup
from bot.locales.formatting import day, mask_account
from bot.telegram.buy_draft import BuyDraft
from bot.telegram.callbacks import (
    AccountAction,
    AccountTap,
    BuyAccountTap,
    BuyReviewTap,
    CardAction,
    ReviewAction,
)
from bot.telegram.choices import AccountChoice
from bot.telegram.keyboards import SUCCESS, Row, keyboard, tap
from bot.telegram.refusals import conditions_text, refusal_text
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button
from bot.telegram.render.pledging import use_instead_button
from bot.telegram.render.review import insured_lines, terms_lines
from bot.telegram.render.share import share_button
from bot.telegram.render.worth import until_money, worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.comparison import purchase_compared
from core.domain.deposit import Share
from core.domain.errors import DomainError
from core.domain.insurance import Exposure
from core.views import ShareView

_OTHERS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Purchase:
    """A share for sale at today's price, and what it brings at maturity, after tax, as the rate is now."""

    view: ShareView
    price_minor: int
    brings_minor: int

    @property
    def gain_minor(self) -> int:
        """What it earns its buyer until maturity."""
        return self.brings_minor - self.price_minor

    def amount(self, amount_minor: int, visit: Visit) -> Markup:
        """An amount in the deposit's currency."""
        return phrases.amount(amount_minor, self.view.deposit.currency, visit)


def review_screen(
    draft: BuyDraft,
    purchase: Purchase,
    choices: Sequence[AccountChoice],
    exposure: Exposure | None,
    visit: Visit,
) -> Screen:
    """The review; `exposure` is what the person would have at the bank."""
    view, words = purchase.view, visit.words
    chosen = next(choice for choice in choices if choice.view.account.id == draft.account_id)
    price = purchase.amount(purchase.price_minor, visit)
    lines = [
        _title(purchase, visit),
        words(
            "buying-review-pay",
            price=price,
            account=mask_account(chosen.view.account.number),
            interest=purchase.amount(purchase.price_minor - view.share.principal_minor, visit),
            since=day(view.deposit.value_date, visit.locale),
        ),
        words(
            "buying-review-earn",
            matures=day(view.deposit.maturity_date, visit.locale),
            brings=purchase.amount(purchase.brings_minor, visit),
            rate=phrases.rate(view.deposit.rate_percent_now, visit),
        ),
        *insured_lines(exposure, view.deposit.currency, visit),
        _worth(purchase, visit),
    ]
    full = "\n".join(terms_lines(view.campaign.terms, view.product.insured_cap_minor, visit))
    text = "\n\n".join(lines) + f"\n\n<blockquote expandable>{full}</blockquote>"
    confirm = BuyReviewTap(share_id=draft.share_id, nonce=draft.nonce, action=ReviewAction.CONFIRM)
    buy = tap(words.plain("buying-button-confirm", price=price), confirm, SUCCESS)
    return Screen(text, keyboard([buy], *_instead(draft, choices, visit), [_back_button(draft, visit)]))


def _worth(purchase: Purchase, visit: Visit) -> Markup:
    """What it earns, beside a deposit of one's own opened today."""
    deposit, product, today = purchase.view.deposit, purchase.view.product, visit.now().day
    compared = purchase_compared(deposit, product, purchase.price_minor, purchase.brings_minor, today)
    term = phrases.term(product.term_months, visit)
    return worth(until_money(compared, deposit.currency, visit), visit.words("buying-worth", term=term))


def cannot_pay_screen(
    draft: BuyDraft, purchase: Purchase, choices: Sequence[AccountChoice], visit: Visit
) -> Screen:
    """Every condition that the draft's account fails, and the accounts that fit instead."""
    words = visit.words
    chosen = next(choice for choice in choices if choice.view.account.id == draft.account_id)
    account, price = mask_account(chosen.view.account.number), purchase.amount(purchase.price_minor, visit)
    why = words("buying-account-refused", price=price, account=account)
    lines = [
        _title(purchase, visit),
        f"{why}\n{conditions_text(chosen.failed, visit, purchase.view.deposit.currency)}",
    ]
    again = BuyAccountTap(nonce=draft.nonce, account_id=chosen.view.account.id)
    link = AccountTap(account_id="", action=AccountAction.LINK)
    return Screen(
        "\n\n".join(lines),
        keyboard(
            *_instead(draft, choices, visit),
            [tap(words.plain("pledging-button-same-again", account=account), again)],
            [tap(words.plain("pledging-button-link-more"), link)],
            [_back_button(draft, visit)],
        ),
    )


def bought_screen(view: ShareView, bought: Share | None, visit: Visit) -> Screen:
    """The written answer; the certificate comes with its notice."""
    show = card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.SHOW)
    if bought is None:
        return Screen(visit.words("buying-checking"), keyboard([show]))
    principal = phrases.amount(bought.principal_minor, view.deposit.currency, visit)
    said = visit.words("buying-done", principal=principal, campaign=campaign_name(view.campaign, visit))
    return Screen(said, keyboard([share_button(bought.id, visit), show]))


def gone_screen(view: ShareView, error: DomainError, visit: Visit) -> Screen:
    """Why it cannot be bought, with the way to the campaign, where one can wait for another."""
    buyer = None if view.share.leaving is None else view.share.leaving.buyer
    if buyer is not None and buyer.participant_id == visit.participant.id:
        return bought_screen(view, None, visit)
    show = card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.SHOW)
    return Screen(refusal_text(error, visit, view.deposit.currency), keyboard([show]))


def _title(purchase: Purchase, visit: Visit) -> Markup:
    return visit.words(
        "buying-review",
        principal=purchase.amount(purchase.view.share.principal_minor, visit),
        campaign=campaign_name(purchase.view.campaign, visit),
    )


def _instead(draft: BuyDraft, choices: Sequence[AccountChoice], visit: Visit) -> Iterator[Row]:
    others = [choice.view for choice in choices if choice.fits and choice.view.account.id != draft.account_id]
    for view in others[:_OTHERS_SHOWN]:
        data = BuyAccountTap(nonce=draft.nonce, account_id=view.account.id)
        yield [use_instead_button(view, data, visit)]


def _back_button(draft: BuyDraft, visit: Visit) -> InlineKeyboardButton:
    back = BuyReviewTap(share_id=draft.share_id, nonce=draft.nonce, action=ReviewAction.BACK)
    return tap(visit.words.plain("pledging-button-back"), back)
