"""Pictures that the chat shows: card, certificate, what one holds, all the money, QR code. Values in, PNG bytes out.

Pure functions, a few dozen milliseconds each once the fonts are loaded and the grounds drawn, which the first of a kind
in a process does; call them in a thread (`asyncio.to_thread`). `make bench ARGS="pictures"` measures them.
"""

from bot.pictures.card import SIZE as CARD_SIZE
from bot.pictures.card import CardPicture, CardState, draw_card
from bot.pictures.certificate import CertificatePicture, draw_certificate
from bot.pictures.money import MoneyPicture, draw_money
from bot.pictures.portfolio import PortfolioPicture, PortfolioRow, draw_portfolio
from bot.pictures.qr import draw_qr, qr_path

__all__ = [
    "CARD_SIZE",
    "CardPicture",
    "CardState",
    "CertificatePicture",
    "MoneyPicture",
    "PortfolioPicture",
    "PortfolioRow",
    "draw_card",
    "draw_certificate",
    "draw_money",
    "draw_portfolio",
    "draw_qr",
    "qr_path",
]
