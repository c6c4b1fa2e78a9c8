"""Four friends fill a pool, it is settled, and everybody gets a certificate."""

from bot.backstage.scenes.company import Company
from bot.backstage.scenes.moves import open_pool, pledge
from bot.backstage.scenes.people import cast
from bot.backstage.scenes.player import Player, button_on
from bot.backstage.scenes.sandbox import JsonObject
from bot.backstage.scenes.saying import Saying
from bot.backstage.scenes.scene import Scene
from bot.telegram.callbacks import CardAction, CardTap
from core.domain.ids import CampaignId

_PEOPLE = (
    cast(1, "Anna", ("“A full pool”: opens it.", "“满额”：发起人。"), 8_000_00),
    cast(2, "阿宝", ("“A full pool”: ¥1,000.", "“满额”：¥1,000。"), 6_000_00),
    cast(3, "Clara", ("“A full pool”: ¥2,000.", "“满额”：¥2,000。"), 6_000_00),
    cast(4, "小东", ("“A full pool”: the rest.", "“满额”：剩余全部。"), 8_000_00),
)


async def _play(company: Company) -> Saying:
    company.says(Saying("Four friends come in.", "四位朋友入场。"))
    anna, bao, clara, dong = await company.enter(_PEOPLE)
    await company.clear(anna)
    company.says(Saying("Anna opens a pool and pledges ¥2,000.", "Anna 发起众筹并认筹 ¥2,000。"))
    pool = await company.counted(open_pool(anna, company.queries, own_minor=2_000_00))
    company.says(Saying("Her friends come by the link and pledge.", "朋友们通过链接加入并认筹。"))
    for friend, amount_minor in ((bao, 1_000_00), (clara, 2_000_00), (dong, None)):
        await company.counted(pledge(friend, pool, amount_minor))
    company.says(Saying("The pool is full: the deposit is opened.", "已满额：正在开立存款。"))
    campaign_id = (await pool.seen_by(anna)).campaign.id
    await company.together(_gets_certificate(player, campaign_id) for player in (anna, bao, clara, dong))
    return Saying("One deposit of ¥10,000, and four certificates.", "一笔 ¥10,000 存款，四张存单凭证。")


async def _gets_certificate(player: Player, campaign_id: CampaignId) -> None:
    """Returns once the certificate's picture is in the chat."""

    def is_certificate(message: JsonObject) -> str | None:
        leads_to_card = button_on(message, CardTap, campaign_id=campaign_id, action=CardAction.SHOW)
        return leads_to_card if message.get("photo") else None

    await player.sees(is_certificate, "the certificate")


FULL_POOL = Scene(
    id="full_pool",
    title=Saying("A full pool", "满额"),
    text=Saying(
        "Four friends fill ¥10,000; the bank opens one deposit, and each gets a certificate.",
        "四位朋友凑满 ¥10,000；银行开立一笔存款，每人得到一张存单凭证。",
    ),
    look=Saying(
        "In the bank: one term deposit, and four shares that sum to it. On the phones: the certificates. Then turn the "
        "clock “To the next event”: the day before maturity everybody is asked, and on the day everybody is paid.",
        "银行面板：一笔定期存款，四份份额相加分毫不差。手机上：各人的存单凭证。然后把时钟拨“到下一事件”："
        "到期前一天会询问每个人，到期当天派付。",
    ),
    play=_play,
    steps=len(_PEOPLE) + 1 + 3 + len(_PEOPLE),
    cast=_PEOPLE,
)
