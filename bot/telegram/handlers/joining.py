"""Joining: the campaign that a link, a QR code or a short code leads to. Wrong and foreign ones are answered alike."""

import re
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message, Update

from bot.links import read_join_payload
from bot.locales import Markup
from bot.telegram.callbacks import GoTo, Place
from bot.telegram.drafts import DraftKind, give_up, new_draft, on_typed
from bot.telegram.refusals import refusal_text
from bot.telegram.render.ways import with_way_on
from bot.telegram.screens import Screen, show
from bot.telegram.send_card import send_card
from bot.telegram.visit import Visit
from core.commands import FollowLink, LookUpShortCode
from core.domain.errors import CampaignUnknown
from core.domain.ids import SHORT_CODE_SYMBOLS, CampaignId, IntentId, read_short_code
from core.views import Draft

_CODE = "code"


class LooksLikeCode(Filter):
    """Lets a text through, and hands over `code`, if it is as long as a short code, rightly typed or not."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        text = message.text or ""
        symbols = re.sub(r"[\s-]", "", text)
        return {"code": text} if re.fullmatch(rf"[0-9A-Za-z]{{{SHORT_CODE_SYMBOLS}}}", symbols) else False


class MeantAsCode(LooksLikeCode):
    """The same where nobody asked for one: an ordinary word has letters alone, and not all of them capitals.

    A right code is let through however it is written.
    """

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        text = message.text or ""
        meant = re.search(r"[\d-]", text) or text.isupper() or read_short_code(text) is not None
        return await super().__call__(message) if meant else False


def create_router() -> Router:
    """The router of this topic."""
    router = Router(name="joining")
    router.message.register(_join, Command("join"))
    router.callback_query.register(_ask_code, GoTo.filter(F.place == Place.JOIN))
    on_typed(router, DraftKind.JOINING, _type_code, LooksLikeCode())
    router.message.register(_type_code, MeantAsCode())
    on_typed(router, DraftKind.JOINING, _ask_code)
    return router


async def open_link(message: Message, payload: str, visit: Visit, update: Update) -> None:
    """Show the card of the campaign whose link carries this payload."""
    await _open(message, await by_link(payload, visit, update), visit)


async def by_link(payload: str, visit: Visit, update: Update) -> CampaignId | Screen:
    """The campaign whose link carries this payload, or what is said instead.

    Links that lead nowhere count toward a limit.
    """
    followed = await visit.ask(
        FollowLink(
            intent=IntentId(f"link:{visit.participant.id}:{update.update_id}"),
            actor=visit.actor,
            link_token=read_join_payload(payload) or "",
        )
    )
    if not followed.allowed:
        return with_way_on(visit.words("pledging-link-too-often"), visit)
    if followed.shut is not None:
        return with_way_on(visit.words("joining-shut", why=followed.shut), visit)
    return followed.campaign_id or with_way_on(refusal_text(CampaignUnknown(), visit), visit)


async def by_code(code: str, visit: Visit, update: Update) -> CampaignId | Screen:
    """The campaign of a short code, or what is said instead; each look-up counts toward a limit."""
    found = await visit.ask(
        LookUpShortCode(
            intent=IntentId(f"join:{visit.participant.id}:{update.update_id}"),
            actor=visit.actor,
            short_code=code,
        )
    )
    if found.campaign_id is not None:
        return found.campaign_id
    if not found.allowed:
        return with_way_on(visit.words("pledging-join-too-often"), visit)
    return with_way_on(refusal_text(CampaignUnknown(), visit), visit)


async def _open(message: Message, found: CampaignId | Screen, visit: Visit) -> None:
    if isinstance(found, Screen):
        await show(visit, message, found)
    else:
        await send_card(visit, message, found)


async def _join(message: Message, command: CommandObject, visit: Visit, event_update: Update) -> None:
    if command.args:
        await look_up(message, command.args, visit, event_update)
    else:
        await _ask_code(message, visit)


async def _ask_code(event: Message | CallbackQuery, visit: Visit) -> None:
    await visit.drafts.save(new_draft(visit, DraftKind.JOINING, _CODE))
    await show(visit, event, _question(visit), fresh=True)


async def ask_again(message: Message, visit: Visit, _draft: Draft, note: Markup) -> None:
    """The question once more, under a note."""
    await show(visit, message, _question(visit, note))


def _question(visit: Visit, note: Markup | None = None) -> Screen:
    asked = visit.words("pledging-join-ask")
    return with_way_on(Markup(f"{note}\n\n{asked}") if note else asked, visit)


async def _type_code(message: Message, code: str, visit: Visit, event_update: Update) -> None:
    if await look_up(message, code, visit, event_update):
        await give_up(visit, DraftKind.JOINING)


async def look_up(message: Message, code: str, visit: Visit, event_update: Update) -> bool:
    """Show the campaign of a short code; whether there is one."""
    found = await by_code(code, visit, event_update)
    await _open(message, found, visit)
    return not isinstance(found, Screen)
