"""What an admin is about to do to a partner: the answers so far, and the commands they become. A key is never in it."""

from dataclasses import dataclass, replace

from bot.partner_keys import MintedKey
from bot.telegram.admin_callbacks import PartnerPower, PartnerStep, Switch
from bot.telegram.admin_drafts import AdminStep, admin_actor
from bot.telegram.drafts import DraftKind, new_nonce
from bot.telegram.visit import Visit
from core.commands import (
    ChangePartnerPermissions,
    Command,
    Done,
    IssuePartnerKey,
    RegisterPartner,
    RevokePartnerKey,
    SetPartnerSuspended,
)
from core.domain.ids import IntentId, PartnerId, PartnerKeyId
from core.domain.partner import Partner, Permissions, Scope
from core.domain.product import Channel
from core.views import Draft

PER_DAY_MAX = 1_000_000
_SECONDS_PER_HOUR = 3_600
_WIZARD = (
    PartnerStep.NAME,
    PartnerStep.PRODUCTS,
    PartnerStep.CHANNELS,
    PartnerStep.AMOUNT,
    PartnerStep.PER_DAY,
)
LISTS = (PartnerStep.PRODUCTS, PartnerStep.CHANNELS, PartnerStep.SCOPES)
"""The steps of which the answer is a list of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerChange:
    """The use of a power on a partner, as far as it was told. `nonce` names this content: each answer takes a new one.

    `target_maximum_minor` is minor units of the currency that its products are in. `scopes` are their names: a button
    carries no colon.
    """

    nonce: str
    power: PartnerPower
    partner_id: str = ""
    key_id: str = ""
    step: PartnerStep = PartnerStep.REVIEW
    name: str = ""
    products: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset({Channel.PARTNER.value})
    scopes: frozenset[str] = frozenset(scope.name for scope in Scope)
    target_maximum_minor: int = 0
    campaigns_per_day: int = 0

    @classmethod
    def registering(cls) -> "PartnerChange":
        """Taking a partner on, with nothing told."""
        return cls(nonce=new_nonce(), power=PartnerPower.REGISTER, step=PartnerStep.NAME)

    @classmethod
    def of_partner(cls, power: PartnerPower, partner: Partner, key_id: str = "") -> "PartnerChange":
        """A power on a partner that stands, to be reviewed as it is."""
        may = partner.permissions
        return cls(
            nonce=new_nonce(),
            power=power,
            partner_id=partner.id,
            key_id=key_id,
            name=partner.name,
            products=may.products,
            channels=frozenset(each.value for each in may.channels),
            scopes=frozenset(each.name for each in may.scopes),
            target_maximum_minor=may.target_maximum_minor,
            campaigns_per_day=may.campaigns_per_day,
        )

    @classmethod
    def of(cls, draft: Draft | None) -> "PartnerChange | None":
        """The change that was kept; None if nothing was, or something else."""
        if draft is None or draft.step != AdminStep.PARTNER:
            return None
        answers = draft.answers
        return cls(
            nonce=draft.nonce,
            power=PartnerPower(str(answers["power"])),
            partner_id=str(answers["partner_id"]),
            key_id=str(answers["key_id"]),
            step=PartnerStep(str(answers["step"])),
            name=str(answers["name"]),
            products=_words(answers["products"]),
            channels=_words(answers["channels"]),
            scopes=_words(answers["scopes"]),
            target_maximum_minor=int(str(answers["target_maximum_minor"])),
            campaigns_per_day=int(str(answers["campaigns_per_day"])),
        )

    def kept(self, telegram_user_id: int) -> Draft:
        """The draft to keep."""
        return Draft(
            telegram_user_id,
            DraftKind.ADMIN.value,
            self.nonce,
            AdminStep.PARTNER.value,
            {
                "power": self.power.value,
                "partner_id": self.partner_id,
                "key_id": self.key_id,
                "step": self.step.value,
                "name": self.name,
                "products": sorted(self.products),
                "channels": sorted(self.channels),
                "scopes": sorted(self.scopes),
                "target_maximum_minor": self.target_maximum_minor,
                "campaigns_per_day": self.campaigns_per_day,
            },
        )

    @property
    def complete(self) -> bool:
        """Whether there is something to review: the last question of the wizard has its answer too."""
        return bool(
            self.name
            and all(map(self.marked, LISTS))
            and self.target_maximum_minor
            and self.campaigns_per_day
        )

    def marked(self, step: PartnerStep) -> frozenset[str]:
        """The words in the list that this step asks for."""
        lists = {
            PartnerStep.PRODUCTS: self.products,
            PartnerStep.CHANNELS: self.channels,
            PartnerStep.SCOPES: self.scopes,
        }
        return lists[step]

    def marking(self, step: PartnerStep, word: str, switch: Switch) -> "PartnerChange":
        """The change with that word in the list, or not; the step stays."""
        marked = self.marked(step)
        changed = marked | {word} if switch is Switch.ON else marked - {word}
        match step:
            case PartnerStep.PRODUCTS:
                return replace(self, nonce=new_nonce(), products=changed)
            case PartnerStep.CHANNELS:
                return replace(self, nonce=new_nonce(), channels=changed)
        return replace(self, nonce=new_nonce(), scopes=changed)

    def named(self, name: str) -> "PartnerChange":
        """The change with its partner's name, at the next question."""
        return replace(self, name=name).after(PartnerStep.NAME)

    def up_to(self, target_maximum_minor: int) -> "PartnerChange":
        """The change with the largest target, at the next question."""
        return replace(self, target_maximum_minor=target_maximum_minor).after(PartnerStep.AMOUNT)

    def per_day(self, campaigns_per_day: int) -> "PartnerChange":
        """The change with the quota, at the next question."""
        return replace(self, campaigns_per_day=campaigns_per_day).after(PartnerStep.PER_DAY)

    def at(self, step: PartnerStep) -> "PartnerChange":
        """The change at this step; there is no review before everything is answered."""
        if step is PartnerStep.REVIEW and not self.complete:
            return self
        return replace(self, nonce=new_nonce(), step=step)

    def after(self, step: PartnerStep) -> "PartnerChange":
        """The change once that step is answered: at the next one, or back in the review."""
        if self.complete:
            return self.at(PartnerStep.REVIEW)
        following = _WIZARD[_WIZARD.index(step) + 1 :]
        return self.at(following[0] if following else PartnerStep.NAME)

    def permissions(self, currency: str) -> Permissions:
        """What the partner may, of products in this currency."""
        return Permissions(
            scopes=frozenset(Scope[name] for name in self.scopes),
            products=self.products,
            channels=frozenset(map(Channel, self.channels)),
            currency=currency,
            target_maximum_minor=self.target_maximum_minor,
            campaigns_per_day=self.campaigns_per_day,
        )

    def _intent(self, visit: Visit) -> IntentId:
        return IntentId(f"admin:{visit.telegram_user_id}:{self.nonce}")

    def registration(self, currency: str, visit: Visit) -> RegisterPartner:
        """The taking on that was reviewed."""
        return RegisterPartner(
            intent=self._intent(visit),
            actor=admin_actor(visit),
            name=self.name,
            permissions=self.permissions(currency),
        )

    def issue(
        self, partner_id: PartnerId, key: MintedKey, hours: int | None, visit: Visit
    ) -> IssuePartnerKey:
        """The new key; its partner's others can be used for so long, as before if that is None."""
        return IssuePartnerKey(
            intent=IntentId(f"{self._intent(visit)}:key"),
            actor=admin_actor(visit),
            partner_id=partner_id,
            digest=key.digest,
            hint=key.hint,
            overlap_seconds=None if hours is None else hours * _SECONDS_PER_HOUR,
        )

    def command(self, currency: str, visit: Visit) -> Command[Done]:
        """What was reviewed, unless it makes a key."""
        intent, actor, partner_id = self._intent(visit), admin_actor(visit), PartnerId(self.partner_id)
        match self.power:
            case PartnerPower.PERMIT:
                permissions = self.permissions(currency)
                return ChangePartnerPermissions(
                    intent=intent, actor=actor, partner_id=partner_id, permissions=permissions
                )
            case PartnerPower.REVOKE_KEY:
                key_id = PartnerKeyId(self.key_id)
                return RevokePartnerKey(intent=intent, actor=actor, partner_id=partner_id, key_id=key_id)
        suspended = self.power is PartnerPower.SUSPEND
        return SetPartnerSuspended(intent=intent, actor=actor, partner_id=partner_id, suspended=suspended)


def _words(kept: object) -> frozenset[str]:
    return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()
