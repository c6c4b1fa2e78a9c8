"""What a person has under way with a pledge: the draft that their taps fill in, and the command it becomes."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b

from aiogram.types import CallbackQuery, Message

from bot.locales import Locale
from bot.telegram.drafts import DraftKind
from bot.telegram.visit import Visit
from core.commands import ChangePledge, PlacePledge
from core.domain.account import DebitAmountType
from core.domain.campaign import Campaign
from core.domain.ids import AccountId, CampaignId, IntentId
from core.domain.pledge import Consent, PledgeAmount
from core.views import CampaignView, Draft

DISCLOSURE = "4"
"""The version of what a review discloses, kept with each consent: it changes with those words."""


class PledgeStep(StrEnum):
    """What is being waited for."""

    AMOUNT = "amount"
    LINKING = "linking"
    ACCOUNT = "account"
    REVIEW = "review"
    SURE = "sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeDraft:
    """What was chosen so far. `nonce` names exactly this content: whatever changes it takes a new one.

    What leads to the content gives the nonce (`nonce_for`), so that after a crash the same tap leads to the same one.
    `changes` says whether a pledge is changed rather than placed, and `locale` in which language the review was read.
    `card_id` is the card it was begun from, and `message_id` the message that asks now.
    """

    nonce: str
    step: PledgeStep
    campaign_id: CampaignId
    changes: bool
    amount: PledgeAmount | None = None
    account_id: AccountId | None = None
    locale: Locale | None = None
    card_id: int | None = None
    message_id: int | None = None

    @classmethod
    def begin(cls, view: CampaignView, step: PledgeStep, nonce: str, card_id: int | None) -> "PledgeDraft":
        """A draft for a campaign with nothing chosen; a change if the viewer is in already."""
        changes = view.own_pledge is not None
        return cls(nonce=nonce, step=step, campaign_id=view.campaign.id, changes=changes, card_id=card_id)

    @classmethod
    def of(cls, draft: Draft) -> "PledgeDraft":
        """The draft as it was kept."""
        answers = draft.answers
        amount_minor, account_id, locale, card_id = (
            answers.get(key) for key in ("amount_minor", "account_id", "locale", "card_id")
        )
        amount = (
            PledgeAmount(DebitAmountType(str(answers["debit_amount_type"])), amount_minor)
            if isinstance(amount_minor, int)
            else None
        )
        return cls(
            nonce=draft.nonce,
            step=PledgeStep(draft.step),
            campaign_id=CampaignId(str(answers["campaign_id"])),
            changes=bool(answers.get("changes")),
            amount=amount,
            account_id=AccountId(account_id) if isinstance(account_id, str) else None,
            locale=Locale(locale) if isinstance(locale, str) else None,
            card_id=card_id if isinstance(card_id, int) else None,
            message_id=draft.message_id,
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        amount = self.amount
        return Draft(
            telegram_user_id=telegram_user_id,
            kind=DraftKind.PLEDGING.value,
            nonce=self.nonce,
            step=self.step.value,
            answers={
                "campaign_id": self.campaign_id,
                "changes": int(self.changes),
                "debit_amount_type": None if amount is None else amount.debit_amount_type.value,
                "amount_minor": None if amount is None else amount.amount_minor,
                "account_id": self.account_id,
                "locale": None if self.locale is None else self.locale.value,
                "card_id": self.card_id,
            },
            message_id=self.message_id,
        )

    def at(self, step: PledgeStep, nonce: str, account_id: AccountId | None = None) -> "PledgeDraft":
        """The draft in this step, with this account: another intention, so with another nonce."""
        return replace(self, nonce=nonce, step=step, account_id=account_id)

    def command(self, campaign: Campaign, visit: Visit) -> PlacePledge | ChangePledge:
        """What was reviewed, asked for under the intent that the nonce names."""
        assert self.amount is not None, "a review has an amount"
        assert self.account_id is not None, "a review has an account"
        ask = ChangePledge if self.changes else PlacePledge
        return ask(
            intent=IntentId(f"pledge:{visit.participant.id}:{self.nonce}"),
            actor=visit.actor,
            campaign_id=self.campaign_id,
            account_id=self.account_id,
            amount=self.amount,
            consent=consent(campaign, self.locale or visit.locale),
        )


def nonce_for(event: Message | CallbackQuery) -> str:
    """Twelve characters that name what this tap or text leads to, now and when it is handled again."""
    cause = (
        f"tap:{event.id}" if isinstance(event, CallbackQuery) else f"text:{event.chat.id}:{event.message_id}"
    )
    return urlsafe_b64encode(blake2b(cause.encode(), digest_size=9).digest()).decode()


def consent(campaign: Campaign, locale: Locale) -> Consent:
    """The agreement to the campaign's terms as they were disclosed in this language."""
    return Consent(campaign.terms.digest, locale.value, DISCLOSURE)
