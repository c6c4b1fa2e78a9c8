"""An account is frozen before the pool is full: the campaign is repaired, and the one concerned is told what to do."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import open_pool, pledge
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import CardAction, CardTap
from core.domain.account import AccountStatus

_PEOPLE = (
    cast(11, "Eva", ("“A repair”: opens the pool.", "“补救”：发起人。"), 8_000_00),
    cast(
        12,
        "Felix",
        ("“A repair”: his account gets frozen; mend it here.", "“补救”：账户被冻结，请在此补救。"),
        6_000_00,
        6_000_00,
    ),
    cast(13, "顾言", ("“A repair”: takes the rest.", "“补救”：认筹剩余全部。"), 9_000_00),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Three people come in.", "三位人物入场。"))
    eva, felix, gu = await company.enter(_PEOPLE)
    await company.clear(eva)
    company.says(Saying("Eva opens a pool.", "Eva 发起众筹。"))
    pool = await company.counted(open_pool(eva, company.queries))
    company.says(Saying("Felix pledges ¥2,000.", "Felix 认筹 ¥2,000。"))
    await company.counted(pledge(felix, pool, 2_000_00))
    company.says(Saying("The bank freezes Felix’s account.", "银行冻结 Felix 的账户。"))
    own = (await pool.seen_by(felix)).own_pledge
    assert own is not None, "he has just pledged"
    account = await company.queries.account(own.account_id)
    assert account is not None, "a pledge's account is never deleted"
    await company.counted(company.casting.set_status(account, AccountStatus.FROZEN))
    company.says(Saying("顾言 takes the rest: the pool is full.", "顾言认筹剩余全部：已满额。"))
    await company.counted(pledge(gu, pool, None))
    company.says(Saying("The bank names the failing account.", "银行指出无法扣款的账户。"))
    await company.counted(felix.finds(CardTap, action=CardAction.TRY_AGAIN))
    return Saying(
        "Felix alone was told why. Mend it on his phone.", "只有 Felix 收到原因。请在他的手机上补救。"
    )


REPAIR = Scene(
    id="repair",
    title=Saying("A repair", "补救"),
    text=Saying(
        "The pool is full, but one account was frozen meanwhile. Nobody loses anything; one person is told what to do.",
        "已满额，但其中一个账户刚被冻结。谁都没有损失；只有当事人收到提示。",
    ),
    look=Saying(
        "On Felix’s phone: use another account, or unfreeze his in the bank and tap “Try again”. "
        "Or let the mend window end: “To the next event”.",
        "在 Felix 的手机上：换一个账户；或在银行面板解冻后点“重试”。也可以点“到下一事件”，让补救期结束。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 5,
    cast=_PEOPLE,
)
