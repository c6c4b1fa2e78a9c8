"""A partner's door to a campaign: legitimate by its permissions, then admitted by the rules that the chat uses."""

from dataclasses import replace

from core.book import Book
from core.commands import ActorKind, Opened, OpenPartnerCampaign
from core.domain.errors import AdmissionRefused, NotLegitimate
from core.domain.ids import PartnerId
from core.domain.moment import Moment
from core.domain.partner import admission_or_unknown, legitimacy
from core.usecases.inviting import designate, reach_of_designees
from core.usecases.partnering import known_partner
from core.usecases.pooling import put_opened
from core.usecases.registry import use_case


@use_case(
    OpenPartnerCampaign,
    actors={ActorKind.PARTNER},
    reach=lambda command: replace(
        reach_of_designees(command.designees),
        partners=frozenset({PartnerId(command.actor.id)}),
        products=frozenset({command.proposal.product_code}),
    ),
)
def open_partner_campaign(book: Book, command: OpenPartnerCampaign, now: Moment) -> Opened:
    """Open a campaign for a partner (S1 to S4), and count it toward the day's quota.

    Raises PartnerUnknown; NotLegitimate with all failed conditions, of permission and of admission; AdmissionRefused
    with all failed conditions when the partner may ask, but no campaign may be like this; TooManyDesignees.
    """
    partner, proposal = known_partner(book, PartnerId(command.actor.id)), command.proposal
    product = book.products[proposal.product_code]
    not_admitted = admission_or_unknown(proposal, product, now)
    if not_permitted := legitimacy(partner, proposal, now):
        raise NotLegitimate((*not_permitted, *not_admitted))
    if product is None or not_admitted:
        raise AdmissionRefused(not_admitted)
    campaign = put_opened(book, partner.id, proposal, product, now, command.origin)
    book.partners.put(partner.id, partner.opened(now.day))
    designate(book, campaign, command.designees, now)
    return Opened(campaign.id)
