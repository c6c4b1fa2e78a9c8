"""The admins' first screen: the figures of this deployment, and where to go from here."""

from collections.abc import Iterator

from bot.locales import Markup
from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.keyboards import DANGER, PRIMARY, columns, tap
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.settlement import paused_block
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.campaign import CampaignState
from core.views import Figures, Overview, Recently


def overview_screen(overview: Overview, figures: Figures, visit: Visit) -> Screen:
    """The figures, what needs a look marked, and the ways to everything else."""
    words = visit.words
    held, deposited = (
        phrases.amount(amount_minor, HOUSE_CURRENCY, visit)
        for amount_minor in (overview.held_minor, overview.deposited_minor)
    )
    lines = [
        words("admin-title"),
        *filter(None, [paused_block(overview.standstill, visit)]),
        _campaigns(overview, visit),
        words("admin-people", participants=overview.participants, accounts=overview.linked_accounts),
        words("admin-out-of-reach", count=overview.out_of_reach),
        words("admin-money", held=held, deposited=deposited, count=overview.deposits),
        Markup(""),
        *(_recently(each, visit) for each in figures.recently),
        *(_maturing(each, visit) for each in figures.recently),
        Markup(""),
        words("admin-orders-waiting", count=figures.orders_unknown),
        *_more_to_look_at(figures, visit),
        words("admin-notices", waiting=overview.notices_waiting, failed=overview.notices_failed),
        words("admin-set-aside", count=overview.updates_set_aside),
        reconciled_line(overview, visit),
    ]
    find = [
        tap(words.plain("admin-button-find-campaign"), AdminGo(place=AdminPlace.FIND_CAMPAIGN), PRIMARY),
        tap(
            words.plain("admin-button-find-participant"), AdminGo(place=AdminPlace.FIND_PARTICIPANT), PRIMARY
        ),
        tap(words.plain("admin-button-find-account"), AdminGo(place=AdminPlace.FIND_ACCOUNT), PRIMARY),
    ]
    corrections = tap(words.plain("admin-button-corrections"), AdminGo(place=AdminPlace.CORRECTIONS), DANGER)
    differences = AdminGo(place=AdminPlace.MISMATCHES)
    rest = [
        *([corrections] if figures.corrections_waiting else []),
        tap(words.plain("admin-button-products"), AdminGo(place=AdminPlace.PRODUCTS)),
        tap(words.plain("admin-button-partners"), AdminGo(place=AdminPlace.PARTNERS)),
        tap(words.plain("admin-button-trail"), AdminGo(place=AdminPlace.TRAIL)),
        tap(words.plain("admin-button-exports"), AdminGo(place=AdminPlace.EXPORTS)),
        tap(words.plain("admin-button-mismatches"), differences, DANGER if overview.mismatches else None),
        tap(
            words.plain("admin-button-orders"),
            AdminGo(place=AdminPlace.ORDERS),
            DANGER if figures.orders_unknown else None,
        ),
        tap(
            words.plain("admin-button-deliveries"),
            AdminGo(place=AdminPlace.DELIVERIES),
            DANGER if overview.updates_set_aside else None,
        ),
        tap(words.plain("admin-button-money"), AdminGo(place=AdminPlace.MONEY)),
        tap(
            words.plain("admin-button-settlement"),
            AdminGo(place=AdminPlace.SETTLEMENT),
            DANGER if overview.standstill.paused_at else None,
        ),
        tap(words.plain("admin-button-staff"), AdminGo(place=AdminPlace.STAFF)),
        tap(words.plain("admin-button-refresh"), AdminGo(place=AdminPlace.OVERVIEW)),
    ]
    return Screen("\n".join(lines), staff_keyboard(visit, *columns(find, 1), *columns(rest, 2)))


def _recently(recently: Recently, visit: Visit) -> Markup:
    return visit.words(
        "admin-recently",
        days=recently.days,
        count=recently.pledges,
        amount=phrases.amount(recently.pledged_minor, HOUSE_CURRENCY, visit),
        newcomers=recently.newcomers,
    )


def _maturing(recently: Recently, visit: Visit) -> Markup:
    amount = phrases.amount(recently.maturing_minor, HOUSE_CURRENCY, visit)
    return visit.words("admin-maturing", days=recently.days, count=recently.maturing, amount=amount)


def _more_to_look_at(figures: Figures, visit: Visit) -> Iterator[Markup]:
    """What is told only when there is any of it."""
    if figures.chain_broken_at is not None:
        yield visit.words("admin-chain-broken", sequence=figures.chain_broken_at)
    if figures.endpoints_failing:
        yield visit.words("admin-endpoints-failing", count=figures.endpoints_failing)
    if figures.corrections_waiting:
        yield visit.words("admin-corrections-waiting", count=figures.corrections_waiting)


def _campaigns(overview: Overview, visit: Visit) -> Markup:
    """How many campaigns there are in each state that has any, in the order of a campaign's life."""
    counts = dict(overview.campaigns_by_state)
    states = [
        visit.words("admin-campaigns-in-state", state=state_words(state, visit), count=counts[state])
        for state in CampaignState
        if state in counts
    ]
    if not states:
        return visit.words("admin-campaigns-none")
    return visit.words("admin-campaigns", states=Markup(" · ".join(states)))


def state_words(state: CampaignState, visit: Visit) -> Markup:
    """A campaign's state in an admin's words."""
    return visit.words("admin-state", state=state)


def reconciled_line(overview: Overview, visit: Visit) -> Markup:
    """When the books were compared last, and how many mismatches stand."""
    if overview.reconciled_at is None:
        return visit.words("admin-reconciled-never")
    when = phrases.when(overview.reconciled_at, visit)
    return visit.words("admin-reconciled", count=overview.mismatches, when=when)
