"""What a person reads before they commit money: in two lines, and in full below them.

`DISCLOSURE` in `bot.telegram.pledge_draft` is the version of these words; it changes with them.
"""

from collections.abc import Iterator, Sequence

from bot.disclosure import disclosure_lines
from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import PledgeAccountTap, ReviewAction, ReviewTap
from bot.telegram.choices import AccountChoice
from bot.telegram.keyboards import SUCCESS, Row, keyboard, tap
from bot.telegram.pledge_draft import PledgeDraft
from bot.telegram.render import phrases
from bot.telegram.render.pledging import back_button, use_instead_button
from bot.telegram.render.worth import pledge_worth, term_money, then_lacks, worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Terms
from core.domain.insurance import Exposure
from core.domain.pledge import PledgeAmount
from core.views import AccountView, CampaignView

_DIGEST_SHOWN = 8
_OTHERS_SHOWN = 3


def review_screen(
    draft: PledgeDraft,
    view: CampaignView,
    choices: Sequence[AccountChoice],
    exposure: Exposure | None,
    visit: Visit,
) -> Screen:
    """The review of a draft with an amount and an account; `exposure` is what the person would have at the bank."""
    assert draft.amount is not None
    chosen = next(choice for choice in choices if choice.view.account.id == draft.account_id)
    lines = [
        _title(draft.amount, view, visit),
        _hold(draft.amount, chosen.view, view, visit),
        *insured_lines(exposure, view.campaign.terms.currency, visit),
        _worth(draft.amount, view, visit),
    ]
    insured_cap_minor = None if exposure is None else exposure.cap_minor
    full = "\n".join(terms_lines(view.campaign.terms, insured_cap_minor, visit))
    text = "\n\n".join(lines) + f"\n\n<blockquote expandable>{full}</blockquote>"
    return Screen(text, keyboard(*_rows(draft, view, choices, visit)))


def _title(amount: PledgeAmount, view: CampaignView, visit: Visit) -> Markup:
    words, currency, own = visit.words, view.campaign.terms.currency, view.own_pledge
    shown = phrases.amount(amount.amount_minor, currency, visit)
    if own is None:
        return words("pledging-review-place", amount=shown)
    if own.amount_minor == amount.amount_minor:
        return words("pledging-review-account", amount=shown)
    before = phrases.amount(own.amount_minor, currency, visit)
    return words("pledging-review-change", before=before, amount=shown)


def _hold(amount: PledgeAmount, account: AccountView, view: CampaignView, visit: Visit) -> Markup:
    campaign = view.campaign
    return visit.words(
        "pledging-review-hold",
        amount=phrases.amount(amount.amount_minor, campaign.terms.currency, visit),
        account=mask_account(account.account.number),
        deadline=phrases.when(campaign.mend_until or campaign.closes_at, visit),
    )


def _worth(amount: PledgeAmount, view: CampaignView, visit: Visit) -> Markup:
    """What it brings, and on what that depends: who changes the amount reads what it means for the pool."""
    campaign, terms, own, words = view.campaign, view.campaign.terms, view.own_pledge, visit.words
    compared = pledge_worth(view, amount.amount_minor, visit)
    money = term_money(compared, terms.term_months, terms.currency, visit)
    if own is None or own.amount_minor == amount.amount_minor:
        demand = phrases.rate(terms.demand_rate_percent, visit)
        return worth(money, words("worth-bound", term=phrases.term(terms.term_months, visit), demand=demand))
    left_minor = campaign.remaining_minor + own.amount_minor - amount.amount_minor
    if not left_minor:
        return worth(money, words("worth-then-full"))
    return worth(money, then_lacks(campaign, left_minor, visit))


def insured_lines(exposure: Exposure | None, currency: str, visit: Visit) -> Iterator[Markup]:
    """Said only to whom it concerns: whoever comes near to the insured cap, or over it."""
    if exposure is None or not exposure.near():
        return
    facts = {
        "total": phrases.amount(exposure.total_minor, currency, visit),
        "insured": phrases.amount(exposure.cap_minor, currency, visit),
    }
    if exposure.uncovered_minor:
        uncovered = phrases.amount(exposure.uncovered_minor, currency, visit)
        yield visit.words("pledging-review-over-insured", **facts, uncovered=uncovered)
    else:
        yield visit.words("pledging-review-near-insured", **facts)


def terms_lines(terms: Terms, insured_cap_minor: int | None, visit: Visit) -> Iterator[Markup]:
    """The terms in full, and the digest of what one agrees to by confirming; the cap is the product's."""
    yield from disclosure_lines(terms, insured_cap_minor, visit.words, visit.now().day)
    yield visit.words("pledging-terms-digest", digest=Markup(terms.digest[:_DIGEST_SHOWN]))


def _rows(
    draft: PledgeDraft, view: CampaignView, choices: Sequence[AccountChoice], visit: Visit
) -> Iterator[Row]:
    words, nonce, campaign_id = visit.words, draft.nonce, draft.campaign_id
    assert draft.amount is not None
    amount = phrases.amount(draft.amount.amount_minor, view.campaign.terms.currency, visit)
    confirm = ReviewTap(campaign_id=campaign_id, nonce=nonce, action=ReviewAction.CONFIRM)
    yield [tap(words.plain("pledging-button-confirm", amount=amount), confirm, SUCCESS)]
    others = [choice for choice in choices if choice.fits and choice.view.account.id != draft.account_id]
    for other in others[:_OTHERS_SHOWN]:
        data = PledgeAccountTap(nonce=nonce, account_id=other.view.account.id)
        yield [use_instead_button(other.view, data, visit)]
    yield [back_button(draft, visit)]
