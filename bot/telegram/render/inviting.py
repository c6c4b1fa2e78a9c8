"""Whom the organiser has designated, what has become of it, and the key with which more people are picked."""

from collections.abc import Iterator, Sequence

from bot.locales import Markup, from_outside
from bot.telegram.callbacks import CardAction, PeopleTap, RevokeSureTap, RevokeTap
from bot.telegram.choices import takes_pledges
from bot.telegram.keyboards import DANGER, Row, columns, keyboard, tap
from bot.telegram.paging import Page, page_buttons
from bot.telegram.picking import people_key
from bot.telegram.render import phrases
from bot.telegram.render.card import campaign_name
from bot.telegram.render.card_buttons import INVITING, card_button
from bot.telegram.screens import Screen
from bot.telegram.visit import Visit
from core.domain.campaign import Campaign
from core.domain.reminding import Turnout, turnout
from core.views import Circle, DesignationState, DesignationView, Draft

PICKED_AT_ONCE = 10
"""As many as Telegram lets somebody pick with one key."""
_PEOPLE_SHOWN = 10


def pick_screen(campaign: Campaign, draft: Draft, visit: Visit, note: Markup | None = None) -> Screen:
    """A key in place of the letter keys, with which people are picked."""
    words = visit.words
    title = words("inviting-title", campaign=campaign_name(campaign, visit))
    hint = words("inviting-hint-only" if campaign.designated_only else "inviting-hint")
    keys = people_key(words.plain("inviting-button-pick"), draft, PICKED_AT_ONCE)
    return Screen("\n\n".join(filter(None, (note, title, hint))), keys)


def people_screen(
    campaign: Campaign,
    people: Sequence[DesignationView],
    circle: Circle,
    page: int,
    visit: Visit,
    note: Markup | None = None,
) -> Screen:
    """What came of inviting people, and a page of the list, newest first; `note` says what was done just now.

    Who came by the link is counted, and not named. A page that is not there any more is the last there is.
    """
    words = visit.words
    shown = Page.of_all(list(enumerate(reversed(people), start=1)), page, _PEOPLE_SHOWN)
    title = words("inviting-title", campaign=campaign_name(campaign, visit))
    listed = "\n".join(
        words("inviting-person", number=number, name=_name(each), state=each.state)
        for number, each in shown.items
    )
    found = turnout(circle.invitees, visit.now().at)
    said = (note, title, listed or words("inviting-nobody-picked"), *_turnout_lines(found, circle, visit))
    text = "\n\n".join(filter(None, said))
    revoking = [
        tap(
            words.plain("inviting-button-revoke", number=number),
            RevokeTap(campaign_id=campaign.id, designation_id=each.designation.id),
        )
        for number, each in shown.items
    ]
    others = page_buttons(shown, lambda number: PeopleTap(campaign_id=campaign.id, page=number), visit)
    more = card_button(words.plain("inviting-button-pick"), campaign.id, CardAction.PICK)
    card = card_button(words.plain("card-button-show"), campaign.id, CardAction.SHOW)
    picking = [more] if campaign.state in INVITING else []
    reminding = _remind_button(campaign, len(found.remindable), visit)
    return Screen(text, keyboard(*columns(revoking, 5), others, reminding, picking, [card]))


def _turnout_lines(found: Turnout, circle: Circle, visit: Visit) -> Iterator[Markup]:
    """In numbers; the members whom the bot cannot write to by name, and when people can be reminded again."""
    yield visit.words(
        "inviting-turnout",
        looked=found.looked,
        pledged=found.pledged,
        declined=found.declined,
        unreachable=found.out_of_reach,
    )
    if circle.members_out_of_reach:
        seen = [from_outside(name) for name in circle.members_out_of_reach if name]
        names = Markup(visit.words.plain("card-names-join").join(seen[:_PEOPLE_SHOWN]))
        more = len(circle.members_out_of_reach) - len(seen[:_PEOPLE_SHOWN])
        yield visit.words("inviting-members-unreachable", named=len(seen), names=names, count=more)
    if found.again_at is not None:
        yield visit.words("inviting-remind-again", at=phrases.when(found.again_at, visit))


def _remind_button(campaign: Campaign, count: int, visit: Visit) -> Row:
    if not count or not takes_pledges(campaign, visit.now()):
        return []
    text = visit.words.plain("inviting-button-remind", count=count)
    return [card_button(text, campaign.id, CardAction.REMIND)]


def revoke_sure_screen(campaign: Campaign, person: DesignationView, visit: Visit) -> Screen:
    """Asks once before somebody is taken off, and says what becomes of a pledge of theirs."""
    words, pledged = visit.words, person.state is DesignationState.PLEDGED
    lines = [words("inviting-revoke", name=_name(person))]
    if pledged:
        lines.append(words("inviting-revoke-pledged"))
    elif campaign.designated_only:
        lines.append(words("inviting-revoke-only"))
    else:
        lines.append(words("inviting-revoke-open"))
    sure = RevokeSureTap(campaign_id=campaign.id, designation_id=person.designation.id)
    keep = PeopleTap(campaign_id=campaign.id, page=0)
    buttons = (
        [tap(words.plain("inviting-button-revoke-sure"), sure, DANGER)],
        [tap(words.plain("inviting-button-revoke-keep"), keep)],
    )
    return Screen("\n\n".join(lines), keyboard(*buttons))


def _name(person: DesignationView) -> str:
    """What they call themselves, or what the initiator knows them by; of a phone number the last digits."""
    phone = person.designation.designee.phone
    return person.name or (f"…{phone[-4:]}" if phone else "")
