"""What a person has under way with a share that is for sale: the draft of a purchase, and the command it becomes."""

from dataclasses import dataclass, replace

from bot.locales import Locale
from bot.telegram.drafts import DraftKind
from bot.telegram.pledge_draft import consent
from bot.telegram.visit import Visit
from core.commands import BuyShare
from core.domain.ids import AccountId, IntentId, ShareId
from core.views import Draft, ShareView

_STEP = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyDraft:
    """What was reviewed, named by `nonce` as a pledge's draft is; without an account, one is still to be linked."""

    nonce: str
    share_id: ShareId
    account_id: AccountId | None = None
    price_minor: int = 0
    locale: Locale | None = None
    message_id: int | None = None

    @classmethod
    def of(cls, draft: Draft) -> "BuyDraft":
        """The draft as it was kept."""
        account_id, price_minor, locale = (
            draft.answers.get(key) for key in ("account_id", "price_minor", "locale")
        )
        return cls(
            nonce=draft.nonce,
            share_id=ShareId(str(draft.answers["share_id"])),
            account_id=AccountId(account_id) if isinstance(account_id, str) else None,
            price_minor=price_minor if isinstance(price_minor, int) else 0,
            locale=Locale(locale) if isinstance(locale, str) else None,
            message_id=draft.message_id,
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        return Draft(
            telegram_user_id=telegram_user_id,
            kind=DraftKind.BUYING.value,
            nonce=self.nonce,
            step=_STEP,
            answers={
                "share_id": self.share_id,
                "account_id": self.account_id,
                "price_minor": self.price_minor,
                "locale": None if self.locale is None else self.locale.value,
            },
            message_id=self.message_id,
        )

    def reviewed(self, nonce: str, account_id: AccountId, price_minor: int, locale: Locale) -> "BuyDraft":
        """The draft with what its review shows: another intention, so with another nonce."""
        return replace(self, nonce=nonce, account_id=account_id, price_minor=price_minor, locale=locale)

    def command(self, view: ShareView, visit: Visit) -> BuyShare:
        """What was reviewed, asked for under the intent that the nonce names."""
        assert self.account_id is not None, "a review has an account"
        return BuyShare(
            intent=IntentId(f"buy:{visit.participant.id}:{self.nonce}"),
            actor=visit.actor,
            share_id=self.share_id,
            deposit_id=view.deposit.id,
            account_id=self.account_id,
            price_minor=self.price_minor,
            consent=consent(view.campaign, self.locale or visit.locale),
        )
