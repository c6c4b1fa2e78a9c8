"""A crowd before the last tap: each has a review open, and what Telegram posts when they confirm it."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.locales import Locale
from bot.telegram.callbacks import ReviewAction, ReviewTap
from bot.telegram.pledge_draft import PledgeDraft, PledgeStep
from core.commands import FollowLink
from core.domain.campaign import Campaign
from core.domain.ids import CampaignId
from core.domain.pledge import PledgeAmount
from tests.support.bot_api import BOT_ID
from tests.support.town import Saver, Town

Json = dict[str, Any]

_CARD, _REVIEW = 1, 2
"""The messages in everybody's chat."""
_update_ids = count(1)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who has only to confirm."""

    saver: Saver
    campaign_id: CampaignId
    nonce: str

    def confirm(self) -> Json:
        """The update of their tap; each tap is one of its own."""
        data = ReviewTap(campaign_id=self.campaign_id, nonce=self.nonce, action=ReviewAction.CONFIRM).pack()
        return tap(self.saver, data, _REVIEW)


async def at_the_review(
    town: Town, saver: Saver, campaign: Campaign, amount: PledgeAmount, nonce: str
) -> Reviewer:
    """Somebody who came by the link, has chosen this amount, and reads the review."""
    await town.do(FollowLink(intent=town.intent(), actor=saver.actor, link_token=campaign.link_token))
    draft = PledgeDraft(
        nonce=nonce,
        step=PledgeStep.REVIEW,
        campaign_id=campaign.id,
        changes=False,
        amount=amount,
        account_id=saver.account_id,
        locale=Locale.EN,
        card_id=_CARD,
        message_id=_REVIEW,
    )
    await town.store.drafts.save(draft.kept(saver.telegram_user_id))
    return Reviewer(saver, campaign.id, nonce)


def tap(saver: Saver, data: str, message_id: int) -> Json:
    """The update of a tap on a button of a text message."""
    update_id = next(_update_ids)
    chat = {"id": saver.telegram_user_id, "type": "private", "first_name": saver.name}
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "Hecun"}
    return {
        "update_id": update_id,
        "callback_query": {
            "id": str(update_id),
            "from": _user(saver),
            "message": {"message_id": message_id, "date": 1, "chat": chat, "from": bot, "text": "…"},
            "chat_instance": str(saver.telegram_user_id),
            "data": data,
        },
    }


def text(saver: Saver, words: str) -> Json:
    """The update of something typed."""
    update_id = next(_update_ids)
    chat = {"id": saver.telegram_user_id, "type": "private", "first_name": saver.name}
    message = {"message_id": update_id + 10, "date": 1, "chat": chat, "from": _user(saver), "text": words}
    return {"update_id": update_id, "message": message}


def _user(saver: Saver) -> Json:
    return {"id": saver.telegram_user_id, "is_bot": False, "first_name": saver.name, "language_code": "en"}
