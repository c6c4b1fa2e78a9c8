# 简体中文。Messages are Telegram HTML (allowed: b, i, u, s, code, blockquote, a, tg-time).
# The same keys with the same arguments as en.ftl; see there and bot/locales/__init__.py.

language-name = 简体中文

## Times

time-left-days = 剩 { $count } 天
time-left-hours = 剩 { $count } 小时
time-left-minutes = 剩 { $count } 分钟
time-is-up = 已截止
instant-elsewhere = { $instant }（{ $city }时间）

## Pictures: the campaign's card (plain text, short lines)

picture-brand = 合存
picture-a-year = 年利率
picture-instead-of = 一起存；单独存仅 { $rate }
picture-of-target = / { $amount }
picture-to-go = 还差 { $amount }
picture-full = 已满额
picture-tier = { $amount } 起 { $rate }
picture-tier-base = 未达标 { $rate }
picture-tier-between = { $rate }
picture-people =
    { $count ->
        [0] 还没有人加入
       *[other] 已有 { $count } 人
    }
picture-people-of = { $count } / { $seats } 人
picture-state-open = 认筹中
picture-state-funded = 已满额
picture-state-repairing = 待补位
picture-state-settling = 正在存入
picture-state-settled = 已存入
picture-state-expired = 未满额，已到期
picture-state-cancelled = 已取消

## Pictures: the certificate (plain text, short lines)

picture-certificate-number = 编号 { $number }
picture-certificate-title = 定期存款份额凭证
picture-certificate-subtitle = Certificate of Share
picture-certificate-holder = 持有人
picture-certificate-share = 存款份额
picture-certificate-rate = 年利率
picture-certificate-interest = 到期利息
picture-certificate-value-date = 起息日
picture-certificate-maturity-date = 到期日
picture-certificate-source = 存款编号 { $deposit } · { $campaign }
picture-certificate-issued = { $date } 签发 · 条款 { $digest }
picture-certificate-check = 扫码验证

## Pictures: what one holds (plain text, short lines)

picture-money-title = 最近 { $days } 天的资金
picture-money-held = 众筹预留
picture-money-deposited = 定期存款
picture-portfolio-title = 我的持有
picture-portfolio-value = 存款今日价值
picture-portfolio-earned = 已得利息 { $earned } · 到 { $end } 共 { $total }
picture-portfolio-today = 今天
picture-portfolio-share = { $date } · { $rate } · 编号 { $number }
picture-portfolio-more = 另有 { $count } 份

## Papers: what is kept as a file (plain text)

paper-attached = 本存单的签名事项
paper-deposit = 定期存款 { $deposit } · 产品 { $product }
paper-campaign = 众筹 { $campaign }
paper-terms = 条款摘要（SHA-256）
paper-issued = { $date } 签发
paper-stated = 打印时间 { $at }（UTC）
paper-signed = 签名密钥 { $key }（Ed25519）
paper-verify = 验证本文件：hecun certificate verify 文件

## Statements of account (plain text, short lines)

statement-title = 对账单
statement-period = { $first } – { $last }
statement-made = 生成时间 { $at } · 金额以合存账簿为准
statement-page = 第 { $page } 页
statement-nothing = 没有发生额。
statement-date = 日期
statement-what = 事项
statement-campaign = 众筹
statement-currency = 币种
statement-reference = 凭证号
statement-why = 原因
statement-reason = 原因：“{ $reason }”
statement-opening = 期初余额
statement-closing = 合计与期末余额
statement-times = { $what }（{ $count } 天）
statement-column-held = 预留
statement-column-deposited = 存款中
statement-column-accrued = 应付利息
statement-column-waiting = 待派付
statement-column-account = 转自账户
statement-column-interest = 利息
statement-column-tax = 税款
statement-column-other = 更正
statement-kind-hold = 认筹：预留
statement-kind-replace-hold = 修改认筹
statement-kind-release-hold = 解除预留
statement-kind-settlement = 开立定期存款
statement-kind-correction = 更正
statement-kind-reversal = 冲正
statement-kind-accrual = 计提利息
statement-kind-maturity = 存款到期
statement-kind-early-withdrawal = 提前支取
statement-kind-payout = 派付
statement-kind-transfer = 份额转让
statement-kind-renewal = 存款续存

### The bank's text messages (plain text)

bank-sms-sender = 合存银行
bank-sms-code = 验证码 { $code }，用于将您的账户关联到合存，{ $minutes } 分钟内有效。银行工作人员不会索取验证码，请勿告诉任何人。

### Alarms

alarm-update-set-aside =
    <b>有一条更新已搁置</b>
    更新 { $update_id } 三次处理均失败（{ $reason }）。原因见日志，修复后可在此让它重新处理。
alarm-mismatches = ⚠ <b>我们的账与银行有 { $count } 处新的差异。</b>相关众筹已暂停，查清后继续。
alarm-endpoint-disabled = <b>合作方的 Webhook 端点已停用。</b>{ $partner } 的 { $endpoint } 自 { $since }起未接收任何事件。合作方重新启用后，会收到等待中的事件。
alarm-order-contradicted = <b>银行的答复与指令不符。</b>指令 <code>{ $reference }</code>。未作任何处理，稍后会再次查询。请与银行核实。
alarm-bank-unreachable = <b>银行没有给出对账单</b>（自 { $since }起），因此无法对账。每十分钟会再问一次，请查看能否联系到银行。
alarm-chain-broken = ⚠ <b>封印链在第 { $sequence } 条分录处断开：</b>账簿在封印之后被改动或截断。请停止写入数据库，原样保留一份副本，并运行 <code>hecun ledger verify</code>。
alarm-outbox-stuck = <b>通知发不出去。</b>有 { $count } 条在等待，最早的自 { $since }起。原因见日志，不会丢失。
alarm-button = 去处理
alarm-over = ✅ <b>已解除：</b>这件事已恢复正常。
alarms-here =
    🔔 <b>从现在起，警报发到这里</b>，每件事只说一次：账目与银行不符、银行没有答复，或者我们这边有事停住了。不含姓名和账号。
    警报下面的按钮通向与我的私聊，管理员在那里处理。<code>/alarms en</code> 改用英文，<code>/alarms off</code> 不再发到这里。
alarms-off = 警报不再发到这里，改为私下告知每位管理员。
alarms-how = 请在要接收警报的群里发送 <code>/alarms</code>；用 <code>/alarms en</code>、<code>/alarms zh</code> 选择语言，<code>/alarms off</code> 改回私下告知。
alarms-closed = 我不能在那个群里发言，警报无法发到那里。请允许我发消息，再发送一次 /alarms。
alarm-correction-proposed = <b>另一位管理员提议更正账目。</b>请核对后批准或否决，在此之前不会入账。
alarm-correction-decided = <b>另一位管理员已对您提议的更正作出决定。</b>
alarm-approver-nominated = <b>一位审批员提名了新的审批员：{ $name }。</b>须由第二位审批员同意后生效。
notice-role-granted =
    { $role ->
        [approver] <b>您现在是管理台的审批员。</b>您可以审批他人的提议、恢复已暂停的业务，并授予角色。发送 /admin 进入。
        [operator] <b>您现在是管理台的操作员。</b>您可以查看全部内容、办理业务并提议更正。发送 /admin 进入。
       *[viewer] <b>您现在是管理台的查看员。</b>您可以查看全部内容，但不能更改。发送 /admin 进入。
    }
notice-role-revoked = <b>您在管理台的角色已被收回。</b>您自己的众筹和存款一切照旧。
notice-role-reason = 原因：<i>{ $reason }</i>
alarm-not-your-fault = 抱歉，刚才这一步我们这边出了问题，不是您的操作有误，您的资金没有任何变动，管理员已收到提醒。发送 /start 可查看当前进度。

## Refusals: why something was not done (plain text, also shown as a toast: at most 200 characters)

refusal-intent-reused = 这个按钮已经用于别的操作了，请重新开始。
refusal-not-permitted = 您没有权限这样做。
refusal-settlement-paused = 银行自 { $since } 起暂停了结算。您的权益不受影响，请在恢复后再试。
settlement-waits = ⏸ <b>银行自 { $since } 起暂停了全部结算。</b>恢复之前，份额不能成交，也不能支取；谁的权益都不受影响。
refusal-role-missing =
    { $role ->
        [approver] 这需要审批员。您在管理台的角色没有这项权限。
        [operator] 这需要操作员。您在管理台的角色没有这项权限。
       *[viewer] 这只对本行工作人员开放。
    }
refusal-own-role = 不能更改自己的角色，请由另一位审批员来改。
refusal-role-named = 这位审批员由机器人的设置指定，只有运维人员可以更改。
refusal-last-approver = 这是最后一位审批员。请先让另一个人成为审批员。
refusal-nobody-to-agree = 这须由第二位审批员同意，目前没有第二位。运维人员可以用 hecun admin grant 授予。
refusal-nomination-pending = 您已经提名过了，须由另一位审批员同意。
refusal-nomination-unknown = 这项提名已经结束。
refusal-proposer-vouched = 提议人的角色是您一人授予的，须由别的审批员批准。
refusal-participant-unknown = 我们还没见过面，请先发送 /start。
refusal-contact-not-yours = 这是别人的联系方式，请用下方按钮分享您自己的。
refusal-customer-unknown = 银行没有使用这个手机号的客户。请向银行核对预留手机号，再重新分享。
refusal-too-many-codes = 获取验证码过于频繁，请在 { $retry_at } 之后再试。
refusal-no-code-pending = 没有待验证的验证码了，请重新获取。
refusal-account-not-linked = 这个账户已不再与您关联，可在 /accounts 重新关联。
refusal-erasure-hindered = 现在还不能删除：还有 { $obstacle_count } 件事需要您。请在 /me 的“我的数据”里查看。
refusal-account-in-use = 这个账户上有 { $held_minor } 为您的认筹预留着。请先撤回认筹或等它结束，再解除关联。
refusal-admission-refused = 这样还不能发起众筹：
refusal-product-unknown = 银行已不再提供这款产品，请选择其他产品。
refusal-campaign-unknown = 这个链接或口令没有对应的众筹，请朋友重新发一次。
refusal-campaign-not-open =
    { $state ->
        [funded] 这个众筹已经满额。
        [settling] 这个众筹已经满额。
        [repairing] 有一个账户正在处理，众筹暂不接受新的认筹。
        [settled] 众筹已满额，定期存款已开立。
        [expired] 这个众筹已到期结束。
       *[cancelled] 这个众筹已被取消。
    }
refusal-deadline-passed = 晚了一步：截止时间是 { $deadline }。
refusal-terms-not-consented = 您看到的条款与这个众筹不符，请重新查看。
refusal-already-pledged = 您已认筹 { $amount_minor }，可以直接修改。
refusal-not-pledged = 您在这个众筹里没有认筹。
refusal-not-designated = 该众筹仅限指定用户参与，由发起人决定谁可以加入。请联系发起人把您加入指定用户。
refusal-designation-unknown = 此人已不在名单上。
refusal-too-many-designees = 一个众筹最多可以有 { $limit } 位指定用户。
refusal-pool-full = 有人快了一步：已经没有剩余额度。
refusal-reminded-lately = 一天之内已经提醒过。{ $again_at } 之后可以再次提醒。
refusal-nobody-to-remind = 现在没有可提醒的人：受邀者都已加入、已婉拒、不想收到提醒、一天内已被提醒，或无法联系。
refusal-reminder-too-late = 众筹在 { $closes_at } 截止，那时再提醒就太晚了。
refusal-nudges-stopped = 您已停止所有提醒。发送 /notifications 可以恢复。
refusal-nobody-to-organise = 还没有其他参与人可以接手。您可以取消这个众筹。
refusal-place-kept = 空出的名额在 { $kept_until } 前为候补名单上的下一位保留。您也可以排队候补。
refusal-place-free = 无需候补：现在就有名额。
refusal-already-waiting = 您已在候补名单上，排第 { $position } 位。
refusal-already-member = 您已持有这笔存款的份额：有份额转让时，会先通知您，再通知候补名单。
refusal-not-waiting = 您不在这个众筹的候补名单上。
refusal-waiting-list-full = 候补名单已满：已有 { $longest_line } 人在等候。
refusal-head-count-reached = { $head_count_max } 个名额已全部占满。
refusal-amount-type-not-offered =
    { $debit_amount_type ->
        [equal_share] 这个众筹不设等额份额。
        [free_amount] 这个众筹不接受自选金额，请从按钮中选择。
       *[remainder] 这个众筹不提供“剩余全部”，请选择其他金额。
    }
refusal-amount-exceeds-remainder = 只剩 { $remaining_minor } 可以认筹，请选小一点的金额。
refusal-remainder-changed = 有人快了一步：现在还剩 { $remaining_minor }。
refusal-seat-taken = 有人快了一步：这个金额的份额没有了，还剩 { $remaining_minor }。
refusal-leaves-gap = 剩余 { $remaining_minor } 中会留下 { $rest_minor }，没有人能补上。请少认一点，或全部认下。
refusal-nothing-changed = 已经是这样了，无需修改。
refusal-pledge-fixed =
    { $state ->
        [funded] 众筹已满额，您的认筹不能再改。
        [settling] 众筹已满额，您的认筹不能再改。
        [settled] 定期存款已开立，您的认筹已成为其中的份额。
        [captured] 定期存款已开立，您的认筹已成为其中的份额。
        [expired] 众筹已到期，您的资金已解除预留。
        [cancelled] 众筹已取消，您的资金已解除预留。
        [reserved] 银行还在核验您的认筹，请稍后再试。
       *[repairing] 账户处理期间认筹金额不能改，但可以换账户。
    }
refusal-account-not-valid = 银行不能在这个账户上预留这笔金额：
refusal-campaign-fixed =
    { $state ->
        [expired] 众筹已经到期结束。
        [cancelled] 众筹已经取消。
        [settled] 定期存款已开立，众筹不能再取消。
       *[funded] 众筹已满额，不能再取消。
    }
refusal-not-due = 时间还没到，或者已经过了。
refusal-share-unknown = 这份份额不属于您，或已不存在。
refusal-share-fixed = 来不及了：这份份额的资金已在途中，或份额已不属于您。
refusal-share-leaving = 银行还在核验这份份额的支取或转让。有结果之后，您可在此查看。
refusal-another-leaving = 银行还在核验本存款另一位参与人的提前支取。有结果之后您的金额才能确定，请届时再试。
refusal-locked-in = 按条款，{ $free_from }之前不能退出这笔存款。
refusal-early-withdrawals-used-up =
    { $early_withdrawals_max ->
        [0] 按条款，这笔存款的份额不能提前支取。
       *[other] 按条款，这笔存款最多有 { $early_withdrawals_max } 份可提前支取，名额已用完。
    }
refusal-offer-first = 提前支取您的份额会使其他人的利率降到 { $rest_rate_percent }，请先向大家转让。
refusal-offer-over = 这份份额已不再转让。
refusal-amount-changed = 现在的金额是 { $amount_minor }，请重新查看。
refusal-payout-unknown = 这笔款项不属于您。
refusal-payout-fixed = 这笔款项无需处理：正在付往您的账户，或已经到账。
refusal-account-cannot-receive = 银行无法向这个账户付款：
refusal-account-unknown = 银行没有这个账户。
refusal-bank-elsewhere = 这里无法办理：账户和存款由银行自行管理。
refusal-phone-taken = 这个手机号已属于银行的另一位客户。
refusal-account-status-fixed =
    { $status ->
        [closed] 账户已销户，不能再变更。
       *[other] 账户里还有钱，不能销户。
    }
refusal-amount-not-positive = 金额必须大于零。
refusal-reason-missing = 请填写原因。
refusal-mismatch-unknown = 这处差异已经不存在了。
refusal-nothing-to-correct = 这处差异无法由我们记账更正，只能由银行处理。
refusal-correction-pending = 这处差异已有一项更正在等待批准。
refusal-correction-unknown = 没有这项更正。
refusal-correction-closed = 这项更正已有结论、已撤回，或已超过等待期限。
refusal-correction-outdated = 提议之后情况有变，请否决后重新提议。
refusal-comparison-due = 即将重新对账，请在对账完成后再决定。
refusal-own-correction = 须由另一位管理员决定；只有提议人可以撤回。
refusal-entry-unknown = 账簿里没有这笔分录。
refusal-entry-fixed = 这笔分录由银行指令产生或改变了预留，不能只靠一笔分录撤销。
refusal-entry-reversed = 这笔分录已经冲正过了。
refusal-below-zero = 这样会使账户余额低于零：目前只有 { $balance_minor }。
refusal-product-code-taken = 已有产品使用这个代码。
refusal-rates-in-force = 只能设定 { $today } 之后的利率。
refusal-rates-unknown = 没有这一天起的利率。
refusal-only-rates = 这是该产品唯一的一份利率，请先新增其他利率。
refusal-rates-day-taken = 这一天起已有另一组利率。
refusal-rates-malformed = 利率档位有误：应从最低金额开始，逐档递增。
refusal-not-legitimate = 该合作方不能这样做：
refusal-partner-unknown = 没有这个合作方。
refusal-partner-name-malformed = 名称须为 1 至 64 个字符，且只占一行。
refusal-permissions-malformed = 这样的权限什么也不允许，或者所列产品的币种不一致。
refusal-partner-key-unknown = 该合作方已没有这把密钥。
refusal-endpoint-unknown = 没有这个 Webhook 端点。
refusal-too-many-endpoints = 该合作方已有 { $endpoints_max } 个 Webhook 端点，请先删除一个。
refusal-delivery-unknown = 从未向该 Webhook 端点发送过此事件。
refusal-too-many-partner-keys = 该合作方已有 { $usable_max } 把可用的密钥，请先吊销一把。

