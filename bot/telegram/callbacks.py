"""What the buttons carry back, each kind with a prefix of its own, all within Telegram's 64 bytes.

Ids are 30 bytes, nonces 12, amounts whole minor units. What cannot be undone carries a nonce: a second tap on the same
button then names the same intention.
"""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from bot.locales import Locale
from bot.papers.forms import StatementForm
from core.domain.account import DebitAmountType
from core.domain.deposit import MaturityChoice
from core.domain.notifications import DeadlineLead
from core.domain.participant import Audience, NameShown
from core.domain.reminding import ReminderWish


class Place(StrEnum):
    """Where a menu button leads."""

    START = "start"
    OPEN = "open"
    JOIN = "join"
    ME = "me"
    MINE = "mine"
    CERTIFICATES = "certificates"
    PORTFOLIO = "portfolio"
    STATEMENT = "statement"
    ACCOUNTS = "accounts"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    NOTIFICATIONS = "notifications"
    QUIET_HOURS = "quiet"
    TIME_ZONE = "zone"
    DATA = "data"
    DATA_COPY = "copy"
    ERASING = "erasing"
    HELP = "help"


class GoTo(CallbackData, prefix="go"):
    """A menu button."""

    place: Place


class Question(StrEnum):
    """What people ask, in the order in which they do."""

    SAFE = "safe"
    UNFILLED = "unfilled"
    SEEN = "seen"
    OUT = "out"
    PAID = "paid"
    COST = "cost"
    ACCOUNT = "account"
    GONE = "gone"
    INTEREST = "interest"
    MESSAGES = "messages"


class HelpTap(CallbackData, prefix="hq"):
    """Answer one of the questions."""

    question: Question


class MinePageTap(CallbackData, prefix="pg"):
    """A page of one's campaigns or certificates (`place`), from 0, the newest."""

    place: Place
    page: int


class LanguageTap(CallbackData, prefix="lang"):
    """The language to be spoken to in."""

    locale: Locale


# When somebody wants to hear of what: each says how it is after this tap, so that a repeated one changes nothing


class DeadlineLeadTap(CallbackData, prefix="nl"):
    """How long before campaigns close one wants to be reminded."""

    lead: DeadlineLead


class QuietTap(CallbackData, prefix="nq"):
    """One's quiet hours, in minutes after midnight; none where both are the same."""

    begin_minute: int
    end_minute: int


class ZoneTap(CallbackData, prefix="nz"):
    """One's time zone, by its IANA name."""

    zone: str


class NudgesTap(CallbackData, prefix="nn"):
    """Whether reminders, invitations and offers are stopped."""

    stopped: bool


# The initiator's wizard


class OpeningStep(StrEnum):
    """The wizard's steps, in order."""

    PRODUCT = "product"
    TARGET = "target"
    AMOUNTS = "amounts"
    SEATS = "seats"
    MINIMUM = "minimum"
    DEADLINE = "deadline"
    OWN = "own"
    OWN_ACCOUNT = "account"
    REVIEW = "review"


class OpeningAnswer(CallbackData, prefix="oa"):
    """An answer to one step: absolute, so that a repeated tap changes nothing."""

    step: OpeningStep
    value: str


class OpeningGo(CallbackData, prefix="og"):
    """Show this step: back, or change from the review."""

    step: OpeningStep


class OpeningMark(CallbackData, prefix="om"):
    """The amount types marked after this tap, a letter each; the step stays."""

    marked: str


class OpeningDoor(StrEnum):
    """Who may come in."""

    EVERYBODY = "everybody"
    DESIGNATED = "designated"


class OpeningAdmits(CallbackData, prefix="od"):
    """Who may come in, after this tap; the review stays."""

    door: OpeningDoor


class OpeningPublish(CallbackData, prefix="op"):
    """Publish what this review showed."""

    nonce: str


class OpeningAction(StrEnum):
    """What can be done with the draft as a whole."""

    RESUME = "resume"
    RESTART = "restart"
    CANCEL = "cancel"


class OpeningTap(CallbackData, prefix="ot"):
    """Resume, start over or cancel."""

    action: OpeningAction


# The campaign's card and the friend's way


class CardAction(StrEnum):
    """What can be done from a campaign's card. Those that cannot be undone ask first: see `SureTap`."""

    SHOW = "show"
    ANOTHER_AMOUNT = "other"
    CHANGE_AMOUNT = "amount"
    CHANGE_ACCOUNT = "account"
    TRY_AGAIN = "again"
    WITHDRAW = "withdraw"
    WAIT = "wait"
    LEAVE_LINE = "unwait"
    LEAVE_ORGANISING = "retire"
    MANAGE = "manage"
    MANAGED = "managed"
    INVITE = "invite"
    PICK = "pick"
    INVITED = "invited"
    DECLINE = "decline"
    REMIND_ME = "remindme"
    REMIND = "remind"
    ROTATE = "rotate"
    CANCEL = "cancel"


class CardTap(CallbackData, prefix="c"):
    """A button of a campaign's card."""

    campaign_id: str
    action: CardAction


class SureTap(CallbackData, prefix="y"):
    """The answer to "are you sure": the nonce names the intent."""

    campaign_id: str
    action: CardAction
    nonce: str


class PeopleTap(CallbackData, prefix="i"):
    """A page of the designated people, from 0, the newest."""

    campaign_id: str
    page: int


