"""A campaign's card: one photo message that shows the pool as it is, to one viewer, with what they can do."""

from collections.abc import Iterator
from datetime import datetime

from bot.locales import Markup, from_outside
from bot.locales.formatting import day, duration_left, mask_account
from bot.pictures import CardPicture, CardState, draw_card
from bot.telegram.choices import amount_choices, takes_pledge_of, waitable
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.card_buttons import INVITING, SHARES_TOLD, card_keyboard
from bot.telegram.render.links import join_link
from bot.telegram.render.worth import amounts_money, pledge_worth, usual_money, worth
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.bank import LATE
from core.domain.campaign import Campaign, CampaignState, Terms
from core.domain.comparison import Verdict
from core.domain.ids import show_short_code
from core.domain.pledge import Pledge, PledgeState
from core.domain.privacy import SeenMember
from core.domain.product import RateTier
from core.usecases.ordering import BANK_DECLINED
from core.usecases.pooling import INITIATOR_CANCELLED
from core.views import AccountView, CampaignView

CAME_TO_NOTHING = frozenset({CampaignState.EXPIRED, CampaignState.CANCELLED})
NAMES_SHOWN = 6
_TIERS_TOLD = 2
"""The lowest rate and that of the target are said anyway."""
_CONDITIONS_SHOWN = 3  # a caption has room for 1,024 characters; the notice says them all

_AMOUNTS_COMPARED = 3
"""So many amounts fit into one line beside each other."""


def campaign_name(campaign: Campaign, visit: Visit) -> Markup:
    """`¥10,000 · 12 months`: campaigns have no other name."""
    target = phrases.amount(campaign.terms.target_minor, campaign.terms.currency, visit)
    return Markup(f"{target} · {phrases.term(campaign.terms.term_months, visit)}")


async def card_screen(view: CampaignView, visit: Visit) -> Screen:
    """The card as the viewer sees it now."""
    pledge = view.own_pledge
    account = None if pledge is None else await visit.queries.account(pledge.account_id)
    picture = await visit.easel.draw(draw_card, card_picture(view, visit))
    return Screen(card_caption(view, account, visit), card_keyboard(view, visit), picture)


def card_picture(view: CampaignView, visit: Visit) -> CardPicture:
    """What the picture shows; the QR and the code are there while somebody may still come in."""
    campaign, terms = view.campaign, view.campaign.terms
    # A QR invites whoever sees it, and here it would open for designated people only.
    sharing = campaign.state in INVITING and not campaign.designated_only
    return CardPicture(
        title=visit.words.plain("card-picture-title", term=phrases.term(terms.term_months, visit)),
        locale=visit.locale,
        currency=terms.currency,
        target_minor=terms.target_minor,
        pledged_minor=campaign.pledged_minor,
        checking_minor=_own_checking_minor(view.own_pledge),
        annual_rate_percent=terms.annual_rate_percent,
        alone_rate_percent=terms.rate_alone_percent(_own_minor(view)),
        member_names=view.member_names,
        member_count=campaign.member_count,
        seats=terms.seats_for_everybody,
        state=CardState(campaign.state.value),
        closes_text=_closes(view, visit),
        link=join_link(campaign, visit) if sharing else None,
        short_code=show_short_code(campaign.short_code) if sharing else None,
        bot_username=visit.bot_username,
        tiers=tuple((tier.from_minor, tier.annual_rate_percent) for tier in terms.rates.tiers),
    )


def _own_checking_minor(pledge: Pledge | None) -> int:
    """The viewer's own amount alone: what others have pledged is not told, nor shown while it is being checked."""
    return pledge.counted_minor if pledge is not None and pledge.state is PledgeState.RESERVED else 0


def _closes(view: CampaignView, visit: Visit) -> str:
    campaign = view.campaign
    match campaign.state:
        case CampaignState.OPEN:
            return _left_until(campaign.closes_at, visit)
        case CampaignState.REPAIRING if campaign.mend_until is not None:
            return phrases.told_at(campaign.mend_until, visit)
        case CampaignState.SETTLED if view.deposit is not None:
            matures = day(view.deposit.maturity_date, visit.locale)
            return visit.words.plain("card-picture-matures", date=matures)
        case _:
            return ""


def _left_until(at: datetime, visit: Visit) -> str:
    """How long there is, and until when; there is no room to say by whose clock, where it is not the bank's."""
    left = duration_left(at - visit.now().at, visit.locale)
    return left if visit.own_zone.key != visit.zone.key else f"{left} · {phrases.told_at(at, visit)}"


