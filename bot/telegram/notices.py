"""What others must hear, put into words when it is sent."""

from collections.abc import Sequence

from bot.locales import Markup, from_outside
from bot.locales.formatting import day, mask_account
from bot.telegram.admin_callbacks import ColleagueTap
from bot.telegram.admin_corrections import names_of_admins
from bot.telegram.alarm_screens import alarm_screen
from bot.telegram.callbacks import CardAction
from bot.telegram.keyboards import PRIMARY, Row, keyboard, tap
from bot.telegram.maturity_notices import maturity_lines, maturity_rows
from bot.telegram.refusals import conditions_text
from bot.telegram.render import phrases
from bot.telegram.render.admin.corrections import correction_screen
from bot.telegram.render.admin.entries import signed
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import card_button, place_rows, pledge_rows
from bot.telegram.render.certificate import certificate_screen
from bot.telegram.render.reminding import reminder_screen, ways_out
from bot.telegram.render.share import share_button
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.transfer_notices import buy_rows, transfer_line, transfer_rows
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign, CampaignState
from core.domain.notice import (
    ApproverNominated,
    BankUnreachable,
    CampaignNotice,
    ChainBroken,
    ChangeRejected,
    CodeIssued,
    CorrectionDecided,
    CorrectionProposed,
    DepositCorrected,
    EndpointDisabled,
    InvitedToPool,
    MaturityAhead,
    MismatchesFound,
    MoneyCorrected,
    NoLongerInvited,
    Notice,
    OfferUntaken,
    OrderContradicted,
    OrdersInQuestion,
    OrganiserChanged,
    OutboxStuck,
    OwnPoolSettled,
    PaidOut,
    PayoutWaiting,
    PlaceOffered,
    PlacePassedOn,
    PledgeDropped,
    PledgeHeld,
    PledgeRejected,
    PoolCancelled,
    PoolDeclined,
    PoolExpired,
    PoolReminder,
    PoolReopened,
    PoolSettled,
    PurchaseRejected,
    RateLowered,
    RepairAwaited,
    RepairNeeded,
    RoleChanged,
    ShareBought,
    ShareForSale,
    ShareRenewed,
    ShareSold,
    UpdateSetAside,
    WaitingEnded,
    WithdrawalDeclined,
)
from core.views import CampaignView

BankAnswer = (
    PoolDeclined | PledgeHeld | PledgeRejected | ChangeRejected | WithdrawalDeclined | PurchaseRejected
)


async def notice_screen(notice: Notice, visit: Visit) -> Screen | None:
    """The notice in its reader's words, None if by now there is nothing to say.

    A one-time code is none, it goes by the bank's own channel.
    """
    match notice:
        case CodeIssued():
            raise AssertionError("one-time codes are never sent by Telegram")
        case (
            OrdersInQuestion()
            | OrderContradicted()
            | MismatchesFound()
            | EndpointDisabled()
            | UpdateSetAside()
            | BankUnreachable()
            | ChainBroken()
            | OutboxStuck()
        ):
            return alarm_screen(notice, visit)
        case CorrectionProposed():
            return await _about_correction(notice, visit, visit.words("alarm-correction-proposed"))
        case CorrectionDecided():
            return await _about_correction(notice, visit, visit.words("alarm-correction-decided"))
        case ApproverNominated():
            return await _approver_nominated(notice, visit)
        case RoleChanged():
            return _role_changed(notice, visit)
        case MoneyCorrected():
            return await _money_corrected(notice, visit)
        case _:
            return await _about_campaign(notice, visit)


_CERTIFIED = {
    PoolSettled: "notice-settled",
    ShareRenewed: "notice-renewed",
    ShareBought: "notice-share-bought",
}


async def _certificate(notice: PoolSettled | ShareRenewed | ShareBought, visit: Visit) -> Screen:
    certificate = await visit.queries.certificate(notice.share_id)
    assert certificate is not None, "a share is never deleted"
    return await certificate_screen(certificate, visit, visit.words(_CERTIFIED[type(notice)]))


