"""What the wizard's screens look at: the draft with the catalogue, the accounts and the clock beside it."""

from dataclasses import dataclass

from bot.locales import Markup
from bot.telegram.callbacks import OpeningStep
from bot.telegram.opening.answers import Answers
from bot.telegram.opening.steps import preview
from bot.telegram.render.phrases import amount
from bot.telegram.visit import Visit
from core.domain.account import DebitAmountType
from core.domain.campaign import Campaign
from core.domain.conditions import FailedCondition
from core.domain.insurance import Exposure
from core.domain.moment import Moment
from core.domain.money import apportion_in_multiples, minor_digits
from core.domain.product import Product, RateTier
from core.views import AccountView, Draft

_SMALL_EXAMPLE = 200
"""In major units."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The wizard as it stands, with what its screens look at; `failed` is what admission would refuse it for.

    `exposure` is what the initiator would have at the bank with the own pledge, for its review.
    """

    draft: Draft
    products: tuple[Product, ...]
    accounts: tuple[AccountView, ...]
    now: Moment
    failed: tuple[FailedCondition, ...] = ()
    exposure: Exposure | None = None

    @property
    def answers(self) -> Answers:
        """What was answered so far."""
        return Answers.of(self.draft)

    @property
    def offered(self) -> tuple[Product, ...]:
        """The products that the bank offers today, by term."""
        return tuple(
            product
            for product in self.products
            if product.offered and product.rates[0].effective_from <= self.now.day
        )

    def best_tier(self, product: Product) -> RateTier:
        """The tier of the product's largest amounts today."""
        return product.rates_on(self.now.day).tiers[-1]

    def best_from_minor(self, product: Product) -> int:
        """The least target that reaches that tier."""
        return max(self.best_tier(product).from_minor, product.minimum_minor)

    @property
    def chosen(self) -> Product | None:
        """The product that was chosen, if one was and the bank still knows it."""
        code = self.answers.product_code
        return next((product for product in self.products if product.code == code), None)

    @property
    def product(self) -> Product:
        """The chosen product, in the steps that come after choosing it."""
        assert self.chosen is not None, "the product is asked for first"
        return self.chosen

    @property
    def currency(self) -> str:
        """The chosen product's currency."""
        return self.product.currency

    @property
    def own_account(self) -> AccountView | None:
        """The account that the own pledge is to be held on, if there is one that fits."""
        chosen = self.answers.own_account_id
        return next((view for view in self.accounts if view.account.id == chosen), None)

    @property
    def tiers(self) -> tuple[RateTier, ...]:
        """The rate tiers of the chosen product today."""
        return self.product.rates_on(self.now.day).tiers

    @property
    def target_minor(self) -> int:
        """The target, in the steps that come after it."""
        assert self.answers.target_minor is not None, "the target is asked for before this"
        return self.answers.target_minor

    @property
    def example_minor(self) -> int:
        """An amount that one might type at this step."""
        if self.draft.step == OpeningStep.TARGET:
            return self.best_from_minor(self.product) * 6 // 5
        return int(_SMALL_EXAMPLE * 10 ** minor_digits(self.currency))

    @property
    def seat_amounts_minor(self) -> tuple[int, ...]:
        """The equal shares, the larger first; empty until there are seats."""
        seats, multiple_minor = self.answers.seats, self.product.multiple_minor
        offered = DebitAmountType.EQUAL_SHARE in self.answers.types
        if not offered or not seats or self.target_minor % multiple_minor:
            return ()
        return apportion_in_multiples(self.target_minor, seats, multiple_minor)

    def campaign(self, visit: Visit) -> Campaign:
        """The campaign that would be opened now; only for what admission would not refuse."""
        return preview(self.draft, self.product, self.now, visit.participant.id)

    def shown(self, amount_minor: int, visit: Visit) -> Markup:
        """An amount in the product's currency."""
        return amount(amount_minor, self.currency, visit)
