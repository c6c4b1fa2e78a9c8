"""A deposit that a member wants to leave: the share is for sale, and the clock leads to all that can follow."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import open_pool, pledge
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import BuyTap, CardAction, CardTap, LeaveEarlyTap, OfferAction, OfferTap

_PEOPLE = (
    cast(61, "Ada", ("“Leaving early”: opens the pool.", "“提前退出”：发起人。"), 8_000_00),
    cast(62, "Ben", ("“Leaving early”: sells his share.", "“提前退出”：转让份额。"), 6_000_00),
    cast(
        63, "林月", ("“Leaving early”: a member who may buy it.", "“提前退出”：可以受让的成员。"), 15_000_00
    ),
    cast(64, "Dora", ("“Leaving early”: waits for a share.", "“提前退出”：候补份额。"), 9_000_00),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Four people come in.", "四位人物入场。"))
    ada, ben, lin, dora = await company.enter(_PEOPLE)
    await company.clear(ada)
    company.says(Saying("Ada opens a pool, and three fill it.", "Ada 发起众筹，三人凑满。"))
    pool = await company.counted(open_pool(ada, company.queries, own_minor=2_000_00))
    await company.counted(pledge(ben, pool, 2_000_00))
    await company.counted(pledge(lin, pool, None))
    leaving = await ben.finds(LeaveEarlyTap)  # on the certificate: the deposit is open
    company.says(Saying("Dora comes too late, and waits for a share.", "Dora 来晚了，候补份额。"))
    await dora.follow(pool.link)
    await company.counted(dora.tap(CardTap, action=CardAction.WAIT))
    company.says(Saying("Ben offers his share for sale.", "Ben 转让他的份额。"))
    await ben.tap_on(*leaving)
    await company.counted(ben.tap(OfferTap, action=OfferAction.OFFER))
    await company.counted(lin.finds(BuyTap))
    return Saying(
        "Ben’s share is for sale. Buy it, or turn the clock.", "Ben 的份额正在转让。可以受让，或拨动时钟。"
    )


LEAVING = Scene(
    id="leaving",
    title=Saying("Leaving early", "提前退出"),
    text=Saying(
        "A deposit of ¥10,000 in which one member sells a share: to the others first, then to who waits in line.",
        "一笔 ¥10,000 的存款，有一位成员转让份额：先由其他成员优先受让，再到候补名单。",
    ),
    look=Saying(
        "On 林月’s phone: look at the share, and buy it. Or “To the next event”: then Dora is asked, too; "
        "once more, and Ben may offer it again or withdraw it. Go on until the deposit matures: "
        "each is paid, or renewed, by their own choice.",
        "在林月的手机上：查看并受让份额。也可以点“到下一事件”：轮到 Dora；再点一次，Ben 可以再次转让或提前支取。"
        "继续点下去，存款到期，按各人的选择派付或续存。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 6,
    cast=_PEOPLE,
)
