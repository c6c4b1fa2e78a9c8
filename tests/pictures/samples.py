"""Cards and certificates to vary."""

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.locales import Locale
from bot.pictures import CardPicture, CardState, CertificatePicture

LINK = "https://t.me/hecun_demo_bot?start=j_AbCdEfGhIjKlMnOpQrStUv"
LONG_LINK = "https://hecun.example.org/campaigns/join/" + "0123456789abcdef" * 6

CARD = CardPicture(
    title="12-month deposit",
    locale=Locale.EN,
    currency="CNY",
    target_minor=10_000_00,
    pledged_minor=7_500_00,
    annual_rate_percent=Decimal("2.45"),
    alone_rate_percent=Decimal("1.75"),
    member_names=("Lin Wei", "Maria Rossi", "陈伟"),
    member_count=3,
    seats=6,
    state=CardState.OPEN,
    closes_text="2 days left · Dec 1, 18:00",
    link=LINK,
    short_code="K7QF-2M9D",
    bot_username="hecun_demo_bot",
)

CERTIFICATE = CertificatePicture(
    number="HC-2026-000123",
    holder="Lin W**",
    principal_minor=2_500_00,
    currency="CNY",
    annual_rate_percent=Decimal("2.45"),
    value_date=date(2026, 12, 1),
    maturity_date=date(2027, 12, 1),
    interest_at_maturity_minor=61_25,
    deposit_number="TD-2026-000017",
    campaign_title="12-month deposit",
    terms_digest_short="9f3a-c81e",
    issued_at=datetime(2026, 12, 1, 10, tzinfo=UTC),
    locale=Locale.EN,
    qr=LINK,
)

NAMES = (
    "张伟",
    "Maximiliana Featherstonehaugh-Worthington the Third",
    "محمد عبد الله",
    "דוד בן־גוריון",
    "🦊",
    "👨‍👩‍👧‍👦 family",
    "🇨🇳 flag",
    "",
    "\u202eevil",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "\U00013080\U00013081",  # hieroglyphs: no face has them
    "สมชาย",
)