## Conditions: what did not hold, and what one can do about it

condition-account-unknown = <b>银行没有这个账户。</b>请重新关联账户。
condition-account-dormant = <b>账户处于睡眠状态。</b>到网点或致电银行激活后，再试一次。
condition-account-frozen = <b>账户已被冻结。</b>请联系银行了解原因并解冻，或换一个账户。
condition-account-lost = <b>账户的卡已挂失。</b>到银行补卡或解除挂失后，再试一次。
condition-account-closed = <b>账户已销户。</b>请换一个账户。
condition-account-class = <b>{ $found } 类户不能购买存款。</b>请使用 { $required } 类户，或到银行升级此账户。
condition-account-holder = <b>账户已不再与您关联。</b>请重新关联，或换一个账户。
condition-account-phone-changed = <b>您在银行的预留手机号已变更。</b>请用新手机号重新关联账户。
condition-account-currency = <b>账户币种是 { $found }，众筹是 { $required }。</b>请使用 { $required } 账户。
condition-debit-amount-type =
    { $required ->
        [equal_share] <b>银行不允许此账户按等额份额扣款。</b>请改用自选金额，或换一个账户。
        [free_amount] <b>银行不允许此账户按自选金额扣款。</b>请改用等额份额，或换一个账户。
       *[remainder] <b>银行不允许此账户按“剩余全部”扣款。</b>请直接输入金额，或换一个账户。
    }
condition-amount-below-minimum = <b>{ $found } 太少。</b>每人至少认筹 { $required }。
condition-amount-above-maximum = <b>{ $found } 太多。</b>每人最多认筹 { $required }。
condition-amount-not-multiple = <b>{ $found } 不合适。</b>金额须为 { $required } 的整数倍。
condition-day-limit = <b>超出账户当日限额：</b>今天还剩 { $required }。可按此金额认筹、明天再来，或换一个账户。
condition-insufficient-balance = <b>余额不足：</b>需要 { $required }，可用 { $found }。可先存入、减少金额，或换一个账户。
condition-hold-doubted = <b>银行正在核对这个账户的账目。</b>您的资金没有损失，请稍后再试。
condition-hold-missing = <b>银行已不再为这笔认筹预留资金。</b>请重试，重新预留。
condition-partner-suspended = <b>该合作方已被暂停。</b>原因及恢复事宜请咨询银行。
condition-scope-missing = <b>该合作方没有这项权限：</b>{ $required }。
condition-product-not-permitted = <b>该合作方不能使用产品 { $found }。</b>请选择它可用的产品。
condition-channel-not-permitted = <b>该合作方不能使用渠道 { $found }。</b>请选择它可用的渠道。
condition-target-above-permitted = <b>对该合作方而言，目标金额 { $found } 过高。</b>最高为 { $required }。
condition-quota-reached = <b>该合作方今天已发起 { $found } 个众筹，上限为 { $required } 个。</b>明天可以继续发起。
condition-product-unknown = <b>没有产品 { $found }。</b>请从产品目录中选择。
condition-product-not-offered = <b>银行目前不提供这款产品。</b>请选择其他产品。
condition-channel-not-admitted = <b>这款产品不在 Telegram 渠道发售。</b>请选择其他产品。
condition-target-below-minimum = <b>目标 { $found } 太小。</b>至少 { $required }。
condition-target-above-maximum = <b>目标 { $found } 太大。</b>最多 { $required }。
condition-target-not-multiple = <b>目标 { $found } 不合适。</b>须为 { $required } 的整数倍。
condition-amount-types-empty = <b>没有允许任何认筹方式。</b>请允许等额份额或自选金额。
condition-seats-missing = <b>等额份额需要人数。</b>请说明分成几份。
condition-seats-out-of-range = <b>不能分成 { $found } 份。</b>请在 1 到 { $required } 之间选择。
condition-member-minimum-too-low = <b>每人最低 { $found } 太低。</b>产品规定至少 { $required }。
condition-member-minimum-too-high = <b>每人最低 { $found } 太高。</b>这里最高可设 { $required }。
condition-member-maximum-too-low = <b>每人最高 { $found } 太低。</b>这里至少要 { $required }。
condition-head-count-out-of-range = <b>{ $found } 人不行。</b>请在 1 到 { $required } 之间选择。
condition-target-out-of-reach = <b>按这些金额凑不满 { $found }。</b>请允许自选金额，或调整份数、每人最低金额。
condition-deadline-too-soon = <b>截止时间太近。</b>最早 { $required }。
condition-deadline-too-late = <b>截止时间太晚：</b>银行的利率只保证一段时间。最晚 { $required }。

## Shared cards: a campaign as everybody in a group sees it, or wherever it was sent by way of the bot

shared-people =
    { $count ->
        [0] 还没有人参与
       *[other] 已有 { $count } 人参与
    }
shared-organiser = 组织者：{ $organiser }
shared-deadline = 截止 { $deadline }
shared-hint-join = 请在私聊中加入：这里没有人会看到您的金额和账户。满额之前，钱一直在您自己的账户里，只是预留。
shared-button-join = 在私聊中加入
shared-button-look = 在私聊中查看

## Managing: what only the organiser of a campaign does

managing-title = <b>管理 { $campaign }</b>
managing-in-line = { $count } 人在候补名单上
managing-hint = 这些按钮只有您这位组织者才有。会带来改变的操作，都会再问您一次。
managing-button-back = ‹ 返回众筹

## Groups: what is said there, and in private because of something there

group-help = 我帮朋友们一起存款，享受大额利率。在群里我只更新众筹卡片；和您的钱有关的事，我们私聊。众筹的组织者可以用 /card 把卡片放到这里。
group-button-private = 和我私聊
group-anonymous = 您以群组的名义发言，我看不到您是谁。要把您的众筹卡片放到这里，请用您自己的身份发送。
group-no-such-button = 这个按钮在这里不起作用。请和我私聊。
group-not-yours = 只有组织者 { $name } 可以把这个众筹的卡片放到群里。您可以在这里查看：
group-by-invitation = { $campaign }仅限受邀者参与，所以不在群里展示：群里每个人都会看到。请在卡片上逐个邀请。
group-over = { $campaign }已经结束，不能再加入了。
group-closed = 我不能在那个群里发言。请让管理员允许我发送消息和图片（话题里也要允许），然后再试一次。{ $campaign }在这里：
group-nothing = 您没有可以放到群里的进行中的众筹。请先发起一个。

## Inline mode: what `@bot` offers in any chat

inline-offer = 年利率 { $rate } · 已认筹 { $pledged }，还差 { $remaining }
inline-button-open = 发起众筹

## /privacy

privacy-title = <b>谁能看到我的什么</b>
privacy-members = 👥 <b>我参与的众筹里</b>，成员、受邀的人，以及发起众筹的合作方，看到的我是：<b>{ $name }</b>。发起人和组织者的姓名始终对众筹里的人可见。
privacy-groups = 📣 <b>群里</b>，以及卡片被发送到的聊天里：<b>{ $name }</b>。
privacy-certificates = 📜 <b>我的存单</b>上，给谁看由我决定：<b>{ $name }</b>。
privacy-amount-hidden = 💰 <b>我的金额</b>：其他成员看不到。人少的时候，总额可能会透露它；受让我份额的人会知道转让价。
privacy-amount-shown = 💰 <b>我的金额</b>在众筹里与姓名一起显示，前提是不会因此推算出别人的金额。
privacy-always = 银行管理员能看到姓名、金额和隐去中间位的账号。手机号和完整账号只有银行知道。名单里，隐藏的姓名只计入人数。
privacy-button-members = 众筹里的姓名
privacy-button-groups = 群里的姓名
privacy-button-certificates = 存单上的姓名
privacy-button-show-amount = 显示我的金额
privacy-button-hide-amount = 隐藏我的金额
privacy-button-back = ‹ 隐私
privacy-ask-members = <b>众筹里的人能看到您姓名到什么程度？</b>
privacy-ask-groups = <b>群里能看到您姓名到什么程度？</b>群里的卡片只显示参与人数，只列出允许显示姓名的人。
privacy-ask-certificates = <b>您的存单显示多少姓名？</b>从现在起，对图片和文件都有效。
privacy-noted = 已记下，卡片很快更新。

## Card: a campaign as one message (caption under its picture)

card-headline = <b>{ $target }</b> · { $term } · 年利率 <b>{ $rate }</b>
card-initiator = 发起人：{ $name }
card-organiser = 由 { $name } 发起，现由 { $organiser } 组织
card-progress = 已认筹 <b>{ $pledged }</b>，还差 <b>{ $remaining }</b>
card-progress-over = 未达到 { $target } 的目标
card-progress-full = 已认筹 <b>{ $pledged }</b>，目标达成
card-people =
    { $count ->
        [0] 还没有人加入
       *[other] { $count } 人已加入：{ $names }
    }
card-checking = 银行正在核验 { $count } 笔认筹
card-seats = { $seats } 个份位中已占 { $taken } 个
card-tiers = 利率：{ $tiers }
card-people-more = { $names } 等，另有 { $count } 人
card-member-amount = { $name }（{ $amount }）
card-deadline = 截止 { $deadline }（{ $left }）
card-code = 口令：<code>{ $code }</code>
card-by-invitation = 仅限发起人指定的用户参与。
card-alone = 一个人存只有 { $rate }。
card-means-to-you =
    💡 再有 { $remaining }，大家都享受 { $rate }：比自己存，您多得 <b>{ $gain }</b>。
    若未能按时满额，您的资金将解除预留。
card-hint-join = 点一个金额即可加入。按时满额才生效；在此之前，钱一直在您自己的账户里，只是预留。
card-hint-places-taken = 名额已满。若有人撤回，就会空出名额。
card-place-kept = 空出的名额在 { $until } 前为候补名单上的下一位保留。
card-place-yours = 🎟 <b>空出了名额，为您保留到 { $until }</b>（{ $left }）。点一个金额即可认筹；逾期将顺延给下一位，您也不再候补。
card-in-line = 您在候补名单上排<b>第 { $position } 位</b>，共 { $count } 人。轮到您时会通知您，名额为您保留两小时（最迟到众筹截止）。
card-hint-wait = 有人退出才有机会：候补不收费、不预留资金，随时可以退出。
card-hint-closed = 已截止。
card-in-line-for-share = 您在这笔存款的份额候补名单上排<b>第 { $position } 位</b>，共 { $count } 人。有份额转让而其他成员未受让时，会同时通知名单上的所有人，先到先得。
card-own-held = <b>您已认筹 { $amount }</b>，在账户 { $account } 预留，直到满额。
card-own-checking = ⏳ <b>银行正在核验您的 { $amount }</b>（账户 { $account }）。名额为您保留，有结果马上告诉您。
card-own-change-checking = ⏳ <b>银行正在核验您的修改：{ $amount }</b>（账户 { $account }）。有结果之前，您的认筹仍为 { $before }。
card-own-fixed = <b>您已认筹 { $amount }</b>，来自账户 { $account }。
card-own-ailing = <b>您从 { $account } 认筹的 { $amount } 需要处理</b>，请在 { $until } 前完成，否则名额将空出：
card-state-checking = 已满额。银行核验完毕后，就会开立定期存款。
card-state-full = 银行正在开立定期存款。
card-state-full-late = ⏳ <b>银行开立定期存款比平时久，</b>正在向银行查询结果。在此之前，大家的钱要么仍在各自账户里预留，要么已在存款里，不会在别处；谁都不用做什么。
card-state-paused = <b>结算正在核对。</b>银行需要先查清一处账目。所有资金保持原样，大家都无需操作。
card-state-standstill = <b>已满额，等待结算。</b>银行暂时暂停了结算。所有资金保持原样，大家都无需操作。
card-state-repairing = 就差一步：有一位参与人的账户需要先处理，名额保留到 { $until }。
card-state-settled = <b>定期存款已开立。</b>{ $value_date }起息，{ $maturity_date }到期。
card-state-expired = <b>已到期，未满额。</b>所有预留均已解除，没有人被扣款。
card-state-cancelled = <b>发起人已取消。</b>所有预留均已解除，没有人被扣款。
card-state-cancelled-by-bank = <b>银行已取消：</b>{ $reason }。所有预留均已解除，没有人被扣款。
card-state-declined = <b>银行没有开立这笔定期存款。</b>所有预留均会解除，没有人被扣款。
card-share = <b>您在这笔存款中持有 { $principal }。</b>您的存单：<code>{ $number }</code>
card-picture-title = { $term }定期存款
card-names-join = 、
card-picture-matures = { $date }到期
card-share-text = 一起存吧：{ $target }，{ $term }，年利率 { $rate }。点这里加入：
card-button-rest = 剩余全部 · { $amount }
card-button-another = 其他金额
card-button-change-amount = 修改金额
card-button-change-account = 更换账户
card-button-withdraw = 撤回认筹
card-button-try-again = 再试一次
card-button-another-account = 换一个账户
card-button-certificate = 我的存单
card-button-statement = 📄 存款对账单
card-button-share = 分享到聊天
card-button-copy = 复制链接
card-button-wait = 加入候补名单
card-button-buy = 🏷 按 { $price } 受让份额
card-button-wait-for-share = 候补份额
card-button-leave-line = 退出候补名单
card-button-pass-on = 不需要，让给下一位
card-waiting-toast = 您已加入候补名单，排第 { $position } 位。
card-leave-line-sure = <b>确定退出候补名单吗？</b>您排第 { $position } 位。以后再加入，要从队尾排起。
card-pass-on-sure = <b>确定让出名额吗？</b>名额将为下一位保留，您也不再候补。
card-button-leave-line-sure = 确定退出
card-button-pass-on-sure = 确定让出
card-button-stay-in-line = 不，保留
card-line-left = 您已退出候补名单。
card-button-leave-organising = 移交组织工作
card-leave-organising-sure = <b>确定移交组织工作吗？</b>最早加入的参与人将接手您的按钮：分享和取消。任何人的资金都不会变动，您自己的认筹也保持不变。
card-button-leave-organising-sure = 确定移交
card-button-keep-organising = 不，继续组织
card-organising-left = 已移交。今后由最早加入的参与人负责这个众筹。
card-button-remind-me = 🔔 提醒我
card-button-decline = 不适合我
card-hint-declined = 您表示过不参加，不会再收到提醒。仍可加入：点选金额即可。
card-button-page = 网页
card-button-manage = ⚙️ 管理
card-button-invite = 邀请用户
card-button-group = 添加到群组
card-button-rotate = 更换链接
card-button-rotate-sure = 确定更换
card-button-rotate-keep = 不更换
card-rotate-sure = <b>更换链接和口令？</b>旧的立即失效。已加入或已通过旧链接进入的人不受影响。
card-rotated-done = <b>旧链接和口令已失效。</b>新的请看卡片。
card-button-cancel = 取消众筹
card-button-show = 查看众筹
card-cancel-sure = <b>确定取消这个众筹吗？</b>所有人的预留都会解除，并通知每个人。取消后不能恢复。
card-button-cancel-sure = 确定取消
card-button-keep = 不取消
card-cancelled-done = 众筹已取消，所有预留均已解除。

## 提前支取

exiting-button = 提前退出
exiting-button-offered = 🏷 我的份额转让中
exiting-ask =
    <b>要提前退出吗？</b>
    您的份额为 { $principal }。持有到期（{ $matures }）可得 <b>{ $kept }</b>。
exiting-today = 今天
exiting-figure = • { $when }：<b>{ $amount }</b>（少 { $forgone }）
exiting-sell = 🏷 <b>转让。</b>受让人支付您的份额本金，以及按条款转让利率（年利率 { $rate }）计算的至今利息：
exiting-asked-first-until = 存款不受影响。先由其他成员优先受让，到 { $members }；之后候补名单上的人也可受让，到 { $line }。
exiting-asked-first = 存款不受影响。先由其他成员优先受让一天，之后一天候补名单上的人也可受让。
exiting-withdraw = 🏦 <b>提前支取。</b>银行支付您的份额本金，以及按活期利率（年利率 { $rate }）计算的利息：
exiting-interest = 其中利息 { $interest }，代扣利息税 { $tax }。
exiting-rest-keeps = 其他人的存款和利率不变。
exiting-rest-falls = 按条款，其他人自当日起年利率为 { $rate }。
exiting-offer-first = ⚠️ 其他人的年利率会因此降到 { $rate }。请先转让您的份额：两天后仍无人受让，您就可以支取。
exiting-as-it-stands = 以上按目前情况计算，没有办理任何操作。
exiting-ask-day = 要看哪一天的金额？{ $matures }之前的任何一天都可以。请这样输入：<code>{ $example }</code>
exiting-not-a-day =
    { $reason ->
        [in_the_past] 这一天已经过去了。
       *[unreadable] 我看不懂这个日期。
    }
