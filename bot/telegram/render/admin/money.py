"""What was held and deposited, day by day: a picture, and in its caption the same in words."""

from collections.abc import Callable, Sequence

from bot.locales import Markup
from bot.locales.formatting import day
from bot.pictures import MoneyPicture, draw_money
from bot.telegram.admin_callbacks import AdminGo, AdminPlace
from bot.telegram.keyboards import keyboard, tap
from bot.telegram.refusals import HOUSE_CURRENCY
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.views import MoneyOn

DAYS_SHOWN = 30


async def money_screen(days: Sequence[MoneyOn], visit: Visit) -> Screen:
    """The picture of these days, oldest first, told in words too: first, last and most."""
    picture = MoneyPicture(
        currency=HOUSE_CURRENCY,
        locale=visit.locale,
        since=days[0].day,
        until=days[-1].day,
        held_minor=tuple(each.held_minor for each in days),
        deposited_minor=tuple(each.deposited_minor for each in days),
    )
    lines = (
        visit.words("admin-money-by-day", since=day(days[0].day, visit.locale), count=len(days)),
        visit.words("admin-money-held", **_told(days, lambda each: each.held_minor, visit)),
        visit.words("admin-money-deposited", **_told(days, lambda each: each.deposited_minor, visit)),
    )
    refresh = tap(visit.words.plain("admin-button-refresh"), AdminGo(place=AdminPlace.MONEY))
    drawn = await visit.easel.draw(draw_money, picture)
    return Screen("\n".join(lines), keyboard((refresh, overview_button(visit))), drawn)


def _told(days: Sequence[MoneyOn], of: Callable[[MoneyOn], int], visit: Visit) -> dict[str, Markup]:
    def amount(amount_minor: int) -> Markup:
        return phrases.amount(amount_minor, HOUSE_CURRENCY, visit)

    most = max(days, key=of)
    return {
        "first": amount(of(days[0])),
        "last": amount(of(days[-1])),
        "most": amount(of(most)),
        "most_day": day(most.day, visit.locale),
    }