async def _about_campaign(notice: CampaignNotice, visit: Visit) -> Screen | None:
    view = await visit.queries.campaign(notice.campaign_id, visit.participant.id)
    assert view is not None, "a campaign is never deleted"
    match notice:
        case PoolSettled() | ShareRenewed() | ShareBought():
            return await _certificate(notice, visit)
        case RepairNeeded() | PlaceOffered():
            return _with_ways(notice, view, visit)
        case MaturityAhead() | PaidOut() | PayoutWaiting():
            lines = await maturity_lines(notice, view.campaign, visit)
            return _about(view.campaign, lines, await maturity_rows(notice, view.campaign, visit), visit)
        case ShareForSale() | OfferUntaken() | ShareSold():
            lines = [await transfer_line(notice, view, visit)]
            return _about(view.campaign, lines, transfer_rows(notice, view, visit), visit)
        case InvitedToPool() | NoLongerInvited() | PoolReminder():
            return _invited_or_not(notice, view, visit)
        case DepositCorrected():
            return _about(view.campaign, _deposit_corrected(notice, view.campaign, visit), [], visit)
        case (
            PoolDeclined()
            | PledgeHeld()
            | PledgeRejected()
            | ChangeRejected()
            | WithdrawalDeclined()
            | PurchaseRejected()
        ):
            lines = _lines_on_the_banks_answer(notice, view.campaign, visit)
            return _about(view.campaign, lines, _ways_after(notice, view, visit), visit)
        case _:
            return _about(view.campaign, [*_lines(notice, view.campaign, visit)], [], visit)


def _lines(
    notice: OwnPoolSettled
    | PoolExpired
    | PoolCancelled
    | RepairAwaited
    | PledgeDropped
    | PoolReopened
    | OrganiserChanged
    | PlacePassedOn
    | WaitingEnded
    | RateLowered,
    campaign: Campaign,
    visit: Visit,
) -> Sequence[Markup]:
    words, name = visit.words, campaign_name(campaign, visit)
    match notice:
        case OrganiserChanged() | PlacePassedOn() | WaitingEnded() | RateLowered():
            return [_line_on_places(notice, campaign, visit)]
        case OwnPoolSettled():
            return [_own_settled(campaign, visit)]
        case PoolExpired():
            return [words("notice-expired", campaign=name), *_released(notice, campaign, visit)]
        case PoolCancelled(by_admin=False):
            return [words("notice-cancelled", campaign=name), *_released(notice, campaign, visit)]
        case PoolCancelled():
            cancelled = words(
                "notice-cancelled-by-bank", campaign=name, reason=phrases.in_full(notice.reason)
            )
            return [cancelled, *_released(notice, campaign, visit)]
        case RepairAwaited():
            until = phrases.when(notice.mend_until, visit)
            return [words("notice-repair-awaited", campaign=name, until=until)]
        case PledgeDropped():
            return [words("notice-dropped", campaign=name), *_released(notice, campaign, visit)]
        case PoolReopened():
            return [_reopened(notice, campaign, visit)]


def _with_ways(notice: RepairNeeded | PlaceOffered, view: CampaignView, visit: Visit) -> Screen:
    """What the reader can do something about at once."""
    match notice:
        case RepairNeeded():
            return _repair_needed(notice, view, visit)
        case PlaceOffered():
            return _place_offered(notice, view, visit)


def _line_on_places(
    notice: OrganiserChanged | PlacePassedOn | WaitingEnded | RateLowered, campaign: Campaign, visit: Visit
) -> Markup:
    words, name = visit.words, campaign_name(campaign, visit)
    match notice:
        case OrganiserChanged():
            return words("notice-organiser-changed", campaign=name)
        case PlacePassedOn():
            return words("notice-place-passed-on", campaign=name)
        case WaitingEnded():
            return words("notice-waiting-ended", campaign=name)
        case RateLowered():
            rate = phrases.rate(notice.rate_percent, visit)
            since = day(notice.from_date, visit.locale)
            return words("notice-rate-lowered", campaign=name, rate=rate, since=since)