exiting-day-matured = 到那时存款已到期：{ $matures }您可得 { $kept }，无需提前退出。
exiting-untaken = <b>无人受让您的份额</b>，转让已结束。您可以再次转让、提前支取，或继续持有。
exiting-offered-to-members = 🏷 <b>您的份额正在转让，今日转让价 { $price }。</b>其他成员可在 { $until } 前受让；之后候补名单上的人也可受让，到 { $line }。
exiting-offered-to-line = 🏷 <b>您的份额正在转让，今日转让价 { $price }。</b>其他成员和候补名单上的人可在 { $until } 前受让。
exiting-offered-note = 转让价每日零点随利息增加。售出之前，份额仍归您所有，照常为您计息；一旦售出，会马上通知您。
exiting-take-back-sure = <b>要撤回转让、继续持有吗？</b>以后再次转让时，会重新先由其他成员优先受让。
exiting-taken-back = 您的份额已不再转让。
exiting-button-offer = 🏷 按 { $price } 转让
exiting-button-sure = 🏦 现在支取 { $amount }
exiting-button-day = 📅 看另一天
exiting-button-back = 返回两种方式
exiting-button-stay = 不，继续持有
exiting-button-take-back = 撤回转让
exiting-button-take-back-sure = 是，继续持有
exiting-button-leave-for-sale = 不，继续转让
exiting-checking = ⏳ <b>银行正在核验这份份额的提前支取</b>（{ $since } 提出），有结果马上告诉您。银行同意的话，您得到的就是您确认过的金额；在此之前份额不能另作处理。
exiting-checking-sale = ⏳ <b>有人正在受让这份份额</b>，银行自 { $since } 起核验付款，成交后马上告诉您。银行不同意的话，份额照原样继续转让；在此之前不能另作处理。
exiting-done = 您的份额已提前支取，款项正转回原扣款账户。

## 受让份额

buying-review = <b>受让一份 { $principal } 的份额？</b> · { $campaign }
buying-review-pay = 立即从账户 { $account } 支付 <b>{ $price }</b>：份额本金，加 { $since }以来的利息 { $interest }。
buying-review-earn = { $matures }到期可得 <b>{ $brings }</b>：起息以来的全部利息都归您，年利率 { $rate }。
buying-worth = 款项立即支付，不能反悔。自己另存一笔，要从今天起存满 { $term }。
buying-button-confirm = 按 { $price } 受让
buying-account-refused = <b>无法从账户 { $account } 支付 { $price }：</b>
buying-price-changed = ⚠️ <b>转让价已变：每日零点随利息增加。</b>
buying-done = <b>份额已归您所有：</b>{ $campaign } 的 { $principal }。您的存单马上发到这里。
buying-checking = ⏳ 银行正在核验这笔受让，有结果马上告诉您。

## What a decision is worth beside going alone: a line of money, and a line of words that says on what it depends

worth-term =
    💡 { $amount } 存 { $term }得利息 <b>{ $interest }</b>，{ $how ->
        [more] 比一个人存<b>多 { $difference }</b>
        [less] 比一个人存<b>少 { $difference }</b>
       *[same] 与一个人存相同
    }（{ $alone }）。
worth-until =
    💡 { $amount } 到{ $until }得利息 <b>{ $interest }</b>，{ $how ->
        [more] 比一个人存<b>多 { $difference }</b>
        [less] 比一个人存<b>少 { $difference }</b>
       *[same] 与一个人存相同
    }（{ $alone }）。
worth-given-up = 💡 您将放弃 <b>{ $difference }</b>：{ $amount } 存 { $term }，在这里得利息 { $interest }，一个人存得 { $alone }（{ $rate }）。
worth-left =
    💡 { $amount } 一个人存，{ $day }提前支取只得利息 { $alone }。转让则{ $sold ->
        [more] <b>多得 { $sold_difference }</b>
        [less] <b>少得 { $sold_difference }</b>
       *[same] 一样多
    }，提前支取则{ $withdrawn ->
        [more] <b>多得 { $withdrawn_difference }</b>
        [less] <b>少得 { $withdrawn_difference }</b>
       *[same] 一样多
    }。
worth-left-needs-buyer = 有人受让，转让才算数；一个人存的定期，不能转让给别人。
worth-on-demand = 金额太小不能开立定期，按活期 { $rate }
worth-amounts = 💡 存 { $term }，与一个人存相比：{ $listed }
worth-amounts-same = 💡 存 { $term }，这些金额一个人存利息也一样。
worth-amount =
    { $amount } { $how ->
        [more] <b>+{ $difference }</b>
        [less] <b>−{ $difference }</b>
       *[same] <b>±0</b>
    }
worth-only-if-full = { $deadline } 前满额才有；在此之前，钱一直在您自己的账户里，只是预留。
worth-bound = 满额才有。之后资金锁定 { $term }：提前支取按活期 { $demand } 计息，也可以转让份额。
worth-then-full = 这样就满额了：银行开立定期存款，资金随之锁定。
worth-then-lacks = 众筹就还差 { $remaining }：{ $deadline } 前补不满，谁都得不到。

## Pledging: the friend's way

pledging-choose-amount = 您想认筹多少？
pledging-change-amount = 您已认筹 <b>{ $amount }</b>，想改成多少？
pledging-type-amount = <b>请输入金额</b>，{ $least } 到 { $most }，例如 <code>{ $example }</code>。
pledging-not-an-amount =
    { $reason ->
        [ambiguous] 这个金额有两种读法。
        [other_currency] 这个众筹不是这种货币。
        [too_precise] 金额最小到分。
        [not_positive] 金额必须大于零。
        [too_large] 这比任何众筹都多。
       *[other] 我看不懂这个金额。
    } 请这样输入：<code>{ $example }</code>。
pledging-no-amounts = 现在没有可选的金额。

pledging-review-place = <b>认筹 { $amount }？</b>
pledging-review-change = <b>把认筹从 { $before } 改为 { $amount }？</b>
pledging-review-account = <b>把您的 { $amount } 换到另一个账户？</b>
pledging-review-hold = 在账户 { $account } 预留 <b>{ $amount }</b>，不扣款，直到满额；到 { $deadline } 仍未满额则解除预留。
pledging-review-over-insured = ⚠ 连同预期利息，您在本行将共有 { $total }，超出存款保险每人最高赔付额 { $insured } 达 { $uncovered }。
pledging-review-near-insured = ⚠ 连同预期利息，您在本行将共有 { $total }，接近存款保险每人最高赔付额 { $insured }。
pledging-terms-rate = 利率：年利率 <b>{ $rate }</b>，本众筹内固定不变。年化收益率 { $yearly }（利息 ÷ 本金 ÷ 年数）。
pledging-terms-day-count = 计息：{ $day_count }；{ $compounding }。
pledging-terms-term = 期限：自满额存入之日起 { $term }。
pledging-early-exit-demand-rate = 提前支取：按支取日活期利率 { $rate } 和实际持有天数计息。
pledging-terms-exits =
    支取限制：{ $lock_in_days ->
        [0] 随时可以，
       *[other] 前 { $lock_in_days } 天不可，
    }每笔存款最多提前支取 { $count } 份；其余存款{ $remainder ->
        [keeps_rate] 利率不变。
       *[falls_to_tier] 按仍能达到的利率档计息，因此须先向其他成员转让。
    }
pledging-terms-selling = 份额转让：可先向其他成员转让，一天后再加上候补名单。受让人支付本金和按年利率 { $rate } 计算的至今利息。
pledging-maturity-pay-out = 到期：本金和利息转回原扣款账户。
pledging-terms-withdraw = 满额之前可以修改或撤回认筹；满额之后即成为定期存款的份额。
pledging-terms-repair = 若届时您的账户无法扣款，您有 { $mend }处理；因此空出的名额可在 { $refill }内补上，即使已过截止时间。
pledging-terms-insured = 存款保险：每人在同一家银行的存款合计最高赔付 { $insured }。
pledging-terms-digest = 条款编号 { $digest }。确认即表示您同意这些条款。
pledging-hours = { $count } 小时
pledging-day-count-periods = 整年整月按月计，零头天数按一年 360 天计
pledging-day-count-act-360 = 按实际天数、一年 360 天（ACT/360）
pledging-day-count-act-365f = 按实际天数、一年 365 天（ACT/365F）
pledging-day-count-thirty-e-360 = 每月 30 天、一年 360 天（30E/360）
pledging-compounding-none = 单利，到期一次还本付息
pledging-compounding-daily = 按日复利
pledging-compounding-monthly = 按月复利
pledging-compounding-quarterly = 按季复利
pledging-compounding-half-yearly = 按半年复利
pledging-compounding-yearly = 按年复利
pledging-button-confirm = 确认认筹 { $amount }
pledging-button-back = 返回

pledging-choose-account = <b>{ $amount }</b> 从哪个账户出？
pledging-account-fits = <b>{ $account }</b> · { $account_class } 类户 · 可用 { $available }
pledging-account-fails = <b>{ $account }</b> 暂时不能用：
pledging-account-refused = <b>无法在账户 { $account } 预留 { $amount }：</b>
pledging-account-instead = 您可以马上换一个账户认筹。
pledging-account-none-other = 您关联的其他账户也都不符合条件。
pledging-button-use = 用 { $account } · { $available }
pledging-button-use-instead = 改用 { $account }
pledging-button-same-again = 用 { $account } 再试一次
pledging-button-link-more = 关联账户

pledging-done = ✅ <b>已在账户 { $account } 预留 { $amount }。</b>满额之前不会扣款。
pledging-done-full = ✅ <b>{ $amount }（账户 { $account }）：满额了！</b>银行正在开立定期存款，存单马上就到。
pledging-done-full-waits = ✅ <b>{ $amount }（账户 { $account }）：满额了！</b>结算暂时暂停，恢复后银行就会开立定期存款，大家都无需操作。
pledging-checking = ⏳ <b>银行正在核验您从账户 { $account } 认筹的 { $amount }。</b>名额已为您保留，有结果马上告诉您。满额之前不会扣款。
pledging-toast-checking = 核验中：{ $amount }
pledging-toast-done = 已确认：预留 { $amount }
pledging-out-of-date = 刚才的内容已过期，这是现在的情况。
pledging-withdraw-sure = <b>撤回您的 { $amount } 吗？</b>账户 { $account } 的预留会立即解除，名额让给其他人。
pledging-withdraw-sure-checking = <b>撤回您的 { $amount } 吗？</b>银行还在核验。名额会立即让给其他人，账户 { $account } 上如已预留，会随即解除。
pledging-button-withdraw-sure = 确定撤回
pledging-button-keep = 不撤回
pledging-withdrawn = <b>已撤回。</b>您账户上的预留已解除，众筹进行期间随时可以再加入。
pledging-nothing-pending = 没有待确认的内容了。

pledging-join-ask = <b>请输入众筹口令</b>，例如 <code>K7QF-2M9D</code>，就在朋友的卡片上。
pledging-link-too-often = 短时间内打开了太多无效链接。请等十分钟再试。
pledging-join-too-often = 短时间内试了太多口令。请等十分钟，或直接用链接加入。

## Linking: an account becomes a participant's

linking-ask-contact = <b>关联银行账户。</b>请用下方按钮分享您自己的联系方式，银行会向您的预留手机号发送验证码。我只看得到您本人的账户，未经您确认绝不扣款。
linking-ask-contact-to-buy = <b>请先关联银行账户。</b>点下方按钮分享您自己的联系方式，银行会向您的预留手机号发送验证码。只需一分钟，之后接着受让份额。
linking-ask-contact-first = <b>请先关联银行账户。</b>点下方按钮分享您自己的联系方式，银行会向您的预留手机号发送验证码。只需一分钟，之后接着认筹。
linking-button-contact = 📱 分享我的联系方式
linking-button-new-code = 📱 重新发送验证码
linking-use-button = 请用下方按钮分享联系方式，这样银行才能确认号码是您本人的。发送 /cancel 可停止。
linking-bank-silent = 银行暂时没有回应，无法发送验证码。请过一分钟再分享一次联系方式。
linking-code-sent = 银行已向 <b>{ $phone }</b> 发送验证码。<b>请在这里输入六位数字</b>，我会马上从聊天中删除它。有效期至 { $until }。
linking-code-shape = 验证码是六位数字，只输入数字即可。
linking-code-wrong = 验证码不对，还可以试 <b>{ $tries }</b> 次。
linking-code-expired = 验证码已过期。点下方按钮，银行会重新发送。
linking-code-exhausted = 连续输错五次，这个验证码已作废。点下方按钮，银行会重新发送。
linking-done = ✅ <b>账户关联成功。</b>
linking-done-none = 没有可以关联的账户。
linking-elsewhere = { $accounts } 已关联到另一个 Telegram 账号。请先在那边解除关联，或联系银行。

## Accounts: what is linked

accounts-title = <b>您关联的账户</b>
accounts-none = 您还没有关联账户。只需一分钟：分享联系方式，银行会给您发验证码。
accounts-line = <b>{ $account }</b> · { $account_class } 类户 · { $status }
accounts-available = 可用 { $available }
accounts-available-held = 可用 { $available }，预留 { $held }
accounts-stale = ℹ️ 银行暂时没有回应。账户信息截至 { $when }，以银行核验时为准。
accounts-status-normal = 正常
accounts-status-dormant = 睡眠
accounts-status-frozen = 冻结
accounts-status-lost = 挂失
accounts-status-closed = 已销户
accounts-button-link = 关联账户
accounts-button-link-more = 重新关联或关联更多
accounts-button-unlink = 解除关联 { $account }
accounts-unlink-sure = <b>解除关联 { $account }？</b>重新关联之前，不能再用它认筹。
accounts-button-unlink-sure = 确定解除
accounts-button-back = 返回
accounts-toast-unlinked = 已解除关联

## Certificate: the evidence of a share

certificate-caption = <b>存单 { $number }</b>
certificate-share = 定期存款 { $deposit } 中的份额 <b>{ $principal }</b>，年利率 <b>{ $rate }</b>
certificate-held-by = 持有人：{ $holder }
certificate-dates = 起息日{ $value_date }，到期日{ $maturity_date }
certificate-interest = 到期利息：<b>{ $interest }</b>
certificate-issued = { $date } 签发 · { $campaign } · 条款 <code>{ $digest }</code>
certificate-picture-title = { $target } · { $term }
certificate-button-file = 📄 PDF
certificate-button-name = 显示姓名
certificate-file = 📄 <b>您的存单，已签名。</b>任何人拿到这份文件都能离线验证：<code>hecun certificate verify 文件</code>。密钥 <code>{ $key }</code>。
file-on-its-way = 文件马上就到。
name-shown-ask = <b>存单上显示您的姓名到什么程度？</b>从现在起，对图片和文件都有效。
name-shown-full = 全名：{ $name }
name-shown-masked = 部分隐藏：{ $name }
name-shown-hidden = 不显示：{ $name }
standing-number = <b>存单 { $number }</b>
standing-active = ✅ <b>有效：</b>它证明持有该笔存款中的份额。
standing-sold = ⚠️ <b>已失效：</b>该份额已转让，受让人持有新的存单。
standing-withdrawn-early = ⚠️ <b>已失效：</b>该份额已提前支取。
standing-renewed = ⚠️ <b>已失效：</b>该份额已续存，换发了新的存单。
standing-payable = ⚠️ <b>已失效：</b>存款已到期，该份额正在派付。
standing-paid-out = ⚠️ <b>已失效：</b>存款已到期，该份额已派付。
standing-dates = { $issued }签发，到期日{ $maturity_date }
standing-reissued = 已换发为编号 <code>{ $number }</code>。
standing-unknown = 这里没有这个编号的存单，它可能是伪造的。

## 份额：价值、到期、资金

share-button-show = 📈 我的份额
share-title = 📈 <b>我的份额</b> · { $campaign }
share-holding = 编号 <code>{ $number }</code>：<b>{ $principal }</b>，年利率 { $rate }
share-today = 今天：<b>{ $value }</b>，其中已计利息 { $interest }
share-at-maturity = { $date }：<b>{ $value }</b>，其中利息 { $interest }
share-figure = <i>计算方式：合计 { $whole } 共得利息 { $earned }；您的 { $principal } 按比例得 { $interest }，扣税 { $tax }。</i>
share-ask = <b>到期后怎么办？</b>{ $date } 的前一天结束前可以更改。
share-choice-pay-out = 全部派付
share-choice-renew-principal = 续存本金
share-choice-renew-all = 本息续存
share-choice-paid = { $mark } { $choice }：{ $paid } 转入 { $account }
share-choice-renewed = { $mark } { $choice }：{ $renewed } 按 { $rate } 续存
share-choice-both = { $mark } { $choice }：{ $renewed } 按 { $rate } 续存，{ $paid } 转入 { $account }
share-worth = 这是自{ $date }起再存一期的利息，以其他人的选择不变为前提；利率以当日为准，这里按目前已知的计算。
share-renewal-missing = ⚠️ 续存合计须达到 { $needed }，否则失去该利率档：算上您还差 { $missing }。如果没有更多人续存，届时将全部派付。
share-renewal-not-offered = ⚠️ 银行已不再提供这款产品，届时将全部派付。
share-toast-pay-out = 到期后全部派付。
share-toast-renew-principal = 到期后续存本金，利息派付。
share-toast-renew-all = 到期后本金和利息一起续存。
share-closing = ⏳ 银行正在办理到期，现在不能再更改。
share-state-sold = 您的份额已转让。
share-state-withdrawn-early = 您的份额已提前支取。
share-state-renewed = 🔁 您的份额已续存。
share-state-payable = 存款已到期，您的资金正在途中。
share-state-paid-out = ✅ 存款已到期，您的份额已派付。
share-renewed = <b>{ $renewed }</b> 已续存，新存单编号 <code>{ $number }</code>。
share-on-its-way = <b>{ $amount }</b> 正在转入 { $account }。
share-paid = <b>{ $amount }</b> 已于 { $when } 转入您的账户 { $account }。
share-button-redirect = 付到 { $account }
share-button-new-pool = 发起新的众筹

