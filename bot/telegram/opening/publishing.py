"""The wizard's last tap: the campaign is opened, its initiator's own pledge placed, and the card shown.

All of it may be handled again after a crash: the draft stays until the card is out, and what is asked again under its
nonce gets its first receipt. So a second tap, too, opens nothing more.
"""

from dataclasses import replace

from aiogram.types import CallbackQuery

from bot.telegram.callbacks import OpeningStep
from bot.telegram.drafts import new_nonce
from bot.telegram.opening.answers import Answers
from bot.telegram.opening.desk import look, show_step
from bot.telegram.opening.steps import next_step
from bot.telegram.pledge_draft import DISCLOSURE
from bot.telegram.refusals import refusal_text
from bot.telegram.render.opening.screens import own_left_screen, published_screen
from bot.telegram.screens import Screen, say, show
from bot.telegram.send_card import send_card
from bot.telegram.visit import Visit
from core.commands import OpenCampaign, PlacePledge
from core.domain.campaign import Campaign
from core.domain.errors import AdmissionRefused, DomainError
from core.domain.ids import IntentId
from core.domain.pledge import Consent
from core.views import Draft


async def publish(query: CallbackQuery, visit: Visit, draft: Draft) -> None:
    """Open what the draft's review showed; or show the review again, with every reason why that is refused."""
    opening = await look(visit, draft)
    if opening.chosen is None or next_step(draft) is not OpeningStep.REVIEW:
        await show_step(visit, query, draft)
        return
    command = OpenCampaign(
        intent=IntentId(f"open:{draft.nonce}"),
        actor=visit.actor,
        proposal=opening.answers.proposal(opening.product, opening.now),
    )
    try:
        opened = await visit.ask(command)
    except AdmissionRefused:
        # That is this nonce's answer for good: what is mended will be another intention.
        await show_step(visit, query, replace(draft, nonce=new_nonce()))
        return
    view = await visit.queries.campaign(opened.campaign_id, visit.participant.id)
    assert view is not None, "what was opened is there"
    left = await _pledge_own(visit, draft, view.campaign)
    await show(visit, query, published_screen(visit), toast=visit.words.plain("opening-toast-published"))
    await send_card(visit, query, opened.campaign_id, fresh=True)
    if left is not None:
        await say(visit, left)
    await visit.drafts.discard(draft)


async def _pledge_own(visit: Visit, draft: Draft, campaign: Campaign) -> Screen | None:
    """Place the own pledge as it was reviewed; what to show if that is not done, in which case the campaign stands."""
    answers = Answers.of(draft)
    if answers.own is None:
        return None
    if answers.own_account_id is None:
        return own_left_screen(campaign, answers.own, visit)
    reviewed, locale = (str(draft.answers[answer]) for answer in ("reviewed", "locale"))
    command = PlacePledge(
        intent=IntentId(f"open:{draft.nonce}:own"),
        actor=visit.actor,
        campaign_id=campaign.id,
        account_id=answers.own_account_id,
        amount=answers.own,
        consent=Consent(reviewed, locale, DISCLOSURE),
    )
    try:
        await visit.ask(command)
    except DomainError as refused:
        return own_left_screen(campaign, answers.own, visit, refusal_text(refused, visit))
    return None
