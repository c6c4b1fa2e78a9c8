"""The catalogue as an admin sees it: every product with the rates in force and those to come."""

from collections.abc import Iterator, Sequence
from datetime import date

from aiogram.types import InlineKeyboardButton

from bot.disclosure import DAY_COUNTS
from bot.locales import Markup
from bot.locales.formatting import day
from bot.telegram.admin_callbacks import AdminGo, AdminPlace, Power, PowerTap, ProductTap
from bot.telegram.keyboards import PRIMARY, columns, tap
from bot.telegram.render import phrases
from bot.telegram.render.admin.ways import overview_button
from bot.telegram.screens import Screen
from bot.telegram.staff_taps import staff_keyboard
from bot.telegram.visit import Visit
from core.domain.account import AccountClass
from core.domain.product import Channel, DatedRates, Product, RateTier

_COMING_SHOWN = 6


def products_screen(products: Sequence[Product], visit: Visit) -> Screen:
    """All products, with what is in force today and the next day on which that changes."""
    words, today = visit.words, visit.now().day
    lines = [words("admin-products"), *(_product_line(product, today, visit) for product in products)]
    buttons = [
        tap(product_name(product, visit), ProductTap(product_code=product.code)) for product in products
    ]
    new = tap(words.plain("admin-button-new-product"), AdminGo(place=AdminPlace.NEW_PRODUCT), PRIMARY)
    return Screen(
        "\n".join(lines), staff_keyboard(visit, *columns(buttons, 2), (new,), (overview_button(visit),))
    )


def product_name(product: Product, visit: Visit) -> Markup:
    """`12 months · TD12M`."""
    return Markup(f"{phrases.term(product.term_months, visit)} · {product.code}")


def _product_line(product: Product, today: date, visit: Visit) -> Markup:
    in_force, coming = rates_in_force(product, today), rates_to_come(product, today)
    rates = tiers_inline(in_force.tiers, product, visit) if in_force else visit.words("admin-rates-none")
    name = product_name(product, visit)
    if not product.offered:
        return visit.words("admin-product-line-not-offered", product=name)
    if not coming:
        return visit.words("admin-product-line", product=name, rates=rates)
    next_day = day(coming[0].effective_from, visit.locale)
    return visit.words("admin-product-line-changing", product=name, rates=rates, day=next_day)


def product_screen(product: Product, keeping: int, visit: Visit) -> Screen:
    """A product's schedule; `keeping` campaigns are under way at the rate they were opened with."""
    words, today = visit.words, visit.now().day
    in_force, coming = rates_in_force(product, today), rates_to_come(product, today)
    parts = [words("admin-product", product=product_name(product, visit))]
    if not product.offered:
        parts.append(words("admin-product-not-offered"))
    if in_force is not None:
        since = words("admin-rates-since", day=day(in_force.effective_from, visit.locale))
        parts.append(tiers_block(since, in_force.tiers, product, visit))
    for dated in coming[:_COMING_SHOWN]:
        from_day = words("admin-rates-from", day=day(dated.effective_from, visit.locale))
        parts.append(tiers_block(from_day, dated.tiers, product, visit))
    if len(coming) > _COMING_SHOWN:
        parts.append(words("admin-rates-more", count=len(coming) - _COMING_SHOWN))
    parts.append(words("admin-keeping", count=keeping))
    parts.append(facts_block(product, visit))
    add = PowerTap(power=Power.ADD_RATES, subject=product.code)
    moves = [button for dated in coming[:_COMING_SHOWN] for button in _changing(product, dated, visit)]
    offering = PowerTap(power=Power.STOP_OFFERING if product.offered else Power.OFFER, subject=product.code)
    offer = "admin-button-stop-offering" if product.offered else "admin-button-offer"
    products = tap(words.plain("admin-button-products"), AdminGo(place=AdminPlace.PRODUCTS))
    rows = (
        (tap(words.plain("admin-button-add-rates"), add, PRIMARY),),
        *columns(moves, 1),
        (tap(words.plain(offer), offering),),
        (products, overview_button(visit)),
    )
    return Screen("\n\n".join(parts), staff_keyboard(visit, *rows))