## Notices: what others must hear

notice-settled = 🎉 <b>满额了，定期存款已开立！</b>这是您的存单：
notice-own-settled = 🎉 <b>您发起的众筹已存入：</b>{ $target }，{ $term }，年利率 { $rate }。所有参与人都已收到存单。
notice-expired = <b>{ $campaign } 已到截止时间</b>，未能满额。
notice-cancelled = <b>{ $campaign } 已由发起人取消。</b>
notice-cancelled-by-bank = <b>{ $campaign } 已由银行取消：</b>{ $reason }
notice-corrected-held = <b>您的账户 { $account } 有一笔更正：</b>预留金额变动 <b>{ $amount }</b>。
notice-corrected-available = <b>您的账户 { $account } 有一笔更正：</b>可用余额变动 <b>{ $amount }</b>。
notice-corrected-deposit = <b>银行更正了 { $campaign } 这笔存款的账目：</b><b>{ $amount }</b>。您的份额和存单凭证不变。
notice-corrected-reason = 原因：“{ $reason }”
notice-released = 您的 <b>{ $amount }</b> 已解除预留，没有扣款。
notice-repair-needed = <b>{ $campaign }：您的认筹无法扣款。</b>名额为您保留到 { $until }。原因：
notice-repair-awaited = { $campaign } 已满额，但有一位参与人的账户需要先处理，期限到 { $until }。您无需操作。
notice-dropped = 账户未能及时处理，<b>您在 { $campaign } 的名额已空出。</b>
notice-organiser-changed = 🔑 <b>{ $campaign } 现在由您负责</b>：原组织者已离开，而您是最早加入的参与人。您可以分享或取消它；大家的资金保持原样，仍归各自所有。
notice-rate-lowered = { $campaign } 有一位参与人提前支取。按条款，其余存款自 { $since } 起<b>年利率为 { $rate }</b>。
notice-withdrawal-declined = <b>{ $campaign }：银行没有同意提前支取您的份额。</b>份额及其利息保持不变，没有支付任何款项。
notice-purchase-rejected = <b>{ $campaign }：银行无法扣取份额的转让价款。</b>没有扣款，该份额仍在转让。原因：
notice-share-for-sale = 🏷 <b>{ $campaign } 有一份份额转让：</b>{ $principal }，今日转让价 { $price }。{ $until } 前先到先得，受让当日起归受让人所有。
notice-offer-untaken = { $campaign }：无人受让您的份额，转让已结束。您可以再次转让，或查看提前支取。
notice-button-leave = 提前退出
notice-button-buy = 查看
notice-share-sold = <b>{ $campaign }：您的份额已转让。</b>受让人已支付 { $price }，款项将付到您的原账户。
notice-share-bought = 🎉 <b>份额已归您所有。</b>此凭证取代转让人的凭证。
notice-place-offered = 🎟 <b>轮到您了：{ $campaign } 空出了名额。</b>还剩 { $amount }，为您保留到 { $until }。点一个金额即可认筹；逾期将顺延给下一位，您也不再候补。
notice-place-passed-on = { $campaign } 的名额已不再为您保留，已顺延给下一位。您可以重新加入候补名单。
notice-waiting-ended = { $campaign } 已结束，不会再空出名额，您已不在候补名单上。
notice-reopened-kept = <b>{ $campaign } 空出了名额</b>，{ $until } 前为候补名单上的下一位保留。您无需操作。
notice-reopened = <b>{ $campaign } 空出了名额</b>，{ $until } 前都可以补上。把链接转发给想加入的朋友吧。
notice-no-longer-invited = 您已不在 { $campaign } 的指定用户之列，因此也不再排在候补名单上。
notice-invited = <b>{ $name } 邀请您</b>加入 { $campaign }，年利率 { $rate }。
notice-invited-until = { $until } 前可以加入。在您确认之前，不会预留任何资金。
notice-reminder-by-organiser = 🔔 <b>{ $name } 提醒您：{ $campaign }</b>
notice-reminder-wished = 🔔 <b>您设的提醒：{ $campaign }</b>
notice-reminder-missing = 还差 <b>{ $remaining }</b>，{ $until } 前可以加入（{ $left }）。
notice-reminder-gain = 认筹 { $amount }，到期约比单独存<b>多得 { $gain }</b>：年利率 { $rate }，而不是 { $alone }。
notice-reminder-rate = 一起存，年利率为 { $rate }。
notice-declined = <b>{ $campaign }：银行没有开立这笔定期存款。</b>
notice-orders-in-question =
    <b>银行没有回应。</b>有 { $count } 笔指令在等待结果，最早的始于 { $since }：<code>{ $reference }</code>。
    系统会不断查询，有结果后自动完成，绝不猜测。请确认银行的接口是否可用。
notice-order-contradicted =
    <b>银行的答复与所问不符。</b>指令 <code>{ $reference }</code>：{ $found }
    系统没有据此处理，会再次查询。请与银行核实。
notice-held = ✅ <b>银行已为 { $campaign } 预留您的 { $amount }</b>，认筹成功。
notice-change-rejected = <b>{ $campaign }：银行没有同意您对认筹的修改。</b>认筹保持不变，仍为 { $amount }。原因：
notice-rejected = <b>{ $campaign }：银行无法为您的认筹预留资金。</b>
notice-maturity-ahead =
    { $stage ->
        [day_before] <b>{ $campaign } 的存款明天（{ $date }）到期。</b>
       *[ten_days_before] <b>{ $campaign } 的存款将于 { $date } 到期。</b>
    }
notice-maturity-paid-out = <b>{ $amount }</b> 将转回原扣款账户。
notice-maturity-renewed = <b>{ $amount }</b> 将续存，年利率 { $rate }。
notice-maturity-missing = 您选择了续存，但选择续存的参与人合计还差 <b>{ $missing }</b> 才达到利率档。如无变化，届时将全部派付。
notice-maturity-not-offered = 您选择了续存，但银行已不再提供这款产品，届时将全部派付。
notice-renewed = 🔁 <b>您的份额已续存。</b>这是新的存单：
notice-paid-out = 💰 <b>{ $campaign }：{ $amount } 已转入您的账户 { $account }。</b>
notice-paid-out-figures = 本金 { $principal } + 利息 { $interest } − 利息税 { $tax } = <b>{ $amount }</b>
notice-paid-out-not-renewed = 选择续存的参与人不足，您的份额已派付。
notice-payout-waiting = ⚠️ <b>{ $campaign }：银行无法将 { $amount } 付到您的账户 { $account }。</b>款项以您的名义保留，等您指定自己的另一个账户。原因：

## 多处共用

term-months =
    { $months ->
        [12] 1 年
        [24] 2 年
        [36] 3 年
        [60] 5 年
       *[other] { $months } 个月
    }

## 发起众筹

opening-title = <b>发起众筹</b>
opening-line-product = ✓ { $term }定期
opening-line-target = ✓ 目标 <b>{ $amount }</b>，年利率 { $rate }
opening-line-target-low = ✓ 目标 <b>{ $amount }</b>，年利率 { $rate }。满 { $better_from } 可达 { $better_rate }。
opening-line-types = ✓ 认筹方式：{ $types }
opening-line-seats = ✓ 分 { $seats } 份，每份 { $amount }
opening-line-seats-uneven = ✓ 分 { $seats } 份，每份 { $smaller } 或 { $larger }
opening-line-minimum = ✓ 每人至少 { $amount }
opening-line-deadline = ✓ 截止 { $when }
opening-line-own = ✓ 您认筹 { $amount }
opening-line-own-skipped = ✓ 您暂不认筹
opening-line-everybody = ✓ 有链接的人都可以加入
opening-line-designated = ✓ <b>仅限指定用户：</b>发布后由您选择
opening-button-designated = 仅限指定用户
opening-button-everybody = 有链接的人都可加入
opening-type =
    { $type ->
        [equal_share] 等额份额
        [free_amount] 自选金额
       *[remainder] 认下余额
    }
opening-ask-product =
    <b>选哪种定期？</b>
    满 { $better_from }，银行给的利率更高。一起存，就够得着：
opening-no-products = 银行目前没有可选的定期产品，请以后再来。
opening-product = { $term }：<b>{ $rate }</b>，一个人只有 { $alone }
opening-product-flat = { $term }：<b>{ $rate }</b>
opening-ask-target =
    <b>一起存多少？</b>
    银行的利率：
opening-target-tier = { $amount } 起：<b>{ $rate }</b>
opening-target-type = 请选择目标金额，也可以直接输入，例如 { $example }。凑齐全额才会存入；凑不齐，预留全部解除。
opening-ask-types =
    <b>怎样认筹？</b>
    勾选朋友们可以用的方式：
    • <b>自选金额</b>：各人自己定
    • <b>等额份额</b>：把目标分成若干等份
    • <b>认下余额</b>：还差多少，一次补齐
opening-ask-seats =
    <b>分成几份？</b>
    请选择，也可以输入份数，最多 { $most } 份。
opening-ask-seats-uneven =
    <b>分成几份？</b>
    请选择，也可以输入份数，最多 { $most } 份。不能整除时，有几份多 { $step }。
opening-ask-minimum =
    <b>每人至少认筹多少？</b>
    请选择，也可以输入金额，例如 { $example }。银行的起点是 { $least }。
opening-ask-deadline =
    <b>什么时候截止？</b>
    到时没有凑齐，所有人预留的钱都会释放。
    请选择，也可以输入时间，例如 <i>明天18:00</i>、<i>周五</i>、<i>5天后</i>。银行的利率最多保留到 { $latest } 截止的众筹。
opening-ask-own =
    <b>您自己认筹多少？</b>
    发布时在您的账户上预留，存入时才扣款。
    请选择，也可以输入金额。
opening-ask-own-unlinked =
    <b>您自己认筹多少？</b>
    您还没有绑定账户。可以先选好金额，发布后马上绑定；也可以以后再说。
opening-ask-account =
    <b>用哪个账户？</b>
    发布时将在该账户预留 { $amount }。
opening-use-buttons = 这一步请用下面的按钮选择。
opening-worth-product = 凑满 { $target } 才有。期限越长利息越多，资金也锁得越久。
opening-worth-target = 凑满 { $target } 才有。目标越高，越难凑满。
opening-worth-amounts = 凑满 { $target } 才有。怎样认筹，不影响利率。
opening-worth-seats = 每份利息相同；{ $target } 全部认满才有。
opening-worth-minimum = 凑满 { $target } 才有。金额小的与金额大的，利率相同。
opening-worth-deadline = 到时凑满 { $target } 才有；在此之前，每个人的钱都在自己的账户里，只是预留。
opening-worth-own = 截止前凑满 { $target } 才有；没有凑满，预留全部解除，没有人被扣款。
opening-button-product = { $term } · { $rate }
opening-button-target = { $amount } · { $rate }
opening-button-type =
    { $type ->
        [equal_share] 等额份额
        [free_amount] 自选金额
       *[remainder] 认下余额
    }
opening-button-go-on = 继续 ›
opening-button-seats = { $seats } × { $amount }
opening-button-seats-uneven = { $seats } × { $smaller }–{ $larger }
opening-button-tomorrow = 明天 20:00
opening-button-three-days = 3 天后 20:00
opening-button-week = 一周后 20:00
opening-button-seat = 认一份：{ $amount }
opening-button-skip = 暂不认筹
opening-button-account = { $number } · 可用 { $available }
opening-button-back = ‹ 上一步
opening-button-cancel = ✕ 取消
opening-button-publish = 发布
opening-button-resume = 继续
opening-button-restart = 重新开始
opening-button-new = 发起众筹
opening-button-pledge = 认筹 { $amount }
opening-change-product = ✎ 定期
opening-change-target = ✎ 目标
opening-change-amounts = ✎ 认筹方式
opening-change-seats = ✎ 份数
opening-change-minimum = ✎ 最低金额
opening-change-deadline = ✎ 截止时间
opening-change-own = ✎ 我的认筹
opening-change-account = ✎ 账户
opening-review = <b>请核对，然后发布</b>
opening-review-together = { $term }定期 <b>{ $target }</b>，年利率 <b>{ $rate }</b>：利息 <b>{ $interest }</b>。
opening-review-own = 您从账户 { $account } 认筹 <b>{ $amount }</b>。款项预留到存入为止，最迟到 { $when }。
opening-review-own-open = 您认筹 <b>{ $amount }</b>，等有账户可以支付时再预留。不影响发布。
opening-review-own-later = 您暂不认筹。截止前随时可以在众筹卡片上认筹。
opening-review-privacy = <b>谁能看到什么：</b>只有拿到链接或口令的人能看到这个众筹。他们能看到总额和参与人愿意显示的名字；别人的金额，只有本人愿意显示才看得到。
opening-published = ✓ <b>已发布。</b>众筹卡片在下面，分享给朋友们吧。
opening-toast-published = 已发布 ✓
opening-toast-closed = 这份草稿已经关闭。发送 /open 重新发起。
opening-toast-moved-on = 您已经走到后面了，当前步骤在这里。
opening-cancelled = <b>草稿已关闭。</b>没有发起任何众筹，也没有预留任何款项。
opening-unfinished =
    <b>您有一个没填完的众筹。</b>
    接着填，还是重新开始？
opening-own-left =
    <b>还差一步：您自己的 { $amount }。</b>
    点下面的按钮，选好或绑定付款账户，再确认一下就行。
opening-own-refused =
    <b>众筹已经发布，但您自己的 { $amount } 还没有认筹成功。</b>

## 输入的内容读不懂时

typed-instant-unreadable = 这个时间我读不懂。请这样输入：<i>明天18:00</i>、<i>周五</i> 或 <i>5天后</i>。
typed-instant-in-the-past = 这个时间已经过去了。请输入以后的时间，例如 <i>明天18:00</i>。
typed-count-unreadable = 请输入一个整数，例如 4。

## 我的

me-title =
    <b>我的</b>
    您在这里叫 { $name }。{ $certificates ->
        [0] 您还没有存款份额
       *[other] 您持有 { $certificates } 份存款份额
    }，{ $accounts ->
        [0] 还没有关联账户。
       *[other] 已关联 { $accounts } 个账户。
    }
me-button-campaigns = 📋 众筹
me-button-certificates = 📜 存单
me-button-accounts = 🏦 账户
me-button-privacy = 🙈 隐私
me-button-language = 🌐 语言
me-button-help = ❓ 常见问题
me-button-start = ‹ 首页
me-button-back = ‹ 我的
me-button-notifications = ⏰ 通知设置
me-button-data = 🗂 我的数据
data-title =
    <b>我的数据</b>
    这里保存的与您有关的一切，您都可以查看；法律允许删除的，您都可以要求删除。
data-button-copy = 发一份副本给我
data-file = 🗂 <b>这里保存的与您有关的全部内容</b>（JSON）。账号与各处一样隐去中间位。内容只供您本人查看，转发前请三思。
data-button-erase = 删除我的信息
data-button-back = ‹ 我的数据
erase-title = <b>删除个人信息</b>
erase-goes = <b>立即删除：</b>姓名、与 Telegram 的关联、手机号和账户关联、各项选择、邀请、候补位置、没有完成的对话，以及等待发给您的通知。众筹卡片会重新绘制，不再出现您的姓名。
erase-stays = <b>法律要求保留：</b>账簿分录、认筹、存单、派付和税，只留编号，不留姓名，保留到银行账簿的法定期限为止。银行自己的客户资料归银行所有。备份在被替换之前仍是旧的内容。
erase-in-the-way = <b>目前的障碍：</b>
erase-obstacle-pledge = { $count ->
       *[other] • { $count } 笔认筹预留着您的钱：请撤回，或等众筹结束
    }
erase-obstacle-share = { $count ->
       *[other] • { $count } 份存款份额：请转让、提前支取，或等到期
    }
erase-obstacle-purchase = { $count ->
       *[other] • { $count } 笔受让银行正在核验：会自动得到答复
    }
erase-obstacle-payout = { $count ->
       *[other] • { $count } 笔派付正在途中：如在等待，请指定账户
    }
erase-obstacle-organising = { $count ->
       *[other] • 您组织着 { $count } 个众筹：请移交，或取消
    }
erase-obstacle-role = { $count ->
       *[other] • 您在管理台有角色：须先由一位审批员收回
    }
