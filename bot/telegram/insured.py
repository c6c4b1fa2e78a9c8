"""What somebody would have at the bank with one more pledge or share, for telling them before they agree to it."""

from collections.abc import Sequence

from bot.telegram.visit import Visit
from core.domain.campaign import Terms
from core.domain.comparison import pledge_compared
from core.domain.insurance import Exposure, owed_minor
from core.domain.pledge import PledgeAmount
from core.domain.product import Product
from core.views import AccountView


async def exposure_with_pledge(
    amount: PledgeAmount, terms: Terms, product: Product, accounts: Sequence[AccountView], visit: Visit
) -> Exposure | None:
    """What the visitor would have at the bank with this pledge; None if nothing is insured."""
    compared = pledge_compared(terms, product, amount.amount_minor, visit.now().day)
    return await exposure_with(compared.together_minor, product, accounts, visit)


async def exposure_with(
    earned_minor: int, product: Product, accounts: Sequence[AccountView], visit: Visit
) -> Exposure | None:
    """What the visitor would have at the bank with what earns so much more; None if nothing is insured.

    It counts what is linked. A pledge or a share is paid from there, so it adds its interest alone.
    """
    if product.insured_cap_minor is None:
        return None
    certificates = await visit.queries.certificates_of(visit.participant.id)
    owed = [
        owed_minor(certificate.share, certificate.deposit)
        for certificate in certificates
        if certificate.deposit.currency == product.currency
    ]
    return Exposure(
        cap_minor=product.insured_cap_minor,
        balances_minor=sum(
            view.available_minor + view.held_minor
            for view in accounts
            if view.account.currency == product.currency
        ),
        shares_minor=sum(principal_minor for principal_minor, _ in owed),
        expected_interest_minor=sum(interest_minor for _, interest_minor in owed),
        pledge_interest_minor=earned_minor,
    )
