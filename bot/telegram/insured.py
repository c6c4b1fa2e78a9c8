"""What somebody would have at the bank with one more pledge or share, for telling them before they agree to it."""

from collections.abc import Sequence

from bot.telegram.render.earnings import earnings
from bot.telegram.visit import Visit
from core.domain.campaign import Terms
from core.domain.insurance import Exposure, owed_minor
from core.domain.pledge import PledgeAmount
from core.views import AccountView


async def exposure_with_pledge(
    amount: PledgeAmount, terms: Terms, accounts: Sequence[AccountView], visit: Visit
) -> Exposure | None:
    """What the visitor would have at the bank with this pledge; None if nothing is insured."""
    earned_minor = earnings(terms, amount.amount_minor, visit.now().day).together_minor
    return await exposure_with(earned_minor, terms, accounts, visit)


async def exposure_with(
    earned_minor: int, terms: Terms, accounts: Sequence[AccountView], visit: Visit
) -> Exposure | None:
    """What the visitor would have at the bank with what earns so much more; None if nothing is insured.

    It counts what is linked. A pledge or a share is paid from there, so it adds its interest alone.
    """
    products = await visit.queries.products()
    cap_minor = next((each.insured_cap_minor for each in products if each.code == terms.product_code), None)
    if cap_minor is None:
        return None
    certificates = await visit.queries.certificates_of(visit.participant.id)
    owed = [
        owed_minor(certificate.share, certificate.deposit)
        for certificate in certificates
        if certificate.deposit.currency == terms.currency
    ]
    return Exposure(
        cap_minor=cap_minor,
        balances_minor=sum(
            view.available_minor + view.held_minor
            for view in accounts
            if view.account.currency == terms.currency
        ),
        shares_minor=sum(principal_minor for principal_minor, _ in owed),
        expected_interest_minor=sum(interest_minor for _, interest_minor in owed),
        pledge_interest_minor=earned_minor,
    )
