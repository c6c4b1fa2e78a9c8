"""What a person reads before they commit money: in two lines, and in full below them.

`DISCLOSURE` in `bot.telegram.pledge_draft` is the version of these words; it changes with them.
"""

from collections.abc import Iterator, Sequence

from bot.disclosure import INSURED_MINOR, disclosure_lines
from bot.locales import Markup
from bot.locales.formatting import mask_account
from bot.telegram.callbacks import ReviewAction, ReviewTap
from bot.telegram.choices import AccountChoice
from bot.telegram.keyboards import SUCCESS, Row, keyboard, tap
from bot.telegram.pledge_draft import PledgeDraft
from bot.telegram.render import phrases
from bot.telegram.render.earnings import earnings
from bot.telegram.render.pledging import back_button, use_instead_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Terms
from core.domain.pledge import PledgeAmount
from core.views import AccountView, CampaignView

_DIGEST_SHOWN = 8
_OTHERS_SHOWN = 3


def review_screen(
    draft: PledgeDraft,
    view: CampaignView,
    choices: Sequence[AccountChoice],
    saved_minor: int,
    visit: Visit,
) -> Screen:
    """The review of a draft with an amount and an account; `saved_minor` is what the person has at the bank in all."""
    assert draft.amount is not None
    chosen = next(choice for choice in choices if choice.view.account.id == draft.account_id)
    lines = [
        _title(draft.amount, view, visit),
        _hold(draft.amount, chosen.view, view, visit),
        _earn(draft.amount, view.campaign.terms, visit),
        *_over_insured(saved_minor, view.campaign.terms.currency, visit),
    ]
    full = "\n".join(terms_lines(view.campaign.terms, visit))
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


def _earn(amount: PledgeAmount, terms: Terms, visit: Visit) -> Markup:
    words, earned = visit.words, earnings(terms, amount.amount_minor, visit.now().day)
    interest = phrases.amount(earned.together_minor, terms.currency, visit)
    term = phrases.term(terms.term_months, visit)
    alone = phrases.rate(earned.alone_rate_percent, visit)
    if earned.gain_minor <= 0:
        return words("pledging-review-earn-same", interest=interest, term=term, alone=alone)
    more = phrases.amount(earned.gain_minor, terms.currency, visit)
    return words("pledging-review-earn", interest=interest, term=term, alone=alone, more=more)


def _over_insured(saved_minor: int, currency: str, visit: Visit) -> Iterator[Markup]:
    """Said only to whom it concerns: a pledge moves money inside the bank, so what they have in all stays the same."""
    insured_minor = INSURED_MINOR.get(currency)
    if insured_minor is not None and saved_minor > insured_minor:
        total = phrases.amount(saved_minor, currency, visit)
        insured = phrases.amount(insured_minor, currency, visit)
        yield visit.words("pledging-review-over-insured", total=total, insured=insured)


def terms_lines(terms: Terms, visit: Visit) -> Iterator[Markup]:
    """The terms in full, and the digest of what one agrees to by confirming."""
    yield from disclosure_lines(terms, visit.words, visit.now().day)
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
        yield [use_instead_button(nonce, other.view, visit)]
    yield [back_button(draft, visit)]
