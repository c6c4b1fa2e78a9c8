"""The people one can play in the sandbox, and what each has at the bank. Plain facts: nothing slow is imported."""

from dataclasses import dataclass
from typing import Any

from core.domain.account import AccountClass, AccountStatus

ADMIN_ID = 5_000_000_006


@dataclass(frozen=True, slots=True)
class SceneAccount:
    """An account that is there when the curtain rises."""

    account_class: AccountClass
    balance_minor: int
    status: AccountStatus = AccountStatus.NORMAL


@dataclass(frozen=True, slots=True)
class ScenePerson:
    """Somebody to play; `linked` says whether their accounts are. `note` is a hint in English and in Chinese."""

    key: str
    telegram_user_id: int
    first_name: str
    phone: str
    note: tuple[str, str]
    accounts: tuple[SceneAccount, ...]
    last_name: str | None = None
    language_code: str = "en"
    linked: bool = True

    @property
    def name(self) -> str:
        """In full, as Telegram shows it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def profile(self) -> dict[str, Any]:
        """As the sandbox takes people on; the page shows that line of the note which is in its language."""
        return {
            "id": self.telegram_user_id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "language_code": self.language_code,
            "phone": self.phone,
            "note": "\n".join(self.note),
        }


# Four of them can fill ¥10,000, and nobody can alone. The page's guide plays the first four in this order.
PEOPLE = (
    ScenePerson(
        "mei-lin",
        5_000_000_001,
        "Mei",
        "+8613800010001",
        (
            "Opens the campaign. One linked account: ¥8,000.",
            "由她发起众筹。已关联一个账户：¥8,000。",
        ),
        (SceneAccount(AccountClass.I, 8_000_00),),
        last_name="Lin",
    ),
    ScenePerson(
        "tom",
        5_000_000_002,
        "Tom",
        "+8613800010002",
        (
            "Joins by the link. One linked account: ¥6,000.",
            "打开链接加入。已关联一个账户：¥6,000。",
        ),
        (SceneAccount(AccountClass.I, 6_000_00),),
    ),
    ScenePerson(
        "sofia",
        5_000_000_003,
        "Sofia",
        "+8613800010003",
        (
            "Scans the QR. Two linked accounts: one frozen (¥9,000), one good (¥5,000).",
            "扫二维码加入。已关联两个账户：一个被冻结（¥9,000），一个正常（¥5,000）。",
        ),
        (
            SceneAccount(AccountClass.I, 9_000_00, AccountStatus.FROZEN),
            SceneAccount(AccountClass.II, 5_000_00),
        ),
    ),
    ScenePerson(
        "wang-wei",
        5_000_000_004,
        "王伟",
        "+8613800010004",
        (
            "Joins by the short code. Speaks Chinese. One account, not linked yet: ¥7,000.",
            "凭口令加入。有一个账户，尚未关联：¥7,000。",
        ),
        (SceneAccount(AccountClass.I, 7_000_00),),
        language_code="zh-hans",
        linked=False,
    ),
    ScenePerson(
        "ben",
        5_000_000_005,
        "Ben",
        "+8613800010005",
        (
            "Has only a class III account (¥1,500), which may not buy deposits: see what he is told.",
            "只有一个 III 类户（¥1,500），不能购买存款：看看他会收到什么提示。",
        ),
        (SceneAccount(AccountClass.III, 1_500_00),),
    ),
    ScenePerson(
        "ada",
        ADMIN_ID,
        "Ada",
        "+8613800010006",
        (
            "The admin: only she has /admin. A class II account: ¥500.",
            "管理员：只有她有 /admin。一个 II 类户：¥500。",
        ),
        (SceneAccount(AccountClass.II, 500_00),),
    ),
)
