"""Asking for a statement of account: the periods, each in both forms, and a period that is typed."""

from collections.abc import Iterator
from datetime import date, timedelta

from babel.dates import format_skeleton

from bot.locales import Markup
from bot.locales.formatting import day
from bot.locales.reading import Period, WhyNotAPeriod
from bot.papers.forms import StatementForm
from bot.papers.statement import statement_paper, write_paper
from bot.telegram.callbacks import StatementDatesTap, StatementTap
from bot.telegram.documents import Document
from bot.telegram.keyboards import Row, keyboard, tap
from bot.telegram.render.me import back_to_me
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.ids import show_short_code
from core.views import CampaignView


def may_read_statement(view: CampaignView, visit: Visit) -> bool:
    """Whether the viewer organises the campaign, or has or had money in it."""
    inside = view.own_pledge is not None or bool(view.own_shares)
    return inside or visit.participant.id in view.campaign.organiser_in_chat


def statement_screen(campaign: Campaign | None, visit: Visit) -> Screen:
    """A row for each period, to read and for spreadsheets: of a campaign's deposit, or the participant's own."""
    today = visit.now().day
    rows = [_forms(name, first, last, campaign, visit) for name, first, last in _periods(today, visit)]
    dates = StatementDatesTap(campaign_id="" if campaign is None else campaign.id)
    if campaign is None:
        asked = visit.words("statement-ask")
    else:
        asked = visit.words("statement-ask-campaign", code=Markup(show_short_code(campaign.short_code)))
    back = [] if campaign is not None else [back_to_me(visit)]
    return Screen(asked, keyboard(*rows, [tap(visit.words.plain("statement-button-dates"), dates)], back))


def ask_dates_screen(visit: Visit) -> Screen:
    """The question for a period, with examples of this year."""
    today = visit.now().day
    first, last = today.replace(month=1, day=1), today
    example = Markup(f"{first} – {last}")
    return with_way_on(visit.words("statement-ask-dates", example=example, month=_month(today, visit)), visit)


def not_a_period_screen(why: WhyNotAPeriod, visit: Visit) -> Screen:
    """What is wrong with what was typed, and how to type it."""
    return with_way_on(not_a_period_words(why, visit), visit)


def not_a_period_words(why: WhyNotAPeriod, visit: Visit) -> Markup:
    """The same, wherever periods are typed."""
    today = visit.now().day
    example = Markup(f"{today.replace(month=1, day=1)} – {today}")
    return visit.words(f"statement-period-{why.replace('_', '-')}", example=example)


def typed_period_screen(period: Period, campaign: Campaign | None, visit: Visit) -> Screen:
    """What was understood, with a button for each form."""
    shown = visit.words(
        "statement-period-typed",
        first=day(period.first, visit.locale),
        last=day(period.last, visit.locale),
    )
    return Screen(shown, keyboard(_forms(None, period.first, period.last, campaign, visit)))


async def statement_file(
    campaign: Campaign | None, first: date | None, last: date, form: StatementForm, visit: Visit
) -> Document:
    """The participant's own statement, or that of a campaign's deposit, with nothing in it of one of its members."""
    now = visit.now()
    if campaign is None:
        source = await visit.queries.member_movements(visit.participant.id)
        whose, named = visit.participant.name, ""
    else:
        source = await visit.queries.deposit_movements(campaign.id)
        code = show_short_code(campaign.short_code)
        whose, named = visit.words.plain("statement-of-campaign", code=Markup(code)), f"-{code}"
    paper = statement_paper(source, whose, first, last, now.at, visit.zone, visit.locale)
    content = await visit.easel.write(lambda: write_paper(paper, form))
    shown = (day(paper.first, visit.locale), day(paper.last, visit.locale))
    if campaign is None:
        caption = visit.words("statement-file", first=shown[0], last=shown[1])
    else:
        caption = visit.words(
            "statement-file-campaign",
            code=Markup(show_short_code(campaign.short_code)),
            first=shown[0],
            last=shown[1],
        )
    return Document(f"hecun-statement{named}-{paper.first}-{paper.last}.{form}", content, caption)


def read_days(asked: StatementTap, today: date) -> tuple[date | None, date] | None:
    """The first and last day that a button asks for, the last no later than today; None if it was forged."""
    try:
        first = date.fromisoformat(asked.first) if asked.first else None
        last = min(date.fromisoformat(asked.last), today)
    except ValueError:
        return None
    return None if first is not None and first > last else (first, last)


def _periods(today: date, visit: Visit) -> Iterator[tuple[Markup, date | None, date]]:
    """This month and the last, this year and the last, and everything; None for from the beginning."""
    for last in (_end_of_month(today), today.replace(day=1) - timedelta(days=1)):
        yield _month(last, visit), last.replace(day=1), last
    for year in (today.year, today.year - 1):
        first = date(year, 1, 1)
        name = Markup(format_skeleton("y", first, locale=visit.locale.cldr))
        yield name, first, date(year, 12, 31)
    yield visit.words("statement-period-all"), None, date.max


def _end_of_month(day_of_it: date) -> date:
    return (day_of_it.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month(day_of_it: date, visit: Visit) -> Markup:
    return Markup(format_skeleton("yMMM", day_of_it, locale=visit.locale.cldr))


def _forms(
    name: Markup | None, first: date | None, last: date, campaign: Campaign | None, visit: Visit
) -> Row:
    """A button for each form of one period's statement."""
    return [
        tap(
            form.name
            if name is None
            else visit.words.plain("statement-button", period=name, form=Markup(form.name)),
            StatementTap(
                first="" if first is None else first.isoformat(),
                last=last.isoformat(),
                form=form,
                campaign_id="" if campaign is None else campaign.id,
            ),
        )
        for form in StatementForm
    ]
