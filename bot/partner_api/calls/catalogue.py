"""Who asks, what can be opened, and what it would earn."""

from bot.partner_api import examples, models
from bot.partner_api.operations import Call, Operations
from bot.partner_api.problems import Fault, malformed
from bot.partner_api.rendering import partner_told, product_told, quote_told
from core.domain.errors import ProductUnknown
from core.domain.partner import Scope
from core.domain.product import Product

operations = Operations()


async def find_product(call: Call, code: str) -> Product | None:
    """A product of the catalogue."""
    return next((each for each in await call.books.queries.products() if each.code == code), None)


@operations.get("/v1/partner", None, example=examples.PARTNER)
async def show_partner(call: Call) -> models.PartnerTold:
    """Who you are, and what you may.

    Your permissions, and what is left of today's quota.
    """
    return partner_told(call.partner, call.books.mode, call.books.clock.now())


@operations.get("/v1/products", Scope.PRODUCTS_READ)
async def list_products(call: Call) -> models.ProductList:
    """The products, with the rates of today.

    The catalogue.
    """
    now = call.books.clock.now()
    products = await call.books.queries.products()
    return models.ProductList(data=tuple(product_told(each, call.partner, now) for each in products))


@operations.get("/v1/products/{product_code}", Scope.PRODUCTS_READ, example=examples.PRODUCT)
async def show_product(call: Call) -> models.Product:
    """One product.

    The product.
    """
    product = await find_product(call, call.named["product_code"])
    if product is None:
        raise ProductUnknown
    return product_told(product, call.partner, call.books.clock.now())


@operations.get("/v1/quote", Scope.PRODUCTS_READ, raises=(ProductUnknown,), example=examples.QUOTE)
async def quote(call: Call, asked: models.QuoteAsked) -> models.Quote:
    """What a deposit opened today would earn.

    Rate and interest over the whole term.
    """
    product = await find_product(call, asked.product_code)
    if product is None:
        raise ProductUnknown
    told = quote_told(product, asked.amount_minor, call.books.clock.now())
    if told is None:
        raise malformed([Fault("/amount_minor", "below the product's first tier, or above its maximum")])
    return told