erase-button-pledge = 我的认筹
erase-button-share = 我的份额
erase-button-purchase = 我的众筹
erase-button-payout = 我的派付
erase-button-organising = 我组织的众筹
erase-button = 删除我的信息…
erase-sure =
    <b>确定永久删除吗？</b>
    无法撤销。以后再来，您就是新的用户，这里也不能再向您展示以前的存单：请先保存文件。
erase-button-sure = 是的，删除
erase-done =
    <b>已删除。</b>
    这里不再有任何内容说明您是谁。聊天记录在您的手机上，需要的话请自行删除聊天。如果您再发消息给我，我们就重新认识。
mine-no-certificates =
    <b>还没有存单。</b>
    您参与的众筹筹满后，您会得到自己那份的存单。
page-button-newer = ‹ 较新
page-button-older = 较早 ›

## 开始、帮助、菜单

start-hello =
    <b>一起存，拿大额的利率。</b>
    朋友们把钱凑到银行更高利率的起点，由银行存成一笔定期，每个人按份额持有，分毫不差。
start-unfinished = 您有一个没填完的众筹。
start-button-open = 发起众筹
start-button-resume = 接着填我的众筹
start-button-restart = 重新开始
start-button-join = 用口令加入
start-button-mine = 我的众筹
start-button-me = 我的
start-button-help = 怎么玩
help-text =
    <b>怎么玩</b>
    1. 发起人发起众筹：存哪种定期、一共多少、什么时候截止。
    2. 朋友们通过链接、二维码或口令加入。各人认筹的钱<b>预留</b>在自己的银行账户上，先不扣款。
    3. 凑齐以后，银行按更高的利率开立<b>一笔定期存款</b>，每个人得到自己那份的存单。
    4. 到时没有凑齐，预留全部释放，谁也不花一分钱。

    所有命令都在输入框旁的菜单里。在群里，众筹的组织者可以用 /card 放上卡片。

    <b>您想了解什么？</b>
help-question-safe = 我的钱安全吗？
help-question-unfilled = 没凑齐怎么办？
help-question-seen = 谁能看到我的姓名和金额？
help-question-out = 可以中途退出吗？
help-question-paid = 什么时候拿到钱？
help-question-cost = 要花钱吗？
help-question-account = 有人的账户出问题怎么办？
help-question-gone = 机器人不在了怎么办？
help-question-interest = 利息怎么算？
help-question-messages = 怎么停止通知？
help-button-back = ‹ 常见问题
help-answer-safe =
    凑齐之前，钱一直在<b>您自己的银行账户</b>里，只是预留，期间谁也不能动用。凑齐以后由银行开立一笔存款，您的份额以您的名义记在账上。钱不经过发起人，也不经过本机器人。{ $insured ->
        [0] {""}
       *[other] 存款保险按每人在同一家银行的全部存款合计，最高偿付 { $cap }。
    }

    <i>举例：</i>{ $friends } 个朋友每人 { $share }，凑满 { $target }。凑的过程中，您的 { $share } 预留在您的账户里；凑齐以后，您持有银行这笔存款中的 { $share }，并有带编号的存单。
help-answer-unfilled =
    预留全部释放，您不花一分钱。要么凑齐，要么作罢；截止时间写在卡片上。

    <i>举例：</i>时间到了，{ $target } 只凑到 { $rest }，还差 { $share }。谁的账户都不扣款，您预留的钱一分不少，立即可用。
help-answer-seen =
    由您决定。目前，众筹里的人看到的您是：<b>{ $name_members }</b>；群里：<b>{ $name_groups }</b>；您的存单上：<b>{ $name_certificates }</b>。{ $amount_shown ->
        [0] 其他成员看不到您的金额。
       *[other] 您的金额在众筹里与姓名一起显示，除非会因此推算出别人的金额。
    }手机号和完整账号只有银行知道；其余的，银行管理员能看到。

    <i>举例：</i>{ $friends } 个人都隐藏姓名时，卡片上只有“{ $friends } 人参与”和 { $target }，再没有别的。
help-answer-out =
    凑齐之前：可以，点一下就撤回，钱立即可用。凑齐以后，可以把份额转让给别人，或者请银行提前支取，只按 { $demand_rate } 计息。{ $lock_in_days ->
        [0] {""}
       *[other] 前 { $lock_in_days } 天内不能退出。
    }

    <i>举例：</i>{ $share }，从{ $begin }起存 { $term }。{ $left_on }转让可得 { $price }；提前支取可得 { $early }。留到{ $end }的人得到 { $total }。
help-answer-paid =
    到期日派付到扣款的账户，除非您选择了续存。如果那个账户收不了款，钱会以您的名义等着，直到您指定自己的另一个账户。

    <i>举例：</i>今天（{ $begin }）凑齐、存 { $term }的众筹，到{ $end }，您的 { $share } 连同利息 { $interest } 一起回来，税后共 <b>{ $total }</b>。
help-answer-cost =
    不花钱：参与、及时撤回、派付都不收费。法律要求银行代扣的利息税，会在您同意之前说明。

    <i>举例：</i>{ $share } 按 { $rate } 存 { $term }，利息 { $interest }，其中税 { $tax }。自己存只有 { $alone_rate }，利息 { $alone_interest }。一起存，您多得 { $gain }。
help-answer-account =
    凑齐时，每个账户都会再核验一次。谁的账户没通过，有 { $mend_hours } 小时处理好或换一个账户，原因只有本人知道。没处理好，名额就让给别人。期间不扣任何人的钱。

    <i>举例：</i>{ $target } 里有一份 { $share } 扣不了，其余 { $rest } 仍预留在各人账户里。这 { $share } 及时补上，或者有别人接替，就开立存款；否则全部释放。
help-answer-gone =
    您的钱在银行，不在这里：有没有这个聊天，银行都会付。请把存单保存成文件：它有签名，谁都能验证真伪。对账单也可以存成文件。

    <i>举例：</i>您的存单写着：{ $target } 存款中的 { $share }，利率 { $rate }，{ $end }到期。到那天，银行应付您 { $total }。
help-answer-interest =
    份额 × 年利率 × 时间，按银行的计息天数规则，四舍五入到分；所有成员的利息加起来正好等于整笔存款的利息。在您的份额里点“金额如何得出”，可以看到每一步。

    <i>举例：</i>{ $share } × { $rate } × { $term } = <b>{ $interest }</b>。第一天增加 { $day_interest }。自己存按 { $alone_rate }：{ $alone_interest }。
help-answer-messages =
    点一下就能停止提醒、邀请和转让信息，也可以让它们等到免打扰时段以后。发送 /stop 立即生效。事关您自己资金的消息仍会送达，因为您应当知道。

    <i>举例：</i>无论停了什么，{ $end }之前都会告诉您：{ $total } 即将到账，到哪个账户。
menu-description =
    一起存，拿大额的利率。

    存满一万元，银行给的利率更高。和朋友一起凑到这个起点：银行存成一笔定期，每个人按份额持有，分毫不差。凑满之前，钱一直在你自己的账户里。
menu-short-description = 和朋友一起凑存款，拿大额的利率。
menu-start = 从这里开始
menu-open = 发起众筹
menu-join = 用口令加入
menu-me = 我的：与我有关的一切
menu-mine = 我的众筹
menu-portfolio = 我的持有与收益
menu-statement = 对账单（文件）
menu-accounts = 我的银行账户
menu-language = 语言 · Language
menu-help = 这是怎么回事
menu-cancel = 退出当前操作
menu-privacy = 谁能看到我的什么
menu-notifications = 提醒与免打扰
menu-stop = 不再接收提醒和邀请
notifications-title = <b>通知设置</b>
notifications-lead = ⏰ 看过的众筹截止前：{ $lead ->
    [three_days] 提前 3 天提醒您。
    [one_day] 提前 1 天提醒您。
    [three_hours] 提前 3 小时提醒您。
   *[none] 不提醒。
}
notifications-quiet = 🌙 免打扰时段：{ $begin }–{ $end }
notifications-quiet-off = 🌙 没有免打扰时段
notifications-zone = 🕒 您的时间：{ $city }，现在 { $now }
notifications-stopped = 🔕 <b>已停止提醒、邀请和转让信息。</b>
notifications-own = 事关您自己资金的消息和对您操作的答复会立即送达，其他消息等免打扰时段过后再发。
notifications-button-lead = ⏰ { $lead ->
    [three_days] 提前 3 天
    [one_day] 提前 1 天
    [three_hours] 提前 3 小时
   *[none] 不提醒
}
notifications-button-quiet = 🌙 免打扰时段
notifications-button-zone = 🕒 时区
notifications-button-stop = 🔕 停止提醒
notifications-button-resume = 🔔 恢复提醒
notifications-button-all = 通知设置
notifications-button-back = ‹ 返回
notifications-button-quiet-off = 不设
notifications-button-begin = { $clock } 开始
notifications-button-end = { $clock } 结束
notifications-noted = 已记下。
notifications-stop-done = 🔕 <b>已停止。</b>不再发送提醒、邀请和转让信息。事关您自己资金的消息仍会送达。
notifications-back = 🔔 <b>已恢复。</b>您会重新收到提醒、邀请和转让信息。
notifications-quiet-ask = <b>什么时候不打扰您？</b>可以等的消息会在免打扰时段过后再发。
notifications-zone-ask = <b>您在哪里？</b>目前按{ $city }计时，那里现在是 { $now }。请选择，或输入城市名。
notifications-zone-found = <b>是其中之一吗？</b>如果不是，请输入附近的另一个城市。
notifications-zone-unknown = 没有找到这个城市。请输入同一时区里较大的城市，例如<i>柏林</i>。
menu-data = 我的数据：副本与删除
menu-card = 把我的众筹卡片放到这里
menu-admin = 管理
language-ask = <b>我们用哪种语言？</b>
language-chosen = 从现在起，我们说中文。
mine-title = <b>我的众筹</b>
mine-none =
    <b>还没有众筹。</b>
    可以自己发起，也可以用朋友的口令加入。
mine-campaign = { $term }定期，{ $pledged } / { $target } · { $state }
mine-campaign-own = { $term }定期，{ $pledged } / { $target } · { $state } · 我认筹 <b>{ $own }</b>
mine-campaign-checking = { $term }定期，{ $pledged } / { $target } · { $state } · 我认筹 <b>{ $own }</b>（核验中）
mine-campaign-waiting = { $term }定期，{ $pledged } / { $target } · { $state } · 我在候补名单<b>第 { $position } 位</b>
mine-certificates = <b>我的存单</b>
mine-certificate = 编号 { $number } · { $amount }，{ $maturity } 到期
mine-certificate-ended =
    编号 { $number } · <s>{ $amount }</s> { $state ->
        [sold] 已转让
        [withdrawn_early] 已提前支取
        [renewed] 已续存
       *[paid_out] 已派付
    }
mine-button-campaign = { $code } · { $term } · { $target }
portfolio-none =
    <b>您还没有存款份额。</b>
    您参与的众筹筹满后，份额和收益会显示在这里。
portfolio-total = <b>存款今日价值 { $value }</b>（{ $today }），其中自 { $start } 起已得利息 { $earned }。到{ $end }利息共 <b>{ $total }</b>
portfolio-share = • 编号 { $number }，年利率 { $rate }：今日 { $today }，{ $date } <b>{ $maturity }</b>
mine-button-portfolio = 📈 我的持有与收益
portfolio-button-statement = 📄 对账单
statement-ask = <b>您的对账单：哪个期间？</b>列明预留、存入和支付的每一笔以及合计：PDF 便于阅读，CSV 用于电子表格。
statement-button = { $period } · { $form }
statement-file = 📄 <b>您的对账单</b>，{ $first } – { $last }。
statement-period-all = 全部
statement-ask-campaign = <b>{ $code } 的存款对账单：哪个期间？</b>只说明整笔存款的情况，不提及任何成员。
statement-ask-dates = <b>请输入起止日期</b>，例如 <code>{ $example }</code>；也可以只输入月份（如 <code>{ $month }</code>）或年份。
statement-button-dates = 其他期间
statement-period-typed = <b>{ $first } – { $last }。</b>要哪种格式？
statement-period-unreadable = 看不懂这个期间。请输入起止日期，例如 <code>{ $example }</code>，或者输入月份、年份；也可以发送 /cancel 退出。
statement-period-backwards = 结束日期早于开始日期。请先输入开始日期，例如 <code>{ $example }</code>；也可以发送 /cancel 退出。
statement-period-in-the-future = 这个期间还没有开始。请输入已经开始的期间，例如 <code>{ $example }</code>；也可以发送 /cancel 退出。
statement-of-campaign = 众筹 { $code } 的定期存款
statement-file-campaign = 📄 <b>{ $code } 的存款对账单</b>，{ $first } – { $last }。
mine-button-certificate = 编号 { $number }
cancel-done = <b>已退出。</b>没有发起或改动任何东西。
cancel-nothing = 当前没有进行中的操作。发送 /start 看看可以做什么。
fallback-text =
    这个我没看懂。
    朋友的口令是这样的：<code>K7QF-2M9D</code>。发送 /help 看看我能做什么。
fallback-text-here = 这一步用不上这句话。发送 /cancel 可退出当前操作。
fallback-not-text = 我只能读文字。发送 /help 看看我能做什么。
fallback-picture = 我看不懂图片和文件。如果上面有二维码，请用相机扫一扫；也可以输入下面的口令，例如 <code>K7QF-2M9D</code>。
fallback-voice = 我听不了语音，请打字告诉我。发送 /help 看看我能做什么。
fallback-amount = <b>{ $amount }</b>：要认筹哪一个众筹？点开它，再选金额。
fallback-edited = 我以您最初发的内容为准，已经回答的不会因修改而变。想说别的，请重新输入。
fallback-edited-command = 修改出来的命令我不会执行，请重新输入一次。
fallback-passed-on = 这条命令是转发来的，我没有执行。如果是您的意思，请自己输入一次。
fallback-old-button = 这个按钮是旧版本的，请从这里重新开始。
welcome-back = <b>欢迎回来。</b>您离开期间有 { $missed } 条消息没能送达。点下面查看现在的情况。
welcome-back-begun = 您之前没做完的还在：可以接着做，也可以发送 /cancel 退出。
ways-button-start = 回到首页

## 单独输入即等同于命令的词，用英文分号隔开

spoken-greeting = 你好; 您好; 早上好; 晚上好; 在吗
spoken-start = 开始; 菜单; 首页
spoken-open = 发起; 发起众筹; 开众筹
spoken-join = 加入; 口令; 用口令加入
spoken-mine = 我的众筹; 我的存单; 我的
spoken-portfolio = 持有; 收益; 我的存款; 我的收益
spoken-statement = 对账单; 账单
spoken-accounts = 账户; 我的账户; 银行账户
spoken-language = 语言; 中文
spoken-privacy = 隐私
spoken-help = 帮助; 怎么玩; 怎么用; 这是什么; 说明
spoken-cancel = 取消; 退出; 算了

### 管理（仅限本部署的管理员）

admin-title = <b>管理</b>
admin-campaigns = 众筹：{ $states }
admin-campaigns-in-state = { $state } <b>{ $count }</b>
admin-campaigns-none = 众筹：暂无
admin-out-of-reach = 机器人无法联系：<b>{ $count }</b> 人
admin-people = 参与人 <b>{ $participants }</b> 位 · 已关联账户 <b>{ $accounts }</b> 个
admin-money = 预留中 <b>{ $held }</b> · 已存入 <b>{ $deposited }</b>，共 { $count } 笔定期存款
admin-notices =
    { $failed ->
        [0] 通知：待发 { $waiting } 条，无失败
       *[other] ⚠ 通知：待发 { $waiting } 条，<b>失败 { $failed } 条</b>
    }
admin-set-aside =
    { $count ->
        [0] 搁置的更新：无
       *[other] ⚠ 搁置的更新：<b>{ $count }</b> 条，原因见日志。
    }
admin-reconciled =
    { $count ->
        [0] 我们的账与银行一致，核对于 { $when }
       *[other] ⚠ 我们的账与银行有 <b>{ $count } 处差异</b>，核对于 { $when }
    }
admin-reconciled-never = 还没有与银行对过账
admin-state =
    { $state ->
        [open] 认筹中
        [funded] 已满额
        [settling] 正在存入
        [repairing] 待补位
        [settled] 已存入
        [expired] 已到期未满
       *[cancelled] 已取消
    }
admin-id = <code>{ $id }</code>
admin-out-of-date = 这一步已经完成，或者已经过时。这是现在的情况。