def _changing(product: Product, dated: DatedRates, visit: Visit) -> Iterator[InlineKeyboardButton]:
    """To move rates that are not in force yet, and to take them back while others are left."""
    words, from_day = visit.words, dated.effective_from
    shown, iso = day(from_day, visit.locale), from_day.isoformat()
    yield tap(
        words.plain("admin-button-redate", day=shown),
        PowerTap(power=Power.REDATE_RATES, subject=product.code, day=iso),
    )
    if len(product.rates) > 1:
        taking_back = PowerTap(power=Power.TAKE_BACK_RATES, subject=product.code, day=iso)
        yield tap(words.plain("admin-button-take-back-rates", day=shown), taking_back)


def rates_in_force(product: Product, today: date) -> DatedRates | None:
    """The rates that apply today; None if the first are still to come."""
    return product.rates_on(today) if product.rates[0].effective_from <= today else None


def rates_to_come(product: Product, today: date) -> tuple[DatedRates, ...]:
    """The rates that can still be moved, the next first."""
    return tuple(dated for dated in product.rates if dated.effective_from > today)


def tiers_block(title: Markup, tiers: Sequence[RateTier], product: Product, visit: Visit) -> Markup:
    """The tiers a line each, under a title."""
    return Markup("\n".join((title, *(f"• {_tier(tier, product, visit)}" for tier in tiers))))


def tiers_inline(tiers: Sequence[RateTier], product: Product, visit: Visit) -> Markup:
    """The tiers on one line."""
    return Markup(" · ".join(_tier(tier, product, visit) for tier in tiers))


def _tier(tier: RateTier, product: Product, visit: Visit) -> Markup:
    return visit.words(
        "admin-tier",
        amount=phrases.amount(tier.from_minor, product.currency, visit),
        rate=phrases.rate(tier.annual_rate_percent, visit),
    )


def facts_block(product: Product, visit: Visit) -> Markup:
    """All that holds for a product besides its rates, folded until somebody wants to read it."""
    facts = "\n".join(product_facts(product, visit))
    return Markup(f"<blockquote expandable>{facts}</blockquote>")


def product_facts(product: Product, visit: Visit) -> Iterator[Markup]:
    """All that holds for a product besides its rates, a line for each thing."""
    words = visit.words

    def amount(amount_minor: int) -> Markup:
        return phrases.amount(amount_minor, product.currency, visit)

    yield words(
        "admin-product-targets",
        least=amount(product.minimum_minor),
        most=amount(product.maximum_minor),
        multiple=amount(product.multiple_minor),
        currency=Markup(product.currency),
    )
    yield words(
        "admin-product-members", least=amount(product.member_minimum_minor), count=product.head_count_max
    )
    yield words(
        "admin-product-interest",
        day_count=words(DAY_COUNTS[product.day_count]),
        compounding=words(f"pledging-compounding-{product.compounding}"),
    )
    yield words(
        "admin-product-early",
        rate=phrases.rate(product.demand_rate_percent, visit),
        count=product.early_withdrawals_max,
        lock_in_days=product.lock_in_days,
        rest=words("admin-product-remainder", rule=product.remainder_rate),
    )
    selling = product.transfer_rate_percent
    own = words("admin-product-own-rate")
    yield words("admin-product-sells", rate=own if selling is None else phrases.rate(selling, visit))
    yield words(
        "admin-product-matures", rule=words("admin-product-closed-days", rule=product.business_day_rule)
    )
    yield words("admin-product-guarantees", count=product.rate_guarantee_days)
    classes = " / ".join(each.value for each in AccountClass if each in product.account_classes)
    channels = [words("admin-partner-channel", channel=each) for each in Channel if each in product.channels]
    yield words("admin-product-admits", classes=Markup(classes), channels=Markup(" / ".join(channels)))
    if product.insured_cap_minor is not None:
        yield words("admin-product-insures", amount=amount(product.insured_cap_minor))