def _reopened(notice: PoolReopened, campaign: Campaign, visit: Visit) -> Markup:
    """That a place fell free, and who may take it: while somebody waits in line, nobody need be asked."""
    name, kept_until = campaign_name(campaign, visit), campaign.waiting.kept_until
    if kept_until is not None:
        return visit.words("notice-reopened-kept", campaign=name, until=phrases.when(kept_until, visit))
    return visit.words("notice-reopened", campaign=name, until=phrases.when(notice.closes_at, visit))


def _invited_or_not(
    notice: InvitedToPool | NoLongerInvited | PoolReminder, view: CampaignView, visit: Visit
) -> Screen | None:
    """An invitation leads to the campaign, which may be shut to who is invited no longer."""
    if isinstance(notice, PoolReminder):
        return reminder_screen(view, visit, by_organiser=notice.by_organiser)
    if isinstance(notice, NoLongerInvited):
        said = visit.words("notice-no-longer-invited", campaign=campaign_name(view.campaign, visit))
        return with_way_on(said, visit)
    look = card_button(visit.words.plain("card-button-show"), view.campaign.id, CardAction.INVITED)
    return Screen("\n\n".join(_invited(view, visit)), keyboard([look], *ways_out(view.campaign, visit)))


def _invited(view: CampaignView, visit: Visit) -> Sequence[Markup]:
    """By whom, to what, until when; what somebody calls themselves is escaped."""
    campaign, terms = view.campaign, view.campaign.terms
    invited = visit.words(
        "notice-invited",
        name=view.initiator_name,
        campaign=campaign_name(campaign, visit),
        rate=phrases.rate(terms.annual_rate_percent, visit),
    )
    if campaign.state is not CampaignState.OPEN:
        return [invited]
    return [invited, visit.words("notice-invited-until", until=phrases.when(campaign.closes_at, visit))]