admin-button-find-campaign = 查找众筹
admin-button-find-participant = 查找参与人
admin-button-find-account = 查找账户
admin-button-products = 产品与利率
admin-button-trail = 审计记录
admin-button-refresh = 刷新
admin-button-mismatches = 与银行的差异
admin-button-mismatch = 查看差异
admin-button-compare = 立即对账
admin-button-corrections = 更正
admin-button-correction = 查看更正
admin-button-correct = 提议更正
admin-button-reverse = 冲正 { $when } 的分录
admin-button-reverse-this = 冲正这笔分录
admin-button-account = 账户
admin-button-approve = 批准并入账
admin-button-refuse = 否决
admin-button-take-back = 撤回
admin-button-overview = ‹ 概览
admin-button-found = ‹ 查找结果
admin-button-before = ‹ 上一页
admin-button-more = 下一页 ›
admin-button-initiator = 发起人
admin-button-participant = 参与人
admin-button-cancel = 取消众筹
admin-button-freeze = 冻结
admin-button-unfreeze = 解冻
admin-button-add-rates = 新增利率
admin-button-redate = 改期：{ $day } 的利率
admin-button-take-back-rates = 撤回：{ $day } 的利率
admin-button-stop-offering = 停售
admin-button-offer = 重新发售
admin-button-tomorrow = 明天，{ $day }
admin-button-other-day = 换一个日期

admin-find-campaign = <b>查找哪个众筹？</b>请输入口令（例如 <code>K7QF-2M9D</code>）、发起人姓名或编号。
admin-find-participant = <b>查找哪位参与人？</b>请输入姓名、Telegram 编号或这里的编号。
admin-find-account = <b>查找哪个账户？</b>请输入账号后四位、户名、手机号或编号。
admin-found = “{ $text }”的查找结果，第 { $page } 页：
admin-found-hint = 点选一项，或者输入别的内容再查。
admin-found-none = 没有找到“{ $text }”。请少输几个字，或换一种写法。

admin-campaign = <b>{ $code }</b> · { $target } · { $term } · 年利率 { $rate }
admin-campaign-state = 状态：<b>{ $state }</b>
admin-campaign-pledged =
    { $count ->
        [0] 已认筹 <b>{ $pledged }</b>，目标 { $target }，还没有人参与
       *[other] 已认筹 <b>{ $pledged }</b>，目标 { $target }，{ $count } 人参与
    }
admin-campaign-checking = 银行正在核验：<b>{ $count }</b> 笔认筹
admin-campaign-deadline = 截止时间：{ $when }
admin-campaign-paused = ⏸ <b>已暂停</b>，待查清与银行的 { $count } 处差异
admin-campaign-refill = 空出的份额可在{ $when }前补上
admin-campaign-repair = { $count } 个账户须在 { $when } 前处理好
admin-campaign-deposit = 定期存款：{ $value_date }起息，{ $maturity_date }到期
admin-campaign-declined = 已取消：银行没有开立定期存款
admin-campaign-cancelled = 由发起人取消
admin-campaign-cancelled-by-bank = 由管理员取消：{ $reason }
admin-campaign-initiator = 由 { $name } 发起，{ $when }

admin-participant = <b>{ $name }</b>
admin-participant-telegram = Telegram 编号 <code>{ $telegram_id }</code> · { $language }
admin-participant-reachable = 可以收到消息
admin-participant-unreachable = ⚠ 已屏蔽机器人
admin-participant-accounts = 已关联账户 { $count } 个：
admin-participant-accounts-none = 没有关联账户
admin-participant-campaigns = 最近的众筹：
admin-participant-campaigns-none = 没有参与过众筹
admin-participant-opened = <b>{ $code }</b> · { $state } · 发起人
admin-participant-pledged = <b>{ $code }</b> · { $state }

admin-account = <b>{ $account }</b> · { $name } · { $account_class } 类账户 · { $currency }
admin-account-line = <b>{ $account }</b> · { $account_class } 类 · { $status } · 可用 { $available }，预留 { $held }
admin-account-status = 状态：<b>{ $status }</b>
admin-account-money = 可用 <b>{ $available }</b> · 预留 <b>{ $held }</b>
admin-account-types = 可用的扣款金额类型：{ $types }
admin-account-day-limit =
    { $purpose ->
        [term_deposit] 存款日限额
       *[transfer] 转账日限额
    } { $limit }，今日已用 { $used }
admin-account-linked = 于 { $when } 关联
admin-account-link-void = ⚠ 于 { $when } 关联，但关联时的手机号已变更，须重新关联
admin-account-unlinked = 没有关联参与人
admin-account-phone = 手机号：{ $phone }

admin-products = <b>产品与利率</b>
admin-product-line = <b>{ $product }</b>：{ $rates }
admin-product-line-changing = <b>{ $product }</b>：{ $rates }；{ $day } 起有新利率
admin-product-line-not-offered = <b>{ $product }</b>：⏸ 已停售
admin-product-not-offered = ⏸ <b>已停售：</b>不能用它发起众筹，也不能续存。已在进行的一切照旧。
admin-product = <b>{ $product }</b>
admin-tier = { $amount } 起 <b>{ $rate }</b>
admin-rates-none = 还没有利率
admin-rates-since = { $day } 起执行：
admin-rates-from = <b>{ $day } 起：</b>
admin-rates-begin = 自 <b>{ $day }</b> 起生效。
admin-rates-until = 在此之前：
admin-rates-instead = 取代同一天生效的这些利率：
admin-rates-first = 在此之前没有利率。
admin-rates-more = 还有 { $count } 份更晚的利率没有列出。
admin-keeping =
    { $count ->
        [0] 这个产品没有进行中的众筹。
       *[other] { $count } 个进行中的众筹保持发起时的利率。
    }

admin-cancel = <b>取消这个众筹？</b>
admin-will-cancel =
    { $count ->
        [0] 还没有人认筹。发起人会收到通知。
       *[other] { $count } 人的预留款项共 { $amount } 将全部解除，并告知所有人原因。
    }此操作无法撤销。
admin-freeze = <b>冻结这个账户？</b>
admin-will-freeze = 解冻之前，不能用它认筹，也不能从中扣款。
admin-will-freeze-held = 已预留的 { $held } 继续预留，但满额时无法扣款，届时会请持有人处理。
admin-unfreeze = <b>解冻这个账户？</b>
admin-will-unfreeze = 可以重新用它认筹和扣款。
admin-correct = <b>提议这项更正？</b>
admin-reverse = <b>提议冲正这笔分录？</b>
admin-will-propose = 须由另一位管理员在 3 天内批准，在此之前不会入账。
admin-add-rates = <b>{ $product } 的新利率</b>
admin-redate-rates = <b>{ $product }：{ $day } 的利率改期</b>
admin-take-back-rates = <b>撤回 { $product }自 { $day } 起的利率？</b>此前的利率继续有效。
admin-will-stop-offering = <b>停售 { $product }？</b>停售后不能再用它发起众筹，到期存款派付而不续存，直到重新发售。已在进行的一切照旧。
admin-will-offer = <b>重新发售 { $product }？</b>可以立即用它发起众筹，到期存款也可以续存。
admin-earns = <b>{ $day } 起息存满一期的利息</b>（现在 → 之后）：
admin-earns-line = { $amount }：{ $before } → <b>{ $after }</b>
admin-redate-to = <b>改到 { $day }</b>

admin-ask-reason = <b>请输入原因。</b>原因会记入审计记录。
admin-ask-reason-public = <b>请输入原因。</b>所有相关的人都会看到，也会记入审计记录。
admin-ask-reason-member = <b>请输入原因。</b>其他管理员和相关参与人都会看到，也会记入审计记录。
admin-ask-day = <b>从哪一天起？</b>请选择，也可以输入：<i>2027-01-01</i>、<i>12月1日</i> 或 <i>2周后</i>。
admin-ask-tiers = <b>利率是多少？</b>请逐档输入起点金额和年利率，第一档不高于 { $least }：<code>{ $example }</code>
admin-review-reason =
    原因：“{ $reason }”

    如需修改，请重新输入。
admin-review-rates =
    { $count ->
        [0] <b>对进行中的众筹：没有影响。</b>这个产品没有进行中的众筹。
       *[other] <b>对进行中的众筹：没有影响。</b>{ $count } 个进行中的众筹利率不变。
    }
admin-reason-empty = 这个原因没有人能看懂，请输入几个字。
admin-reason-long = 您输入了 { $length } 个字符，最多 { $limit } 个，请说得简短些。
admin-day-unreadable = 这个日期我读不懂。请这样输入：<i>2027-01-01</i>、<i>12月1日</i> 或 <i>2周后</i>。
admin-tiers-wrong =
    { $reason ->
        [repeated] 有两档的起点金额相同。
        [too_many] 档数太多，最多 { $limit } 档。
        [gap] 第一档的起点不能高于 { $least }，否则最小的认筹金额没有利率。
       *[unreadable] 我读不懂。请在每个金额后面写冒号和年利率（百分数）。
    }
admin-yes-cancel = 确定取消
admin-yes-freeze = 确定冻结
admin-yes-unfreeze = 确定解冻
admin-yes-add-rates = 新增这些利率
admin-yes-redate-rates = 确定改期
admin-yes-take-back-rates = 确定撤回
admin-yes-stop-offering = 确定停售
admin-yes-offer = 重新发售
admin-yes-propose = 确定提议
admin-no = 不，保持原样
admin-done-cancel = 众筹已取消。
admin-done-freeze = 账户已冻结。
admin-done-unfreeze = 账户已恢复正常。
admin-done-add-rates = 利率已新增。
admin-done-redate-rates = 利率已改期。
admin-done-take-back-rates = 利率已撤回。
admin-done-stop-offering = 产品已停售。
admin-done-offer = 产品已重新发售。
admin-done-propose = 已提议，等待另一位管理员批准。
admin-done-compare = 正在对账，请稍后刷新。
admin-done-approve = 已批准并入账，参与人会收到原因说明。
admin-done-refuse = 已否决，没有入账。
admin-done-take-back = 已撤回，没有入账。

admin-button-orders = 银行指令
admin-button-orders-back = ‹ 指令
admin-button-campaign = 众筹
admin-button-find-order = 查找指令
admin-button-inquire = 立即询问银行
admin-button-orders-shown =
    { $shown ->
        [unanswered] 未答复
        [unknown] 结果未知
        [sent] 已发送
        [ready] 待发送
        [rejected] 已拒绝
       *[confirmed] 已确认
    }
admin-find-order = <b>查找哪条指令？</b>请输入指令编号，至少前十四个字符，例如 <code>ord_06EAF3CP00</code>；也可以输入众筹口令。
admin-orders = <b>银行指令</b>，第 { $page } 页
admin-orders-unanswered =
    { $unknown ->
        [0] 结果未知：无
       *[other] ⚠ 结果未知：<b>{ $unknown }</b>
    } · 已发送：{ $sent } · 待发送：{ $ready }
admin-orders-shown =
    { $shown ->
        [unanswered] 未答复的，结果未知的在前：
        [unknown] 结果未知，从旧到新：
        [sent] 已发送，从旧到新：
        [ready] 待发送，从旧到新：
        [rejected] 已拒绝，从新到旧：
       *[confirmed] 已确认，从新到旧：
    }
admin-orders-none = 没有。
admin-order = <b>银行指令</b>
    { $order }
admin-order-line =
    <b>{ $number }.</b> { $order }
    { $when }
admin-order-since = 自 { $when }
admin-order-late = ⚠ 自 { $when }
admin-order-ordered = 生成于 { $when }
admin-order-sent =
    { $count ->
        [1] 发送于 { $when }
       *[other] 已发送 { $count } 次，最近一次 { $when }
    }
admin-order-answered = 答复于 { $when }
admin-order-is-late = ⚠ <b>逾时：</b>银行早该答复了。
admin-order-asked = 已于 { $when } 询问银行，尚无答复
admin-order-state =
    { $state ->
        [ready] 待发送
        [sent] 已发送
        [unknown] ❓ 结果未知
        [confirmed] ✅ 已确认
       *[rejected] ❌ 已拒绝
    }
admin-order-means =
    { $state ->
        [ready] 等待发送。如果一直如此，说明银行无法连接或没有应答。
        [sent] 已发送，正在等待答复。若没有答复，将转为结果未知。
        [unknown] 已发送但没有答复。系统会不断向银行查询结果，间隔逐渐拉长，最长约两分钟；除非银行说从未收到，绝不重复发送。在此期间只有这条指令涉及的事项等待，其他一切照常。
        [confirmed] 银行已执行。
       *[rejected] 银行已拒绝，并已把原因告知相关的人。
    }
admin-order-again = 银行答复从未收到，系统会自动重新发送。如果一直如此，说明银行无法连接或没有应答。
admin-order-place-hold = 预留
admin-order-replace-hold = 更换预留
admin-order-release-hold = 解除预留
admin-order-open-deposit = 开立存款
admin-order-close-deposit = 存款到期
admin-order-pay-out = 派付
admin-order-withdraw-share = 提前支取
admin-order-transfer-share = 份额转让
admin-inquiring = 正在询问银行，请稍候。

admin-mismatches = <b>我们的账与银行的差异</b>
admin-mismatches-more = 还有 { $count } 处没有列出。
admin-mismatch-line = <b>{ $number }.</b> { $what }
admin-mismatch-kind =
    { $kind ->
        [held_differs] 账簿中某账户的预留金额与各笔预留之和不符
        [hold_missing] 银行没有我们的一笔预留
        [hold_unknown] 银行有一笔我们不知道的预留
        [hold_differs] 有一笔预留与银行不符
        [deposit_missing] 银行没有我们的一笔定期存款
        [deposit_unknown] 银行有一笔我们不知道的定期存款
        [payout_missing] 银行没有我们应付给参与人的一笔款项
        [payout_unknown] 银行有一笔我们不知道的应付款
        [payout_differs] 有一笔应付款的金额与银行不符
       *[deposit_differs] 有一笔定期存款与银行不符
    }
admin-mismatch-amounts = 我们：<b>{ $ours }</b> · 银行：<b>{ $banks }</b>
admin-mismatch-nothing = 无
admin-mismatch-points = 不符之处：{ $points }
admin-mismatch-point =
    { $point ->
        [amount] 金额
        [account] 账户
        [currency] 币种
        [number] 编号
        [rate] 利率
        [value_date] 起息日
       *[maturity_date] 到期日
    }
admin-mismatch-found = 发现于 { $when }
admin-mismatch-resolved = ✅ 已于 { $when } 消除
admin-mismatch-pauses = ⏸ 查清之前暂停：{ $codes }
admin-mismatch-pauses-none = 没有众筹因此暂停。
admin-mismatch-entries = 那里最近的分录：
admin-mismatch-pending = 有一项更正在等待另一位管理员批准。
admin-mismatch-can = 请先查明原因。更正会把另一方记入暂挂账户；冲正则整笔撤销错误的分录。两者都须两位管理员同意。
admin-mismatch-cannot = 这处差异无法由我们记账更正，只能由银行处理。银行处理后请再次对账。
admin-entry-line = • { $when } · { $kind } · { $amount }
admin-entry-kind =
    { $kind ->
        [credit] 入账
        [hold] 预留
        [replace_hold] 更换预留
        [release_hold] 解除预留
        [settlement] 结算
        [accrual] 当日计息
        [maturity] 存款到期
        [early_withdrawal] 提前支取
        [transfer] 份额转让
        [payout] 派付
        [correction] 更正
       *[reversal] 冲正
    }
admin-leg = • { $place }：<b>{ $amount }</b>
admin-leg-held = { $account } 预留
admin-leg-available = { $account } 可用
admin-leg-principal = 定期存款本金
admin-leg-cash = 银行现金
admin-leg-interest = 定期存款应计利息
admin-leg-expense = 银行利息支出
admin-leg-tax = 代扣利息税
admin-leg-payable = 待派付给参与人
admin-leg-suspense = 暂挂账户
admin-corrections = <b>更正</b>，从新到旧
admin-corrections-none = 还没有人提议过更正。
admin-correction-line = <b>{ $number }.</b> { $when } · { $state } · “{ $reason }”
admin-correction-state =
    { $state ->
        [proposed] 等待批准
        [approved] ✅ 已批准并入账
        [refused] 已否决
       *[taken_back] 已撤回
    }
admin-correction-over = 逾期未决
admin-correction-title = <b>更正</b>
admin-reversal-title = <b>冲正一笔分录</b>
admin-correction-reason = 原因：“{ $reason }”
admin-correction-proposed = 由 { $name } 提议，{ $when }
admin-correction-waiting = 等待另一位管理员批准，期限到 { $when }
admin-correction-expired = 到 { $when } 无人决定，没有入账
admin-correction-decided = { $state }：{ $name }，{ $when }

admin-button-money = 资金走势图
admin-recently = 最近 { $days } 天：<b>{ $count }</b> 笔认筹，{ $amount } · 新参与人 <b>{ $newcomers }</b> 位
admin-maturing =
    { $days } 天内到期：{ $count ->
        [0] 无
       *[other] <b>{ $count }</b> 笔存款，{ $amount }
    }
admin-orders-waiting =
    { $count ->
        [0] 结果未知的银行指令：无
       *[other] ⚠ 结果未知的银行指令：<b>{ $count }</b>
    }
admin-chain-broken = ⚠ <b>封印链在第 { $sequence } 条分录处断开</b>：请立即告知负责机器的人
admin-endpoints-failing = ⚠ <b>{ $count }</b> 个合作方 Webhook 收不到事件
admin-corrections-waiting = ⚠ <b>{ $count }</b> 项更正等待另一位管理员
admin-money-by-day = <b>{ $since } 以来的资金</b>，共 { $count } 天，每天日终
admin-money-held = 预留：{ $first } → <b>{ $last }</b>，最多 { $most }（{ $most_day }）
admin-money-deposited = 定期存款：{ $first } → <b>{ $last }</b>，最多 { $most }（{ $most_day }）
admin-button-deliveries = 消息投递
admin-button-retry = 重新处理第 { $number } 条
admin-deliveries-title = <b>消息投递</b>：发往用户的消息
admin-outgoing =
    { $count ->
        [0] 待发送的通知：无
       *[other] 待发送的通知：<b>{ $count }</b>，最早的自 { $since }
    }