# The caption


def card_caption(view: CampaignView, account: AccountView | None, visit: Visit) -> Markup:
    """The words under the picture; `account` is the one the viewer pledged from."""
    facts = [line for line in _facts(view, visit) if line]
    own = _shares(view, visit) or _own(view, account, visit)
    is_open = view.campaign.state is CampaignState.OPEN
    said = (own, _situation(view, visit), None if is_open else _waiting(view, visit))
    situation = [line for line in said if line]
    return Markup("\n".join(facts) + "\n\n" + "\n\n".join(situation))


def _facts(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    words, campaign = visit.words, view.campaign
    yield headline(campaign, visit)
    yield from opened_by(view, visit)
    yield progress(campaign, visit)
    if campaign.member_count or campaign.state not in CAME_TO_NOTHING:
        yield people(view, visit)
    yield from seats_and_rates(view, visit)
    if campaign.state in CAME_TO_NOTHING:
        return
    if campaign.checking_count and visit.participant.id in campaign.organiser_in_chat:
        yield words("card-checking", count=campaign.checking_count)
    if campaign.state is CampaignState.OPEN:
        left = duration_left(campaign.closes_at - visit.now().at, visit.locale)
        yield words("card-deadline", deadline=phrases.when(campaign.closes_at, visit), left=left)
    if campaign.designated_only:
        yield words("card-by-invitation")
    elif campaign.state in INVITING:
        yield words("card-code", code=Markup(show_short_code(campaign.short_code)))


def opened_by(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    """Who opened it and who organises it now, as far as they are named: not in all groups, and people are erased."""
    words = visit.words
    if view.initiator_name and view.organiser_name:
        yield words("card-organiser", name=view.initiator_name, organiser=view.organiser_name)
    elif view.initiator_name:
        yield words("card-initiator", name=view.initiator_name)
    elif view.organiser_name:
        yield words("shared-organiser", organiser=view.organiser_name)


def headline(campaign: Campaign, visit: Visit) -> Markup:
    """What is saved together, for how long, and at which rate."""
    terms = campaign.terms
    return visit.words(
        "card-headline",
        target=phrases.amount(terms.target_minor, terms.currency, visit),
        term=phrases.term(terms.term_months, visit),
        rate=phrases.rate(terms.annual_rate_percent, visit),
    )


def progress(campaign: Campaign, visit: Visit) -> Markup:
    """What is pledged, and what is still missing."""
    currency = campaign.terms.currency
    pledged = phrases.amount(campaign.pledged_minor, currency, visit)
    if campaign.state in CAME_TO_NOTHING:  # by then nothing is pledged any more, and it was more than that
        target = phrases.amount(campaign.terms.target_minor, currency, visit)
        return visit.words("card-progress-over", target=target)
    if not campaign.remaining_minor:
        return visit.words("card-progress-full", pledged=pledged)
    remaining = phrases.amount(campaign.remaining_minor, currency, visit)
    return visit.words("card-progress", pledged=pledged, remaining=remaining)


def people(view: CampaignView, visit: Visit) -> Markup:
    """Who lets themselves be named, in the order they joined, with the amount of who lets that be seen; and a count."""
    words, count = visit.words, view.campaign.member_count
    shown = [_member(member, view.campaign, visit) for member in view.members[:NAMES_SHOWN]]
    if not shown:
        return words("shared-people", count=count)
    names = Markup(words.plain("card-names-join").join(shown))
    if count > len(shown):
        names = words("card-people-more", names=names, count=count - len(shown))
    return words("card-people", count=count, names=names)


def _member(member: SeenMember, campaign: Campaign, visit: Visit) -> Markup:
    name = from_outside(member.name)
    if member.amount_minor is None or campaign.deposit_id is not None:  # by then shares say who owns what
        return name
    amount = phrases.amount(member.amount_minor, campaign.terms.currency, visit)
    return visit.words("card-member-amount", name=name, amount=amount)


def seats_and_rates(view: CampaignView, visit: Visit) -> Iterator[Markup]:
    """The seats, and the rates on the way to the target: the picture shows them in every state.

    Where seats are one way to join among others, how many are taken matters only while one can join.
    """
    campaign, terms = view.campaign, view.campaign.terms
    if terms.seats_for_everybody or (terms.seat_amounts_minor and campaign.state is CampaignState.OPEN):
        seats = len(terms.seat_amounts_minor)
        yield visit.words("card-seats", taken=campaign.taken_seats.bit_count(), seats=seats)
    reached = [tier for tier in terms.rates.tiers if tier.from_minor <= terms.target_minor]
    if len(reached) > _TIERS_TOLD or (reached and reached[-1].from_minor < terms.target_minor):
        yield visit.words(
            "card-tiers", tiers=Markup(" · ".join(_tier(tier, terms, visit) for tier in reached))
        )
    else:
        alone_percent = terms.rate_alone_percent(_own_minor(view))
        yield visit.words("card-alone", rate=phrases.rate(alone_percent, visit))


def _tier(tier: RateTier, terms: Terms, visit: Visit) -> Markup:
    rate = phrases.rate(tier.annual_rate_percent, visit)
    return visit.words(
        "picture-tier", rate=rate, amount=phrases.amount(tier.from_minor, terms.currency, visit)
    )


def _own_minor(view: CampaignView) -> int:
    """What the viewer saves, or would at the least."""
    return view.own_pledge.amount_minor if view.own_pledge else view.campaign.terms.member_minimum_minor


def _own(view: CampaignView, account: AccountView | None, visit: Visit) -> Markup | None:
    """The viewer's own pledge, and what has become of it."""
    pledge, campaign = view.own_pledge, view.campaign
    if pledge is None or account is None:
        return None
    words, currency = visit.words, campaign.terms.currency
    amount, masked = (
        phrases.amount(pledge.amount_minor, currency, visit),
        mask_account(account.account.number),
    )
    if pledge.ailing and campaign.mend_until is not None:
        until = phrases.when(campaign.mend_until, visit)
        ails = words("card-own-ailing", amount=amount, account=masked, until=until)
        return Markup(f"{ails}\n{conditions_text(pledge.ailing[:_CONDITIONS_SHOWN], visit, currency)}")
    if pledge.state is PledgeState.RESERVED:
        return _being_checked(pledge, amount, masked, currency, visit)
    if campaign.state in INVITING:
        return words("card-own-held", amount=amount, account=masked)
    return words("card-own-fixed", amount=amount, account=masked)


def _shares(view: CampaignView, visit: Visit) -> Markup | None:
    """What the viewer has of the deposit now; what became of it, if that is nothing any more."""
    words, currency = visit.words, view.campaign.terms.currency
    lines = [
        words(
            "card-share",
            principal=phrases.amount(share.principal_minor, currency, visit),
            number=Markup(share.certificate_number),
        )
        for share in view.active_shares[:SHARES_TOLD]
    ]
    if len(view.active_shares) > SHARES_TOLD:
        lines.append(words("picture-portfolio-more", count=len(view.active_shares) - SHARES_TOLD))
    if not lines and view.own_shares:
        lines = [words(f"share-state-{view.own_shares[-1].state.replace('_', '-')}")]
    return Markup("\n".join(lines)) if lines else None


def _being_checked(pledge: Pledge, amount: Markup, account: Markup, currency: str, visit: Visit) -> Markup:
    """What the bank has still to answer, and what is so until then."""
    if pledge.prior is None:
        return visit.words("card-own-checking", amount=amount, account=account)
    before = phrases.amount(pledge.prior.amount.amount_minor, currency, visit)
    return visit.words("card-own-change-checking", amount=amount, account=account, before=before)


def _situation(view: CampaignView, visit: Visit) -> Markup | None:
    """What the campaign's state means for the viewer."""
    if view.campaign.state is CampaignState.OPEN:
        return _invitation(view, visit)
    # Whose account it is, and why, only that person is told; their own part of the caption says it.
    ailing = view.own_pledge is not None and bool(view.own_pledge.ailing)
    return None if ailing else standing(view, visit)


def standing(view: CampaignView, visit: Visit) -> Markup | None:
    """What everybody may know of how a campaign stands that is open no more."""
    words, campaign = visit.words, view.campaign
    match campaign.state:
        case CampaignState.FUNDED if campaign.checking_count:
            return words("card-state-checking")
        case CampaignState.FUNDED if campaign.paused or view.waits_with_all:
            return words("card-state-paused" if campaign.paused else "card-state-standstill")
        case CampaignState.FUNDED | CampaignState.SETTLING:
            return words("card-state-full-late" if _takes_long(campaign, visit) else "card-state-full")
        case CampaignState.REPAIRING if campaign.mend_until is not None:
            return words("card-state-repairing", until=phrases.when(campaign.mend_until, visit))
        case CampaignState.SETTLED:
            return _settlement(view, visit)
        case CampaignState.EXPIRED:
            return words("card-state-expired")
        case CampaignState.CANCELLED:
            return _cancellation(campaign, visit)
    return None


def _takes_long(campaign: Campaign, visit: Visit) -> bool:
    """Whether the bank should have said by now that it has opened the deposit."""
    if campaign.state is not CampaignState.SETTLING or campaign.funded_at is None:
        return False
    return visit.now().at - campaign.funded_at >= LATE


def _settlement(view: CampaignView, visit: Visit) -> Markup | None:
    if view.deposit is None:
        return None
    value_date = day(view.deposit.value_date, visit.locale)
    maturity_date = day(view.deposit.maturity_date, visit.locale)
    return visit.words("card-state-settled", value_date=value_date, maturity_date=maturity_date)


def _cancellation(campaign: Campaign, visit: Visit) -> Markup:
    if campaign.ended_reason in (None, INITIATOR_CANCELLED):
        return visit.words("card-state-cancelled")
    if campaign.ended_reason == BANK_DECLINED:
        return visit.words("card-state-declined")
    return visit.words("card-state-cancelled-by-bank", reason=phrases.in_full(campaign.ended_reason or ""))


def _invitation(view: CampaignView, visit: Visit) -> Markup | None:
    """What an open campaign is worth to the viewer, and on what that depends."""
    words, campaign = visit.words, view.campaign
    if visit.now().at >= campaign.closes_at:
        return words("card-state-paused" if campaign.paused else "card-hint-closed")
    if view.own_pledge is not None:
        return _means_to_you(view, view.own_pledge, visit)
    amounts = amount_choices(campaign).amounts
    free = amounts and takes_pledge_of(campaign, visit.participant.id, visit.now())
    shown = sorted(amounts, key=lambda each: each.amount_minor)[:_AMOUNTS_COMPARED]
    money = amounts_money(view, shown, visit) if free else usual_money(view, visit)
    return worth(money, _how_to_come_in(view, visit))


def _how_to_come_in(view: CampaignView, visit: Visit) -> Markup:
    """What stands between the viewer and a place, or that nothing does."""
    campaign, words = view.campaign, visit.words
    in_line = _in_line(view, visit)
    if in_line is not None:
        return in_line
    if campaign.waiting.kept_until is not None:
        return _kept_place(campaign, campaign.waiting.kept_until, visit)
    if not amount_choices(campaign).amounts:
        return words("card-hint-places-taken")
    return words("card-hint-declined" if view.declined else "card-hint-join")


def _means_to_you(view: CampaignView, own: Pledge, visit: Visit) -> Markup | None:
    """What the target means for who is in, as far as it is known today; None where alone would be as good."""
    campaign, terms = view.campaign, view.campaign.terms
    compared = pledge_worth(view, own.amount_minor, visit)
    if compared.verdict is not Verdict.MORE or not campaign.remaining_minor:
        return None
    return visit.words(
        "card-means-to-you",
        remaining=phrases.amount(campaign.remaining_minor, terms.currency, visit),
        rate=phrases.rate(compared.rate_percent, visit),
        gain=phrases.amount(compared.gain_minor, terms.currency, visit),
    )


def _kept_place(campaign: Campaign, kept_until: datetime, visit: Visit) -> Markup:
    """For whom the free place is kept, and until when; who that is only they are told."""
    until = phrases.when(kept_until, visit)
    if campaign.waiting.kept_for != visit.participant.id:
        return visit.words("card-place-kept", until=until)
    left = duration_left(kept_until - visit.now().at, visit.locale)
    return visit.words("card-place-yours", until=until, left=left)


def _waiting(view: CampaignView, visit: Visit) -> Markup | None:
    """What waiting is worth to who is not in, once the pool is full, and to who waits already."""
    now = visit.now()
    lasts = view.deposit is not None and view.deposit.lasts_on(now.day)
    outside = not view.active_shares if lasts else view.own_pledge is None
    if not lasts and not waitable(view.campaign, now):
        return _in_line(view, visit)
    in_line = _in_line(view, visit)
    if in_line is not None:
        return worth(usual_money(view, visit), in_line)
    return worth(usual_money(view, visit), visit.words("card-hint-wait")) if outside else None


def _in_line(view: CampaignView, visit: Visit) -> Markup | None:
    """The viewer's position on the waiting list, unless it is their turn."""
    waiting, viewer = view.campaign.waiting, visit.participant.id
    position = waiting.position(viewer)
    if position is None or waiting.kept_for == viewer:
        return None
    if view.deposit is not None:
        return visit.words("card-in-line-for-share", position=position, count=len(waiting.line))
    return visit.words("card-in-line", position=position, count=len(waiting.line))