def _lines_on_the_banks_answer(notice: BankAnswer, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    words, name, currency = visit.words, campaign_name(campaign, visit), campaign.terms.currency
    match notice:
        case PoolDeclined():
            return [words("notice-declined", campaign=name), *_released(notice, campaign, visit)]
        case PledgeHeld():
            amount = phrases.amount(notice.amount_minor, currency, visit)
            return [words("notice-held", campaign=name, amount=amount)]
        case PledgeRejected():
            why = conditions_text(notice.conditions, visit, currency)
            return [words("notice-rejected", campaign=name), why]
        case ChangeRejected():
            amount = phrases.amount(notice.amount_minor, currency, visit)
            why = conditions_text(notice.conditions, visit, currency)
            return [words("notice-change-rejected", campaign=name, amount=amount), why]
        case WithdrawalDeclined():
            return [words("notice-withdrawal-declined", campaign=name)]
        case PurchaseRejected():
            why = conditions_text(notice.conditions, visit, currency)
            return [words("notice-purchase-rejected", campaign=name), why]


def _ways_after(notice: BankAnswer, view: CampaignView, visit: Visit) -> Sequence[Row]:
    """To the share that stays, and to the one that can still be bought, perhaps from another account."""
    match notice:
        case WithdrawalDeclined(share_id=share_id):
            return [[share_button(share_id, visit)]]
        case PurchaseRejected(share_id=share_id):
            return buy_rows(share_id, view, visit)
        case _:
            return []


def _own_settled(campaign: Campaign, visit: Visit) -> Markup:
    terms = campaign.terms
    return visit.words(
        "notice-own-settled",
        target=phrases.amount(terms.target_minor, terms.currency, visit),
        term=phrases.term(terms.term_months, visit),
        rate=phrases.rate(terms.annual_rate_percent, visit),
    )


def _released(
    notice: PoolExpired | PoolCancelled | PoolDeclined | PledgeDropped, campaign: Campaign, visit: Visit
) -> Sequence[Markup]:
    """That money is free again; nothing to an initiator who had pledged none."""
    if not notice.released_minor:
        return []
    amount = phrases.amount(notice.released_minor, campaign.terms.currency, visit)
    return [visit.words("notice-released", amount=amount)]


def _repair_needed(notice: RepairNeeded, view: CampaignView, visit: Visit) -> Screen:
    """Why, until when, and buttons to put it right, unless that is over by the time this is sent."""
    campaign, pledge = view.campaign, view.own_pledge
    until = phrases.when(notice.mend_until, visit)
    needed = visit.words("notice-repair-needed", campaign=campaign_name(campaign, visit), until=until)
    why = conditions_text(notice.conditions, visit, campaign.terms.currency)
    rows = [] if pledge is None else list(pledge_rows(campaign, pledge, visit))
    return _about(campaign, [needed, why], rows, visit)


def _place_offered(notice: PlaceOffered, view: CampaignView, visit: Visit) -> Screen:
    """What is free, until when it is kept, and buttons to take it, unless that is over by the time this is sent."""
    campaign = view.campaign
    offered = visit.words(
        "notice-place-offered",
        campaign=campaign_name(campaign, visit),
        amount=phrases.amount(campaign.remaining_minor, campaign.terms.currency, visit),
        until=phrases.when(notice.kept_until, visit),
    )
    return _about(campaign, [offered], list(place_rows(view, visit)), visit)


async def _about_correction(
    notice: CorrectionProposed | CorrectionDecided, visit: Visit, said: Markup
) -> Screen:
    """To an admin: the correction as it is by now, with the buttons to decide it while it waits."""
    view = await visit.queries.correction(notice.correction_id)
    assert view is not None, "a correction is never deleted"
    names = await names_of_admins(view.correction, visit)
    return correction_screen(view, names, visit, said)


async def _approver_nominated(notice: ApproverNominated, visit: Visit) -> Screen:
    """To an approver: who is nominated, by name if they are known."""
    known = await visit.queries.recipient(notice.telegram_user_id)
    name = Markup(str(notice.telegram_user_id)) if known is None else from_outside(known.participant.name)
    look = tap(
        visit.words.plain("admin-button-nomination"),
        ColleagueTap(telegram_user_id=notice.telegram_user_id),
        PRIMARY,
    )
    return Screen(visit.words("alarm-approver-nominated", name=name), staff_keyboard(visit, (look,)))


def _role_changed(notice: RoleChanged, visit: Visit) -> Screen:
    """What they may do from now on, and why."""
    if notice.role is None:
        lines = [visit.words("notice-role-revoked")]
    else:
        lines = [visit.words("notice-role-granted", role=notice.role)]
    if notice.reason:
        lines.append(visit.words("notice-role-reason", reason=phrases.in_full(notice.reason)))
    return Screen("\n\n".join(lines))


async def _money_corrected(notice: MoneyCorrected, visit: Visit) -> Screen:
    account = await visit.queries.account(notice.account_id)
    assert account is not None, "an account is never deleted"
    amount = signed(notice.amount_minor, visit, notice.currency)
    number = mask_account(account.account.number)
    corrected = visit.words(
        "notice-corrected-held" if notice.held else "notice-corrected-available",
        account=number,
        amount=amount,
    )
    return with_way_on(Markup(f"{corrected}\n\n{_reason(notice, visit)}"), visit)


def _deposit_corrected(notice: DepositCorrected, campaign: Campaign, visit: Visit) -> Sequence[Markup]:
    amount = signed(notice.amount_minor, visit, campaign.terms.currency)
    name = campaign_name(campaign, visit)
    corrected = visit.words("notice-corrected-deposit", campaign=name, amount=amount)
    return [corrected, _reason(notice, visit)]


def _reason(notice: MoneyCorrected | DepositCorrected, visit: Visit) -> Markup:
    return visit.words("notice-corrected-reason", reason=phrases.in_full(notice.reason))


def _about(campaign: Campaign, lines: Sequence[Markup], rows: Sequence[Row], visit: Visit) -> Screen:
    show = card_button(visit.words.plain("card-button-show"), campaign.id, CardAction.SHOW)
    return Screen("\n\n".join(lines), keyboard(*rows, [show]))