admin-outgoing-postponed = 其中 { $count } 条曾发送失败，将会重试
admin-outgoing-out-of-reach =
    { $count ->
        [0] 无法联系的用户：无
       *[other] 无法联系的用户：<b>{ $count }</b>（屏蔽了机器人，或已离开 Telegram）
    }
admin-outgoing-given-up = 最近 7 天未能发送的通知及原因：
admin-outgoing-reason = • { $reason }：<b>{ $count }</b>
admin-updates-set-aside = <b>未能处理的更新</b>，从新到旧
admin-updates-set-aside-none = 没有。
admin-update-line =
    <b>{ $number }.</b> 更新 <code>{ $id }</code>，来自 { $name }，{ $when }
    已尝试 { $attempts } 次：<i>{ $reason }</i>
admin-updates-hint = 详情见日志。重新处理不会把用户做过的事重复做一遍。
admin-retried = 正在重新处理，请稍后刷新。
admin-button-new-product = 新增产品
admin-product-new = <b>新增产品</b>
admin-product-ask-like = <b>参照哪个产品？</b>接下来询问期限、代码和利率，其余与所选产品相同，核对时可以修改。
admin-product-ask-term = <b>期限几个月？</b>请选择，或输入数字。
admin-product-ask-code = <b>产品代码？</b>可用这个，也可以另输：大写字母、数字和连字符。代码以后不能更改。
admin-product-ask-from = <b>从哪一天起？</b>请选择，也可以输入：<i>2027-01-01</i>、<i>12月1日</i> 或 <i>2周后</i>。在此之前不能用它发起众筹。
admin-product-ask-targets = <b>目标金额从多少到多少？</b>请输入两个金额：<code>1,000 – 1,000,000</code>
admin-product-ask-minimum = <b>每人最少认筹多少？</b>请输入金额。
admin-product-ask-multiple = <b>以多少为单位？</b>目标和认筹金额须为它的整数倍。请输入金额。
admin-product-ask-heads = <b>最多多少人？</b>请选择，或输入数字。
admin-product-ask-day-count = <b>如何计算天数？</b>
admin-product-ask-compounding = <b>利息是否再生息？</b>
admin-product-ask-demand = <b>提前支取的份额按什么利率计息？</b>请输入活期利率（百分数）：<code>0.30</code>
admin-product-ask-exits = <b>一笔存款可以提前支取几次？</b>请选择，或输入数字。
admin-product-ask-lock-in = <b>起息后多少天内不能退出？</b>请选择，或输入数字。
admin-product-ask-remainder = <b>有份额提前支取后，其余部分的利率如何？</b>
admin-product-ask-selling = <b>转让份额时按什么利率计入利息？</b>请选择，或输入百分数。
admin-product-ask-closed-days = <b>到期日遇银行休息日怎么办？</b>
admin-product-ask-guarantee = <b>众筹利率保留多少天？</b>截止时间及其后的补救须在此期间内。请选择，或输入数字。
admin-product-ask-classes = <b>哪几类账户可以认筹？</b>请点选。
admin-product-ask-insured = <b>每人在一家银行的保险限额是多少？</b>请选择，或输入金额。
admin-product-edit-more = 修改其他条款
admin-product-more = <b>{ $product }的条款</b>
admin-product-edit-term = 期限
admin-product-edit-code = 代码
admin-product-edit-rates = 利率
admin-product-edit-from = 起始日
admin-product-edit-targets = 目标金额
admin-product-edit-minimum = 每人最少
admin-product-edit-multiple = 金额单位
admin-product-edit-heads = 人数
admin-product-edit-day-count = 计息天数
admin-product-edit-compounding = 复利
admin-product-edit-demand = 活期利率
admin-product-edit-exits = 提前支取次数
admin-product-edit-lock-in = 锁定期
admin-product-edit-remainder = 其余部分利率
admin-product-edit-selling = 转让利率
admin-product-edit-closed-days = 休息日规则
admin-product-edit-guarantee = 利率保留期
admin-product-edit-classes = 账户类别
admin-product-edit-insured = 保险限额
admin-product-same-rates = 利率相同
admin-product-from-today = 从今天起
admin-product-own-rate = 存款本身的利率
admin-product-no-cap = 没有保险
admin-product-class = { $account_class } 类
admin-product-remainder =
    { $rule ->
        [keeps_rate] 其余部分利率不变
       *[falls_to_tier] 其余部分按仍达到的利率档计息
    }
admin-product-closed-days =
    { $rule ->
        [unadjusted] 当天派付
        [following] 顺延到下一个营业日
        [modified_following] 顺延，但不跨月
       *[preceding] 提前到上一个营业日
    }
admin-product-review = <b>开办 { $product }？</b>
admin-product-examples = <b>存款人所得</b>（{ $value_date } 至 { $maturity_date }）：
admin-product-example = { $amount }，利率 { $rate }：利息 <b>{ $earned }</b>
admin-product-targets = 目标金额：{ $least } 至 { $most }，以 { $multiple } 为单位 · { $currency }
admin-product-members = 每人最少认筹 { $least } · 最多 { $count } 人
admin-product-interest = 计息：{ $day_count }；{ $compounding }
admin-product-early =
    提前支取：利率 { $rate }，{ $count ->
        [0] 不允许
       *[other] 每笔存款最多 { $count } 次
    }{ $lock_in_days ->
        [0] {""}
       *[other] ，起息 { $lock_in_days } 天后
    }；{ $rest }
admin-product-sells = 转让份额的利息按{ $rate }计算
admin-product-matures = 到期日遇休息日：{ $rule }
admin-product-guarantees = 众筹利率保留 { $count } 天
admin-product-admits = 账户类别：{ $classes } · 渠道：{ $channels }
admin-product-insures = 保险限额：每人每家银行 { $amount }
admin-product-flaw =
    { $flaw ->
        [code] 代码由 2 至 12 个大写字母、数字和连字符组成。
        [currency] 没有这种货币。
        [term] 期限为 1 至 1,200 个月。
        [channels] 至少需要一个渠道。
        [account_classes] 至少需要一类账户。
        [head_count] 人数须在 1 至 500 之间。
        [early_exits] 不能小于零。
        [transfer_rate] 不能用这个利率。
        [insured_cap] 保险限额须大于零。
        [interest_tax] 税率须按日期先后排列。
        [bounds] 每人最少、最小目标和最大目标须依次不减。
        [multiple] 每人最少和目标金额须为金额单位的整数倍。
        [demand_rate] 不能用这个利率。
        [rate_guarantee] 不能小于零。
        [rates] 需要利率，并按日期先后排列。
       *[gap] 这样每人最少的金额没有利率，请先修改利率。
    }
admin-number-wrong = 这个整数我读不懂。
admin-rate-wrong = 这个利率我读不懂。请这样输入：<i>0.30</i>。
admin-targets-wrong = 请输入两个金额，最小目标和最大目标：<i>1,000 – 1,000,000</i>。
admin-no-product = 不，不开办
admin-yes-product = 确定开办
admin-done-product = 产品已开办。

admin-button-partners = 合作方
admin-button-partners-back = ‹ 合作方
admin-button-partner = ‹ 该合作方
admin-button-register = 新增合作方
admin-button-keys = 密钥
admin-button-endpoints = Webhook
admin-button-endpoints-back = ‹ Webhook
admin-button-permit = 更改权限
admin-button-suspend = 暂停
admin-button-resume = 恢复
admin-button-issue = 签发新密钥
admin-button-revoke = 吊销 { $hint }…
admin-button-copy-key = 复制密钥
admin-button-key-stored = 已保存，删除这条消息
admin-button-endpoint-on = 启用
admin-button-endpoint-off = 停用
admin-button-redeliver = 重新投递 { $number }
admin-button-review = ‹ 核对
admin-button-go-on = 下一步
admin-button-edit-name = 名称
admin-button-edit-products = 产品
admin-button-edit-channels = 渠道
admin-button-edit-scopes = 接口用途
admin-button-edit-amount = 目标上限
admin-button-edit-per-day = 每日众筹数

admin-partners = <b>合作方</b>，最新的在前，第 { $page } 页
admin-partners-none = 暂无合作方。
admin-partner-line =
    • <b>{ $name }</b>{ $standing ->
        [suspended] {" "}· ⏸ 已暂停
       *[active] {""}
    } · 今日 { $used }/{ $limit } · { $keys ->
        [0] ⚠ 无密钥
       *[other] { $keys } 个密钥
    }
admin-partner =
    <b>{ $name }</b>{ $standing ->
        [suspended] {" "}· ⏸ 已暂停
       *[active] {""}
    }
admin-partner-products = 产品：{ $products }
admin-partner-channels = 渠道：{ $channels }
admin-partner-channel =
    { $channel ->
        [telegram] Telegram
       *[partner] 合作方自有渠道
    }
admin-partner-scopes = 可以：{ $scopes }
admin-scope-reads-campaigns = 查询其众筹
admin-scope-writes-campaigns = 发起和取消众筹
admin-scope-reads-products = 查询产品和利率
admin-partner-limits = 目标金额不超过 <b>{ $amount }</b>，每日 { $count } 个众筹
admin-partner-used = 今日已发起：<b>{ $used }</b>，上限 { $limit }
admin-partner-keys =
    { $count ->
        [0] ⚠ 没有可用的密钥
       *[other] { $count } 个可用的密钥
    }
admin-partner-endpoints =
    { $count ->
        [0] 没有 Webhook
       *[other] { $count } 个 Webhook 端点
    }{ $troubled ->
        [0] {""}
       *[other] ，⚠ { $troubled } 个需要查看
    }
admin-partner-since = 登记于 { $when }

admin-partner-registering = <b>新增合作方</b>
admin-partner-about = <b>{ $name }</b>
admin-partner-ask-name = <b>叫什么名称？</b>请输入。用户会看到它是众筹的发起人。
admin-partner-ask-products = <b>哪些产品？</b>点选它可以发起众筹的产品。
admin-partner-ask-channels = <b>哪些渠道？</b>点选它的众筹可以使用的渠道。
admin-partner-ask-amount = <b>目标金额上限是多少？</b>选一个，或输入金额。
admin-partner-ask-per-day = <b>每日最多几个众筹？</b>选一个，或输入数字。
admin-partner-ask-scopes = <b>接口可以用来做什么？</b>点选允许的用途。
admin-partner-mark-one = 请至少选一项。
admin-tap = 请使用这里的按钮。
admin-partner-amount-wrong = 看不懂这个金额，请这样输入：<i>50,000</i>。
admin-partner-per-day-wrong = 看不懂。请输入 1 到 { $limit } 的整数。
admin-partner-register = <b>新增合作方 { $name }？</b>会立即生成第一个密钥，只在这里显示一次。
admin-partner-permit = <b>{ $name } 今后的权限</b>
admin-partner-suspend = <b>暂停 { $name }？</b>恢复之前，它不能使用接口的任何功能，事件留待恢复后投递。它的众筹和参与人的资金不受影响。
admin-partner-resume = <b>恢复 { $name }？</b>它的密钥重新可用，留待的事件会投递。
admin-partner-issue-first = <b>给 { $name } 签发密钥？</b>只在这里显示一次。
admin-partner-rotate = <b>给 { $name } 签发新密钥？</b>只在这里显示一次。另外 { $count } 个密钥还能用多久？
admin-partner-revoke = <b>吊销 { $name } 的密钥 <code>{ $hint }…</code>？</b>吊销后立即失效。
admin-no-register = 不，不新增
admin-yes-register = 新增
admin-yes-permit = 按此授权
admin-yes-revoke = 是，吊销
admin-yes-suspend = 是，暂停
admin-yes-resume = 是，恢复
admin-yes-issue = 签发密钥
admin-yes-rotate =
    { $hours ->
        [0] 立即失效
        [1] 1 小时
        [24] 24 小时
       *[168] 7 天
    }
admin-done-register = 已新增。密钥在下方，只显示一次。
admin-done-permit = 权限已更改。
admin-done-issue = 密钥在下方，只显示一次。
admin-done-revoke = 密钥已吊销。
admin-done-suspend = 合作方已暂停。
admin-done-resume = 合作方已恢复。
admin-done-endpoint-on = 已启用，留待的事件会投递。
admin-done-endpoint-off = 已停用，新的事件留待投递。
admin-done-redeliver = 正在重新投递。

admin-key-once =
    <b>{ $name } 的新密钥</b>
    <tg-spoiler>{ $key }</tg-spoiler>

    密钥只显示这一次，本系统不保存。请通过安全的途径交给合作方，然后删除这条消息。如果遗失或被他人看到，请吊销后重新签发。
admin-key-deleted = 显示密钥的消息已删除。
admin-keys = <b>{ $name } 的密钥</b>，最新的在前
admin-keys-none = 暂无密钥。
admin-key-usable = • <code>{ $hint }…</code> 自 { $since } 起
admin-key-expiring = • <code>{ $hint }…</code> 可用至 { $when }
admin-key-expired = • <code>{ $hint }…</code> 已于 { $when } 失效
admin-key-revoked = • <code>{ $hint }…</code> 已于 { $when } 吊销

admin-endpoints = <b>{ $name } 的 Webhook 端点</b>
admin-endpoints-none = 它没有登记端点。
admin-endpoint-line =
    <b>{ $number }.</b> { $url }
    { $how }
admin-endpoint = <b>{ $name } 的 Webhook 端点</b>
admin-endpoint-fares =
    { $how ->
        [disabled] ⏸ 已停用
        [held] ⏸ 合作方已暂停
        [failing] ⚠ 投递失败
       *[fine] ✅ 正常
    }
admin-endpoint-failing = 自 { $when } 起未接收
admin-endpoint-waiting = { $count } 个事件待投递
admin-endpoint-types-all = 投递所有事件
admin-endpoint-types =
    投递 { $types }{ $more ->
        [0] {""}
       *[other] {" "}等，另有 { $more } 种
    }
admin-endpoint-since = 登记于 { $when }
admin-deliveries = <b>最近的投递</b>
admin-deliveries-none = 尚未投递过。
admin-delivery-line =
    <b>{ $number }.</b> { $type } · { $when } · { $state ->
        [delivered] ✅ 已接收
        [failed] ⚠ 已放弃：{ $why }
       *[waiting] { $attempts ->
            [0] 待投递
           *[other] 待投递，已尝试 { $attempts } 次：{ $why }
        }
    }

admin-trail = <b>审计记录</b>，从新到旧，第 { $page } 页
admin-trail-none = 没有更多记录。
admin-trail-period = 期间：<b>{ $period }</b>
admin-trail-text = 查找：<b>{ $text }</b>
admin-trail-changes = 只列出办理过的事，不含单纯的查看。
admin-trail-hint = 点编号可看整条记录。要查找，请输入姓名、编号、口令或做过的事；也可以输入期间，例如 2026-03。
admin-trail-who = <b>{ $number }.</b> { $when } · <b>{ $actor }</b>
admin-trail-what = { $did }：{ $subject }
admin-trail-detail = <i>{ $detail }</i>
admin-did-pause-settlement = 暂停全部结算
admin-did-resume-settlement = 恢复结算
admin-button-nomination = 查看提名
admin-button-settlement = 结算
admin-button-staff = 工作人员
admin-button-staff-back = ‹ 工作人员
admin-button-pause = 暂停全部结算
admin-button-resume-settlement = 恢复结算
admin-button-make-viewer = 设为查看员
admin-button-make-operator = 设为操作员
admin-button-nominate = 提名为审批员
admin-button-revoke-role = 收回角色
admin-button-agree = 同意
admin-button-decline = 不同意
admin-button-desk-role = 管理台角色
admin-settlement-runs = <b>结算正常进行。</b>满额的众筹照常结算，存款按日到期，派付和转让照常办理。
admin-settlement-paused = 🔴 <b>全部结算已暂停</b>，自 { $since } 起：<i>{ $reason }</i>
admin-settlement-meanwhile = 暂停期间不结算、不续存、不派付，也不办理转让和提前支取。认筹、修改和撤回照常；到期未满额的众筹照常解除预留；利息照常逐日入账。到期的业务在恢复后办理。
admin-will-pause =
    <b>暂停全部结算？</b>
    从现在起不结算、不续存、不派付，也不办理转让和提前支取，直到审批员恢复。认筹照常进行。
admin-will-resume =
    <b>恢复结算？</b>
    暂停期间到期的业务会立即办理。
admin-yes-pause = 确认暂停
admin-yes-resume-settlement = 确认恢复
admin-done-pause = 结算已暂停。
admin-done-resume-settlement = 结算已恢复。
admin-staff = <b>工作人员</b>
admin-staff-none = 这里还没有人有角色。
admin-staff-hint = 要给某人角色，请从您的聊天中选择，或查找该参与人。
admin-button-pick-colleague = 从我的聊天中选择
admin-pick-colleague = <b>要给谁角色？</b>请用下方按钮选择。现在还不会给出任何角色：接着您会看到对方的权限，再作决定。
admin-colleague-line = { $name } · <b>{ $role ->
        [approver] 审批员
        [operator] 操作员
       *[viewer] 查看员
    }</b>
