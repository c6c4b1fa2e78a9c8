"""A deposit on its way to maturity: two want to renew, one to be paid, and one account cannot take the money."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import open_pool, pledge
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.player import Player
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import MaturityTap, ShareTap
from core.domain.account import AccountStatus
from core.domain.deposit import MaturityChoice

_TARGET_MINOR = 20_000_00
_EACH_MINOR = 5_000_00
_PEOPLE = (
    cast(51, "Nora", ("“Maturity”: opens the pool, and renews all.", "“到期”：发起人，本息续存。"), 8_000_00),
    cast(52, "阿岚", ("“Maturity”: renews all.", "“到期”：本息续存。"), 8_000_00),
    cast(53, "Pablo", ("“Maturity”: is paid out.", "“到期”：派付。"), 8_000_00),
    cast(
        54,
        "秋雨",
        ("“Maturity”: the account is frozen; name another here.", "“到期”：账户被冻结，请在此指定其他账户。"),
        8_000_00,
        1_00,
    ),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Four friends come in.", "四位朋友入场。"))
    nora, lan, pablo, yu = await company.enter(_PEOPLE)
    await company.clear(nora)
    company.says(Saying("They fill a pool of ¥20,000.", "他们凑满 ¥20,000。"))
    opening = open_pool(nora, company.queries, own_minor=_EACH_MINOR, target_minor=_TARGET_MINOR)
    pool = await company.counted(opening)
    for friend, amount_minor in ((lan, _EACH_MINOR), (pablo, _EACH_MINOR), (yu, None)):
        await company.counted(pledge(friend, pool, amount_minor))
    company.says(Saying("Two of them choose to renew.", "其中两位选择续存。"))
    await company.together(_chooses(player, MaturityChoice.RENEW_ALL) for player in (nora, lan))
    company.says(Saying("The bank freezes 秋雨’s account.", "银行冻结秋雨的账户。"))
    [own] = (await pool.seen_by(yu)).active_shares
    account = await company.queries.account(own.account_id)
    assert account is not None, "a share's account is never deleted"
    await company.counted(company.casting.set_status(account, AccountStatus.FROZEN))
    return Saying(
        "The deposit is open, and a year lies ahead. Turn the clock.",
        "存款已开立，距到期还有一年。请拨动时钟。",
    )


async def _chooses(player: Player, choice: MaturityChoice) -> None:
    """From the certificate to the share, and what is to become of it."""
    await player.tap(ShareTap)
    await player.tap(MaturityTap, choice=choice)


MATURITY = Scene(
    id="maturity",
    title=Saying("Maturity", "到期"),
    text=Saying(
        "A deposit of ¥20,000 at its end: two renew, one is paid, and one account cannot take the money.",
        "一笔 ¥20,000 的存款到期：两位续存，一位派付，一位的账户无法入账。",
    ),
    look=Saying(
        "Tap “To the next event” in the clock until this deposit has matured. The day before, everybody hears what "
        "will happen. Then Nora and 阿岚 have new certificates, Pablo is paid, and 秋雨’s money waits: name another "
        "account on that phone. “How it comes about” reckons each figure; the bank shows interest, payouts and what "
        "is renewed.",
        "在时钟里点“到下一事件”，直到这笔存款到期。前一天每人都会收到预告。"
        "到期后 Nora 和阿岚得到新存单，Pablo 收到派付，秋雨的钱在等待：请在那部手机上指定另一个账户。"
        "“金额如何得出”逐步算给您看；银行面板显示利息、派付和下一笔存款。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 7,
    cast=_PEOPLE,
)
