"""What partners can ask, one function each: call one use case or query, tell. The document has them in this order."""

from bot.partner_api.calls import campaigns, catalogue, designees, simulating, webhooks

OPERATIONS = (
    *catalogue.operations,
    *campaigns.operations,
    *designees.operations,
    *webhooks.operations,
    *simulating.operations,
)