admin-colleague-nominated-only = { $name } · 已提名
admin-colleague = <b>{ $name }</b>
admin-colleague-none = 在管理台没有角色
admin-colleague-role =
    { $role ->
        [approver] <b>审批员</b>：审批他人的提议、恢复结算、授予角色
        [operator] <b>操作员</b>：查看全部内容、办理业务、提议更正
       *[viewer] <b>查看员</b>：查看全部内容，不能更改
    }
admin-colleague-named = 由机器人的设置指定，只有运维人员可以更改。
admin-colleague-unmet = 还没有给机器人发过消息。请让对方打开机器人并点“开始”：现在给的角色届时生效。
admin-colleague-nominated = ⏳ 已提名为审批员，有效期至 { $until }：<i>{ $reason }</i>。须由第二位审批员同意。
admin-colleague-own = 这是您自己。不能更改自己的角色。
admin-ask-reason-role = <b>请输入原因。</b>本人会看到，也会记入审计记录。
admin-will-give-role =
    { $role ->
        [approver] <b>让 { $name } 成为审批员？</b>审批员审批他人的提议、恢复结算并授予角色。
        [operator] <b>让 { $name } 成为操作员？</b>操作员查看全部内容、办理业务并提议更正。
       *[viewer] <b>让 { $name } 成为查看员？</b>查看员查看全部内容，不能更改。
    }
admin-will-nominate = 这需要两位审批员：第一位提名，第二位在 3 天内同意。
admin-will-revoke-role = <b>收回 { $name } 的角色？</b>管理台会立即对其关闭。
admin-yes-role = 确认
admin-yes-revoke-role = 确认收回
admin-done-role = 已办理。这是现在的情况。
admin-done-drop = 提名已结束。
admin-did-view-settlement = 查看结算
admin-did-view-staff = 查看工作人员
admin-did-view-colleague = 查看某人的角色
admin-did-name-approver = 指定审批员
admin-did-unname-approver = 不再指定审批员
admin-did-grant-role-viewer = 授予查看员角色
admin-did-grant-role-operator = 授予操作员角色
admin-did-grant-role-approver = 授予审批员角色
admin-did-nominate-approver = 提名审批员
admin-did-drop-nomination = 终止提名
admin-did-revoke-role = 收回角色
admin-did-view-overview = 查看概览
admin-record = <b>审计记录：</b>{ $did }
admin-record-when = 时间：{ $when }
admin-record-actor = 操作者：{ $actor }
admin-record-subject = 对象：{ $subject }
admin-record-id = { $what } · <code>{ $id }</code>
admin-button-show-campaign = 众筹
admin-button-show-partner = 合作方
admin-button-trail-all = 全部记录
admin-button-trail-looks = 👁 也显示查看
admin-button-trail-changes = 不显示查看
admin-button-trail-back = ‹ 审计记录
admin-period = { $period ->
        [today] 今天
        [week] 近 7 天
        [month] 本月
       *[last] 上月
    }
admin-button-exports = 导出 (CSV)
admin-export-ask = <b>导出 { $period } 的账目</b>（CSV，可用表格软件打开）。要哪一类记录？每条记录归入它产生的期间。也可以输入别的期间，例如 2026-03。
admin-export-kind = { $kind ->
        [journal] 分录
        [pledges] 认筹
        [deposits] 定期存款
        [shares] 份额
        [payouts] 派付
        [orders] 银行指令
        [campaigns] 众筹
       *[trail] 审计记录
    }
admin-export-none = <b>{ $what }，{ $period }：</b>没有记录。
admin-export-file =
    📄 <b>{ $what }，{ $period }</b> · { $lines } 行{ $parts ->
        [1] {""}
       *[other] {" "}· 第 { $part } 部分，共 { $parts } 部分，每部分可单独打开
    }
admin-export-long = <b>{ $what }，{ $period }：</b>内容超出聊天文件的大小上限。请缩短期间，或在服务器上用 <code>hecun export</code> 导出。
admin-button-trail-file = 导出为文件 (CSV)
admin-did-alarms-to-group = 将警报发到一个群
admin-did-alarms-off-group = 不再将警报发到群里
admin-did-export-records = 导出记录
admin-did-view-trail = 查看审计记录
admin-did-search-trail = 查找审计记录
admin-did-view-record = 查看一条审计记录
admin-did-find-campaign = 查找众筹
admin-did-find-participant = 查找参与人
admin-did-find-account = 查找账户
admin-did-view-campaign = 查看众筹
admin-did-view-participant = 查看参与人
admin-did-view-account = 查看账户
admin-did-view-products = 查看产品
admin-did-view-rates = 查看利率
admin-did-cancel-campaign = 取消众筹
admin-did-set-account-status-normal = 将账户恢复正常
admin-did-set-account-status-dormant = 将账户转为睡眠
admin-did-set-account-status-frozen = 冻结账户
admin-did-set-account-status-lost = 将账户挂失
admin-did-set-account-status-closed = 将账户销户
admin-did-register-customer = 登记客户
admin-did-open-account = 开立账户
admin-did-credit-account = 账户入账
admin-did-change-customer-phone = 更改客户手机号
admin-did-link-at-counter = 为认识的人关联了账户
admin-did-add-product = 新增产品
admin-did-add-rates = 新增利率
admin-did-redate-rates = 利率改期
admin-did-take-back-rates = 撤回利率
admin-did-offer-product = 重新发售产品
admin-did-stop-offering-product = 停售产品
admin-did-ask-reconciliation = 要求对账
admin-did-propose-correction = 提议更正
admin-did-propose-reversal = 提议冲正分录
admin-did-approve-correction = 批准更正
admin-did-refuse-correction = 否决更正
admin-did-take-back-correction = 撤回更正
admin-did-view-mismatches = 查看与银行的差异
admin-did-view-mismatch = 查看一处差异
admin-did-view-corrections = 查看更正列表
admin-did-view-correction = 查看更正
admin-did-view-entry = 查看分录
admin-did-view-money = 查看每日资金
admin-did-view-deliveries = 查看消息投递
admin-did-retry-update = 重新处理一条更新
admin-did-view-orders = 查看银行指令
admin-did-view-order = 查看一条银行指令
admin-did-find-order = 查找银行指令
admin-did-look-up-order = 向银行询问一条指令
admin-did-view-partners = 查看了合作方列表
admin-did-view-partner = 查看了合作方
admin-did-view-endpoint = 查看了 Webhook 端点
admin-did-register-partner = 登记了合作方
admin-did-change-partner-permissions = 更改了合作方的权限
admin-did-issue-partner-key = 签发了合作方密钥
admin-did-revoke-partner-key = 吊销了合作方密钥
admin-did-suspend-partner = 暂停了合作方
admin-did-resume-partner = 恢复了合作方
admin-did-disable-endpoint = 停用了 Webhook 端点
admin-did-enable-endpoint = 启用了 Webhook 端点
admin-did-redeliver-event = 重新投递了事件
admin-did-turn-clock = 将业务时钟拨至

## 浏览器中的众筹页面：纯文本

page-title = { $target } 存 { $term }，年利率 { $rate }
page-description = 一起存，享大额利率。{ $people }
page-target = 年利率：{ $target } 一起存 { $term }
page-rate-alone = 最低金额单独存，利率为 { $rate }。
page-remaining = 还差 { $amount }
page-full = 已满额
page-people =
    { $count ->
        [0] 还没有人加入。
       *[other] 已有 { $count } 人加入。
    }
page-progress = 已认筹
page-until = 截止时间：
page-state-open = 筹满之前不会扣款；到期未筹满，任何人都不用付款。
page-state-closing = 时间已到，已认筹的资金正在解除预留。
page-state-funded = 已达到目标金额，银行正在开立存款。
page-state-settling = 已达到目标金额，银行正在开立存款。
page-state-repairing = 已达到目标金额，但有一位成员的账户需要先处理好，可能会空出名额。
page-state-settled = 存款已开立：{ $value_date } 起息，{ $maturity_date } 到期，已不能再加入。
page-state-expired = 未能按时达到目标金额。所有预留已解除，没有人付款。
page-state-cancelled = 该众筹已取消。所有预留已解除，没有人付款。
page-open = 在 Telegram 中打开
page-open-ended = 在 Telegram 中查看
page-ways = 其他加入方式
page-qr = 本页面的二维码
page-qr-hint = 用另一部手机扫描，或出示给朋友。
page-code-hint = 也可以在 Telegram 中向 { $bot } 发送口令：
page-tiers = 银行的利率档
page-tier-from = { $amount } 起
page-tier-ours = 本次众筹
page-terms = 条款
page-limit-amount = 每人金额
page-limit-range = { $least } 至 { $most }
page-limit-shares = 平均分为 { $count } 份
page-limit-people = 人数上限
page-digest = 条款摘要值（SHA-256）：
page-languages = 语言
page-footer = 本页面不使用 Cookie，也不追踪任何人。除人数之外，不透露任何成员信息。
page-sorry-title-unknown = 这个链接打不开任何众筹
page-sorry-text-unknown = 没有这个众筹。链接可能不完整，请让发送者重新发一次。
page-sorry-title-revoked = 这个链接已被更换
page-sorry-text-revoked = 发起人换了新链接，旧链接已失效，请向发起人索取新链接。已加入的人不受影响。
page-sorry-title-by-invitation = 该众筹仅限指定用户
page-sorry-text-by-invitation = 只有发起人指定的用户可以在 Telegram 中打开，其他人无法参与。
page-sorry-title-too-often = 无效链接打开得太多
page-sorry-text-too-often = 请等几分钟再试。

## 指定用户：由发起人选择

inviting-title = <b>已邀请加入 { $campaign }</b>
inviting-nobody-picked = 还没有选择任何人。
inviting-turnout = 👀 { $looked } 人看过 · ✅ { $pledged } 人认筹 · { $declined } 人婉拒 · 📵 { $unreachable } 人无法联系
inviting-members-unreachable = 📵 机器人无法联系的成员：{ $named ->
    [0] { $count } 人
   *[other] { $names }{ $count ->
        [0] { "" }
       *[other] 等，另有 { $count } 人
    }
}。如有需要，请用其他方式告知。
inviting-remind-again = 一天之内已提醒过。{ $at } 之后可以再次提醒。
inviting-button-remind = 🔔 提醒 { $count } 人
reminding-preview = <b>将提醒 { $count } 人：</b>他们受到邀请，既未认筹，也未婉拒。
reminding-preview-text = 对方会以自己的语言读到以下内容；正在免打扰的人，早上才会收到。
reminding-button-send = 提醒 { $count } 人
reminding-button-back = ‹ 暂不
reminding-button-join = 加入
reminding-done = 🔔 <b>正在提醒 { $count } 人。</b>
reminding-wish-ask = <b>什么时候提醒您加入 { $campaign }？</b>
reminding-button-wish = { $wish ->
    [tomorrow] 明天
    [day_before] 截止前一天
   *[never] 不用提醒
}
reminding-wished = 🔔 已记下：{ $at } 提醒您 { $campaign }；若在免打扰时段，则在结束后提醒。
reminding-wished-never = 已记下：不会提醒您 { $campaign }。
reminding-declined = 已记下：{ $campaign } 不适合您，不会再提醒。改变主意时仍可加入。
reminding-declined-toast = 已记下，不会再提醒您。
inviting-person = <b>{ $number }.</b> { $name } – { $state ->
        [awaited] 还没有用过本机器人
        [on_its_way] 正在发送
        [unreachable] 机器人无法联系
        [told] 已收到
        [opened] 已查看
       *[pledged] 已加入 ✓
    }
inviting-button-revoke = ✕ { $number }
inviting-revoke = <b>将 { $name } 移出名单？</b>
inviting-revoke-pledged = 对方已加入：除非自己撤回，认筹保持不变。
inviting-revoke-only = 对方将看不到这个众筹，也无法加入。
inviting-revoke-open = 对方以后首次使用时不会收到邀请，但仍可通过链接或口令加入。
inviting-button-revoke-sure = 是，移出名单
inviting-button-revoke-keep = 不，保留
inviting-revoked = <b>已移出名单。</b>
inviting-hint = 用下方按钮选择用户，每次最多十位。已在使用本机器人的人会立即收到邀请，其他人首次使用时收到。
inviting-hint-only = 用下方按钮选择用户，每次最多十位。已在使用本机器人的人会立即收到邀请；请把链接发给还没用过的人。链接只对在此选择的用户有效。
inviting-button-pick = 选择用户
inviting-done = { $told ->
        [0] <b>已记下。</b>
       *[other] <b>正在通知 { $told } 人。</b>
    }{ $later ->
        [0] { "" }
       *[other] 另有 { $later } 人还没用过本机器人，首次使用时会收到邀请。
    }
inviting-done-before = 这些人已经邀请过了。
inviting-over = 这个按钮已失效。请打开众筹，再点“邀请用户”。
joining-shut =
    { $why ->
        [revoked] 这个链接已被更换，请向发送者索取新链接。如果您已加入，可在 /mine 中找到该众筹。
       *[by_invitation] 该众筹仅限指定用户参与，由发起人决定谁可以加入。请联系发起人把您加入指定用户。
    }

## The page of a certificate in a browser: plain text

page-certificate-title = 存单 { $number }
page-certificate-genuine-current = 真实有效
page-certificate-genuine-replaced = 真实，已换发
page-certificate-genuine-matured = 真实，已到期
page-certificate-genuine-left = 真实，已终止
page-certificate-verdict-current = 有效
page-certificate-verdict-replaced = 已换发
page-certificate-verdict-matured = 已到期
page-certificate-verdict-left = 已终止
page-certificate-state-active = 它证明持有银行一笔定期存款中的份额。
page-certificate-state-sold = 已失效：该份额已转让，受让人持有新的存单。
page-certificate-state-renewed = 已失效：存款已到期，该份额已续存，换发了新的存单。
page-certificate-state-payable = 已失效：存款已到期，该份额正在派付。
page-certificate-state-paid-out = 已失效：存款已到期，该份额已派付。
page-certificate-state-withdrawn-early = 已失效：该份额已在到期前提前支取。
page-certificate-reissued = 已换发为编号 { $number }。
page-certificate-issued = 签发日期
page-certificate-compare = 编号、份额、利率、日期和条款摘要应与您眼前的存单一致；如有不符，那份存单已被改动。
page-certificate-scan = 仅凭编号只能看到这些。要查看持有人与金额并核对，请扫描存单上的二维码。
page-certificate-telegram = 也可在 Telegram 中查验
page-certificate-footer = 本页面不使用 Cookie，也不追踪任何人。持有人姓名按其本人的选择显示。
page-sorry-title-no-certificate = 没有这张存单
page-sorry-text-no-certificate = 这里从未签发过这个编号的存单。如果有人向您出示，它可能是伪造的。

## How a share's money comes about

working-button = 🧮 金额如何得出
working-button-back = 返回份额
working-title = 🧮 <b>存单 <code>{ $number }</code> 的金额如何得出</b>
working-whole = <b>1. 整笔存款的利息。</b>全部 { $whole } 合计：
working-segment = • { $start }至{ $end }，年利率 { $rate }：{ $interest }
working-convention = <i>{ $day_count }；{ $compounding }。</i>
working-part = <b>2. 您的部分。</b>{ $earned } × { $principal } ÷ { $whole } = <b>{ $interest }</b>
working-rounding =
    <i>各人的部分先舍去最小货币单位以下的尾数，余下的单位按尾数从大到小每人一个{ $extra ->
        [0] {""}，您没有分到
       *[other] {""}，您分到一个
    }。因此各人之和恰为 { $earned }。</i>
working-tax = <b>3. 利息税。</b>代扣您利息的 { $rate }：{ $tax }
working-no-tax = <b>3. 利息税。</b>无需代扣。
working-sum = <b>4. 您的金额。</b>{ $principal } + { $interest } − { $tax } = <b>{ $amount }</b>
working-renewed = 其中 <b>{ $renewed }</b> 续存到下一笔存款，{ $paid } 派付给您。
working-as-it-stands = <i>以上按目前情况计算。到期前如有人离开，或其他人改变到期选择，结果仍可能变化。</i>
working-withdrawn =
    <b>1. 您的份额</b>为 { $principal }，自{ $since }起存入。
    <b>2. 活期利息</b>：年利率 { $rate }，按实际天数、一年 360 天计至您支取之日：<b>{ $interest }</b>
working-withdrawn-tax = <b>3. 利息税。</b>从您的利息中代扣：{ $tax }
working-sold =
    <b>1. 您的份额</b>为 { $principal }，自{ $since }起存入。
    <b>2. 转让利息</b>：年利率 { $rate }，计至您转让之日：<b>{ $interest }</b>
    <i>{ $day_count }。</i>
working-sold-sum = <b>3. 您的金额。</b>{ $principal } + { $interest } = <b>{ $amount }</b>，由受让人支付。该份额在存款中的全部利息及其税款归受让人。