class RemindSureTap(CallbackData, prefix="rs"):
    """Yes: remind those who were invited; the nonce names the intent."""

    campaign_id: str
    nonce: str


class ReminderWishTap(CallbackData, prefix="rw"):
    """When one wants to be reminded of a campaign; absolute, so that a repeated tap changes nothing."""

    campaign_id: str
    wish: ReminderWish


class RevokeTap(CallbackData, prefix="u"):
    """Ask whether to take somebody off the list of designated people."""

    campaign_id: str
    designation_id: str


class RevokeSureTap(CallbackData, prefix="v"):
    """Yes: take them off. The designation names the intent, since it ends once."""

    campaign_id: str
    designation_id: str


class PledgeAmountTap(CallbackData, prefix="p"):
    """An amount to pledge; for a remainder, what was left when the button was drawn."""

    campaign_id: str
    debit_amount_type: DebitAmountType
    amount_minor: int


class ReviewAction(StrEnum):
    """The answers to a pledge's review."""

    CONFIRM = "confirm"
    BACK = "back"


class ReviewTap(CallbackData, prefix="r"):
    """An answer to the review with this nonce; a second tap finds the campaign when the draft is closed already."""

    campaign_id: str
    nonce: str
    action: ReviewAction


class PledgeAccountTap(CallbackData, prefix="pa"):
    """The account to pledge from, in the pledge draft with this nonce."""

    nonce: str
    account_id: str


class CertificateTap(CallbackData, prefix="cert"):
    """Show a certificate."""

    share_id: str


class LeaveEarlyTap(CallbackData, prefix="lve"):
    """Show what leaving the deposit early would bring for a share."""

    share_id: str


class LeaveEarlySureTap(CallbackData, prefix="lvs"):
    """Withdraw a share early, for the amount that was shown: both name the intent."""

    share_id: str
    amount_minor: int


class LeaveDayTap(CallbackData, prefix="lvd"):
    """Ask for a day on which to look ahead at leaving early."""

    share_id: str


class OfferAction(StrEnum):
    """What an owner can do about selling a share; taking it back is asked once."""

    OFFER = "offer"
    TAKE_BACK = "back"
    TAKE_BACK_SURE = "sure"


class OfferTap(CallbackData, prefix="of"):
    """Offer a share for sale, or keep it after all."""

    share_id: str
    action: OfferAction


class BuyTap(CallbackData, prefix="bu"):
    """Review a share that is for sale."""

    share_id: str


class BuyAccountTap(CallbackData, prefix="ba"):
    """The account to buy from, in the purchase with this nonce."""

    nonce: str
    account_id: str


class BuyReviewTap(CallbackData, prefix="br"):
    """An answer to a purchase's review with this nonce; a second tap finds the share when the draft is closed."""

    share_id: str
    nonce: str
    action: ReviewAction


class CertificateFileTap(CallbackData, prefix="pdf"):
    """Send a certificate as a file."""

    share_id: str


class HolderNameTap(CallbackData, prefix="hn"):
    """Ask how much of the holder's name their certificates are to show; `share_id` is the one it was asked from."""

    share_id: str


class NameShownTap(CallbackData, prefix="ns"):
    """The answer to that."""

    share_id: str
    shown: NameShown


class EraseTap(CallbackData, prefix="er"):
    """Be erased: asked once more unless it is `sure`."""

    sure: bool


class PrivacyTap(CallbackData, prefix="pv"):
    """Show the choices for what an audience sees of one's name."""

    audience: Audience


class NameSeenTap(CallbackData, prefix="ng"):
    """How much of one's name an audience is to see: absolute, so that a repeated tap changes nothing."""

    audience: Audience
    shown: NameShown


class AmountSeenTap(CallbackData, prefix="as"):
    """Whether the people of one's campaigns are to see the amount."""

    shown: bool


class CampaignStatementTap(CallbackData, prefix="cs"):
    """Ask for which period one wants the statement of a campaign's deposit."""

    campaign_id: str


class StatementDatesTap(CallbackData, prefix="sd"):
    """Ask for a period to be typed; of one's own statement if it names no campaign."""

    campaign_id: str


class StatementTap(CallbackData, prefix="st"):
    """Send a statement of account, one's own if it names no campaign.

    From `first` to `last` (ISO 8601), from the beginning if `first` is empty.
    """

    first: str
    last: str
    form: StatementForm
    campaign_id: str


# The life of a share


class ShareTap(CallbackData, prefix="sh"):
    """Show what a share is worth, and what becomes of it."""

    share_id: str


class ShareWorkingTap(CallbackData, prefix="sk"):
    """Show step by step how a share's money comes about."""

    share_id: str


class MaturityTap(CallbackData, prefix="sm"):
    """What is to become of a share at maturity: absolute, so that a repeated tap changes nothing."""

    share_id: str
    choice: MaturityChoice


class RedirectTap(CallbackData, prefix="w"):
    """Pay money that waits to this account."""

    payout_id: str
    account_id: str


class NewPoolTap(CallbackData, prefix="np"):
    """Open the wizard with the product and the target that the share's campaign had."""

    share_id: str


# Accounts


class AccountAction(StrEnum):
    """What can be done with a linked account, or to link one."""

    LINK = "link"
    SHOW = "show"
    UNLINK = "unlink"
    UNLINK_SURE = "sure"


class AccountTap(CallbackData, prefix="a"):
    """A button of the account list; `account_id` is empty for linking."""

    account_id: str
    action: AccountAction
