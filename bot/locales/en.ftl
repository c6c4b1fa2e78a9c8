# English. Messages are Telegram HTML (allowed: b, i, u, s, code, blockquote, a, tg-time).
# Keys are words joined by dashes, the place first; both catalogues have the same keys with the same arguments, every key
# is used in code and every key in code is here: tests/locales holds this. See bot/locales/__init__.py for the calls.

language-name = English

## Times

time-left-days =
    { $count ->
        [one] { $count } day left
       *[other] { $count } days left
    }
time-left-hours =
    { $count ->
        [one] { $count } hour left
       *[other] { $count } hours left
    }
time-left-minutes =
    { $count ->
        [one] { $count } minute left
       *[other] { $count } minutes left
    }
time-is-up = Time is up
instant-elsewhere = { $instant } ({ $city })

## Pictures: the campaign's card (plain text, short lines)

picture-brand = Hecun 合存
picture-a-year = a year
picture-instead-of = together, instead of { $rate } alone
picture-of-target = of { $amount }
picture-to-go = { $amount } to go
picture-full = Target reached
picture-tier = { $rate } from { $amount }
picture-tier-base = { $rate } until then
picture-tier-between = { $rate }
picture-people =
    { $count ->
        [0] nobody yet
        [one] 1 person in
       *[other] { $count } people in
    }
picture-people-of = { $count } of { $seats } people
picture-state-open = Open
picture-state-funded = Target reached
picture-state-repairing = One place to mend
picture-state-settling = Opening the deposit
picture-state-settled = Deposit opened
picture-state-expired = Expired
picture-state-cancelled = Cancelled

## Pictures: the certificate (plain text, short lines)

picture-certificate-number = No. { $number }
picture-certificate-title = Certificate of Share
picture-certificate-subtitle = 定期存款份额凭证
picture-certificate-holder = Held by
picture-certificate-share = Share of the term deposit
picture-certificate-rate = Annual rate
picture-certificate-interest = Interest at maturity
picture-certificate-value-date = Value date
picture-certificate-maturity-date = Maturity date
picture-certificate-source = Term deposit { $deposit } · { $campaign }
picture-certificate-issued = Issued { $date } · terms { $digest }
picture-certificate-check = Scan to verify

## Pictures: what one holds (plain text, short lines)

picture-money-title = The money of the last { $days } days
picture-money-held = Held for open pools
picture-money-deposited = In term deposits
picture-portfolio-title = What I hold
picture-portfolio-value = In my deposits today
picture-portfolio-earned = { $earned } earned so far · { $total } by { $end }
picture-portfolio-today = today
picture-portfolio-share = { $date } · { $rate } · No. { $number }
picture-portfolio-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

## Papers: what is kept as a file (plain text)

paper-attached = The facts of this certificate, signed
paper-deposit = Term deposit { $deposit } · product { $product }
paper-campaign = Pool of { $campaign }
paper-terms = Digest of the terms (SHA-256)
paper-issued = Issued { $date }
paper-stated = Printed { $at } UTC
paper-signed = Signed with key { $key } (Ed25519)
paper-verify = This file: hecun certificate verify FILE

## Statements of account (plain text, short lines)

statement-title = Statement of Account
statement-period = { $first } – { $last }
statement-made = Made { $at } · amounts in the books of Hecun
statement-page = Page { $page }
statement-nothing = Nothing moved.
statement-date = Date
statement-what = What
statement-campaign = Campaign
statement-currency = Currency
statement-reference = Reference
statement-why = Reason
statement-reason = The reason: “{ $reason }”
statement-opening = Opening balance
statement-closing = Total and closing balance
statement-times = { $what } ({ $count } days)
statement-column-held = Held
statement-column-deposited = In deposits
statement-column-accrued = Interest owed
statement-column-waiting = To be paid
statement-column-account = From account
statement-column-interest = Interest
statement-column-tax = Tax
statement-column-other = Corrections
statement-kind-hold = Pledge: held
statement-kind-replace-hold = Pledge changed
statement-kind-release-hold = Hold released
statement-kind-settlement = Deposit opened
statement-kind-correction = Correction
statement-kind-reversal = Reversal
statement-kind-accrual = Interest accrued
statement-kind-maturity = Deposit matured
statement-kind-early-withdrawal = Early withdrawal
statement-kind-payout = Paid out
statement-kind-transfer = Share transferred
statement-kind-renewal = Deposit renewed

### The bank's text messages (plain text)

bank-sms-sender = Hecun Bank
bank-sms-code = { $code } is your code for linking your accounts to Hecun. It is good for { $minutes } minutes. We never ask for it: do not pass it on.

### Alarms

alarm-update-set-aside =
    <b>An update was set aside</b>
    Update { $update_id } could not be handled three times ({ $reason }). The log says why. Once that is mended, have it tried again.
alarm-mismatches =
    { $count ->
        [one] ⚠ <b>Our books and the bank disagree about something new.</b> What it concerns is paused until that is cleared up.
       *[other] ⚠ <b>Our books and the bank disagree about { $count } new things.</b> What they concern is paused until they are cleared up.
    }
alarm-endpoint-disabled = <b>A partner’s webhook endpoint is disabled.</b> { $endpoint } of { $partner } has taken nothing since { $since }. Once the partner enables it again, it gets what waits.
alarm-order-contradicted = <b>The bank's answer does not fit what it was asked.</b> Order <code>{ $reference }</code>. Nothing was done about it; it is asked about again. Please look into it with the bank.
alarm-bank-unreachable = <b>The bank states nothing</b> since { $since }, so our books cannot be compared with it. It is asked every ten minutes; see whether it can be reached.
alarm-chain-broken = ⚠ <b>The chain of seals is broken</b> at entry { $sequence }: something in the journal was changed or cut off after it was sealed. Stop what writes to the database, keep a copy as it is, and run <code>hecun ledger verify</code>.
alarm-outbox-stuck = <b>Nothing goes out.</b> { $count ->
        [one] One notice waits
       *[other] { $count } notices wait
    }, the first since { $since }. The log says why; nothing is lost.
alarm-button = Look into it
alarm-over = ✅ <b>Over:</b> this is in order again.
alarms-here =
    🔔 <b>Alarms are told here from now on</b>, once each: when our books and the bank disagree, when the bank does not answer, and when something of ours stands still. No names, no account numbers.
    The button under an alarm leads to the private chat with me, where admins can do something about it. <code>/alarms zh</code> tells them in Chinese, <code>/alarms off</code> no longer.
alarms-off = Alarms are not told here any more. Each admin hears them in private.
alarms-how = In the group where alarms are to be told, write <code>/alarms</code>; or <code>/alarms en</code>, <code>/alarms zh</code> for the language, and <code>/alarms off</code> to have them in private again.
alarms-closed = I may not write in that group, so alarms cannot be told there. Let me send messages there, then write /alarms again.
alarm-correction-proposed = <b>Another admin proposes to correct the books.</b> Look at it, then approve or refuse it: nothing is posted before.
alarm-correction-decided = <b>Another admin has decided on the correction that you proposed.</b>
alarm-approver-nominated = <b>An approver nominates another one: { $name }.</b> It holds once a second approver agrees.
notice-role-granted =
    { $role ->
        [approver] <b>You are an approver at the admin desk now.</b> You decide what others propose, resume what was paused, and give roles. /admin leads there.
        [operator] <b>You are an operator at the admin desk now.</b> You may look at everything, act, and propose corrections. /admin leads there.
       *[viewer] <b>You are a viewer at the admin desk now.</b> You may look at everything and change nothing. /admin leads there.
    }
notice-role-revoked = <b>You have no role at the admin desk any more.</b> Your own pools and deposits are as they were.
notice-role-reason = Reason: <i>{ $reason }</i>
alarm-not-your-fault = Sorry, something went wrong here with your last step. It was not your fault, no money has moved without you, and we have been told. /start shows where you are.

## Refusals: why something was not done (plain text, also shown as a toast: at most 200 characters)

refusal-intent-reused = This button was used for something else already. Please start again.
refusal-not-permitted = That is not yours to do.
refusal-settlement-paused = Settlement is paused at the bank since { $since }. Nothing is lost: please try again once it goes on.
settlement-waits = ⏸ <b>The bank has paused all settlement</b> since { $since }. Until it goes on, no share is sold or withdrawn, and nobody loses anything.
refusal-role-missing =
    { $role ->
        [approver] That takes an approver. Your role at the admin desk does not include it.
        [operator] That takes an operator. Your role at the admin desk does not include it.
       *[viewer] That is for this bank’s staff.
    }
refusal-own-role = Nobody changes their own role. Another approver can.
refusal-role-named = The bot’s settings name this approver. Only whoever runs the bot can change that.
refusal-last-approver = This is the last approver. Make somebody else one first.
refusal-nobody-to-agree = A second approver would have to agree, and there is none. Whoever runs the bot can do it: hecun admin grant.
refusal-nomination-pending = You have nominated them already. Another approver has to agree.
refusal-nomination-unknown = That nomination is over.
refusal-proposer-vouched = You alone gave the proposer their role. Somebody else has to approve this.
refusal-participant-unknown = We have not met yet. Send /start first.
refusal-contact-not-yours = That is somebody else's contact. Please share your own with the button below.
refusal-customer-unknown = The bank knows no customer with this phone number. Ask the bank which number it has for you, then share the contact again.
refusal-too-many-codes = Too many codes were asked for. You can ask for the next one from { $retry_at }.
refusal-no-code-pending = There is no code to confirm any more. Ask for a new one.
refusal-account-not-linked = That account is not linked to you any more. Link it again under /accounts.
refusal-erasure-hindered = You cannot be erased yet: { $obstacle_count } things still need you. /me, My data, says which.
refusal-account-in-use = { $held_minor } is held on this account for your pledges. Withdraw them or wait for them to end, then unlink.
refusal-admission-refused = This campaign cannot be opened like this:
refusal-product-unknown = The bank no longer offers this product. Choose another one.
refusal-campaign-unknown = This link or code opens no campaign. Ask your friend to send it again.
refusal-campaign-not-open =
    { $state ->
        [funded] This pool is full already.
        [settling] This pool is full already.
        [repairing] This pool takes no new members while one account is being put in order.
        [settled] This pool is full, and its deposit is open.
        [expired] This campaign has expired.
       *[cancelled] This campaign was cancelled.
    }
refusal-deadline-passed = Too late: that was possible until { $deadline }.
refusal-terms-not-consented = The terms you saw are not this campaign's. Please look at them again.
refusal-already-pledged = You are in already, with { $amount_minor }. You can change it.
refusal-not-pledged = You have no pledge in this campaign.
refusal-not-designated = This campaign is by invitation: the person who opened it chooses who may join. Ask them to add you.
refusal-designation-unknown = This person is not on the list any more.
refusal-too-many-designees = A campaign can have at most { $limit } designated people.
refusal-pool-full = Somebody was faster: nothing is left to pledge.
refusal-reminded-lately = People were reminded less than a day ago. You can do it again from { $again_at }.
refusal-nobody-to-remind = There is nobody to remind now: everybody invited is in, said no, wants no reminders, was reminded within a day, or cannot be reached.
refusal-reminder-too-late = The campaign is open only until { $closes_at }: that reminder would come too late.
refusal-nudges-stopped = You have stopped all reminders. /notifications brings them back.
refusal-nobody-to-organise = Nobody else is in the campaign yet who could take it over. You can cancel it instead.
refusal-place-kept = What is free is kept for the next on the waiting list until { $kept_until }. You can wait in line too.
refusal-place-free = You need not wait: there is room in the pool now.
refusal-already-waiting = You are on the waiting list already, as number { $position }.
refusal-already-member = You own a share of this deposit: you hear of every share for sale before the waiting list does.
refusal-not-waiting = You are not on the waiting list of this campaign.
refusal-waiting-list-full = The waiting list is full: { $longest_line } people wait already.
refusal-head-count-reached =
    { $head_count_max ->
        [one] The only place is taken.
       *[other] All { $head_count_max } places are taken.
    }
refusal-amount-type-not-offered =
    { $debit_amount_type ->
        [equal_share] This campaign has no equal shares.
        [free_amount] This campaign takes no free amounts. Choose one of the buttons.
       *[remainder] This campaign does not offer "the rest". Choose another amount.
    }
refusal-amount-exceeds-remainder = Only { $remaining_minor } is left to pledge. Choose a smaller amount.
refusal-remainder-changed = Somebody was faster: the rest is { $remaining_minor } now.
refusal-seat-taken = Somebody was faster: no share of this size is free. { $remaining_minor } is left.
refusal-leaves-gap = That would leave { $rest_minor } of { $remaining_minor }, which nobody could fill. Take a little less, or all of it.
refusal-nothing-changed = That is how it is already.
refusal-pledge-fixed =
    { $state ->
        [funded] The pool is full: your pledge is fixed now.
        [settling] The pool is full: your pledge is fixed now.
        [settled] The deposit is open: your pledge has become a share of it.
        [captured] The deposit is open: your pledge has become a share of it.
        [expired] The campaign has expired, and your money is free again.
        [cancelled] The campaign was cancelled, and your money is free again.
        [reserved] The bank is still checking your pledge. Try again in a moment.
       *[repairing] Your pledge's amount is fixed while an account is being put in order. You can change the account.
    }
refusal-account-not-valid = The bank cannot hold this amount on this account:
refusal-campaign-fixed =
    { $state ->
        [expired] The campaign has expired already.
        [cancelled] The campaign was cancelled already.
        [settled] The deposit is open: the campaign can no longer be cancelled.
       *[funded] The pool is full: the campaign can no longer be cancelled.
    }
refusal-not-due = The time for that has not come, or has passed.
refusal-share-unknown = That share is not yours, or is no longer there.
refusal-share-fixed = It is too late for that: the money of this share is on its way, or the share is no longer yours.
refusal-share-leaving = The bank is still checking what was asked of it for this share. Once it has answered, you can see here what became of it.
refusal-another-leaving = The bank is still checking another member’s withdrawal from this deposit. Once it has answered, your figures are certain: please try again then.
refusal-locked-in = By the terms nobody leaves this deposit before { $free_from }.
refusal-early-withdrawals-used-up =
    { $early_withdrawals_max ->
        [0] By the terms no share of this deposit can be withdrawn early.
        [one] By the terms only one share of this deposit can be withdrawn early, and one has been.
       *[other] By the terms only { $early_withdrawals_max } shares of this deposit can be withdrawn early, and so many have been.
    }
refusal-offer-first = Withdrawing your share would lower the others' rate to { $rest_rate_percent }. Offer it to them first.
refusal-offer-over = This share is not for sale any more.
refusal-amount-changed = It is { $amount_minor } by now. Please look at it again.
refusal-payout-unknown = That money is not yours.
refusal-payout-fixed = This money waits for nothing: it is on its way to your account, or there already.
refusal-account-cannot-receive = The bank cannot pay to this account:
refusal-account-unknown = The bank has no such account.
refusal-bank-elsewhere = That cannot be done here: the bank itself keeps the accounts and the deposits.
refusal-phone-taken = Another customer of the bank has this phone number.
refusal-account-status-fixed =
    { $status ->
        [closed] The account is closed, and stays so.
       *[other] The account cannot be closed while there is money on it.
    }
refusal-amount-not-positive = The amount must be more than zero.
refusal-reason-missing = Please give a reason.
refusal-mismatch-unknown = That is no longer a difference.
refusal-nothing-to-correct = No entry of ours would put this right: the bank has to.
refusal-correction-pending = A correction of this is waiting for its decision already.
refusal-correction-unknown = There is no such correction.
refusal-correction-closed = That correction was decided, taken back, or waited for too long.
refusal-correction-outdated = What it would correct has changed since. Refuse it, and propose anew.
refusal-comparison-due = The books are about to be compared. Please decide once that is done.
refusal-own-correction = Another admin has to decide this. Only whoever proposed it takes it back.
refusal-entry-unknown = The journal has no such entry.
refusal-entry-fixed = A bank order made this entry, or it changed a hold. It cannot be undone by an entry alone.
refusal-entry-reversed = This entry has been reversed already.
refusal-below-zero = That would take an account below zero: only { $balance_minor } is on it.
refusal-product-code-taken = Another product has this code already.
refusal-rates-in-force = Rates can only be set for days after { $today }.
refusal-rates-unknown = There are no rates dated that day.
refusal-only-rates = These are the product's only rates. Add others first.
refusal-rates-day-taken = There are other rates from that day already.
refusal-rates-malformed = These tiers do not work: they must start at the smallest amount and ascend.
refusal-not-legitimate = This partner may not do that:
refusal-partner-unknown = There is no such partner.
refusal-partner-name-malformed = A name has 1 to 64 characters and stands on one line.
refusal-permissions-malformed = These permissions permit nothing, or their products are in several currencies.
refusal-partner-key-unknown = The partner has no such key any more.
refusal-endpoint-unknown = There is no such webhook endpoint.
refusal-too-many-endpoints = The partner has { $endpoints_max } webhook endpoints. Delete one first.
refusal-delivery-unknown = The webhook endpoint was never sent this.
refusal-too-many-partner-keys = The partner has { $usable_max } keys that can be used. Revoke one first.

## Conditions: what did not hold, and what one can do about it

condition-account-unknown = <b>The bank does not know this account.</b> Link your accounts again.
condition-account-dormant = <b>The account is dormant.</b> The bank wakes it up after one visit or a call; then try again.
condition-account-frozen = <b>The account is frozen.</b> Ask the bank why and have it unfrozen, or use another account.
condition-account-lost = <b>The account's card is reported lost.</b> Pick up a new card or take the report back at the bank, then try again.
condition-account-closed = <b>The account is closed.</b> Use another account.
condition-account-class = <b>A class { $found } account cannot buy deposits.</b> Use an account of class { $required }, or have this one upgraded at the bank.
condition-account-holder = <b>The account is not linked to you any more.</b> Link it again, or use another account.
condition-account-phone-changed = <b>The bank has a new phone number for you.</b> Link your accounts again with it.
condition-account-currency = <b>The account is in { $found }, the campaign in { $required }.</b> Use an account in { $required }.
condition-debit-amount-type =
    { $required ->
        [equal_share] <b>The bank does not let this account pay equal shares.</b> Choose a free amount, or use another account.
        [free_amount] <b>The bank does not let this account pay free amounts.</b> Choose an equal share, or use another account.
       *[remainder] <b>The bank does not let this account pay "the rest".</b> Type the amount instead, or use another account.
    }
condition-amount-below-minimum = <b>{ $found } is too little.</b> The least one member can pledge here is { $required }.
condition-amount-above-maximum = <b>{ $found } is too much.</b> The most one member can pledge here is { $required }.
condition-amount-not-multiple = <b>{ $found } does not fit.</b> Amounts go in steps of { $required }.
condition-day-limit = <b>Over the account's daily limit:</b> { $required } is left of it today. Pledge that much, come back tomorrow, or use another account.
condition-insufficient-balance = <b>Not enough money:</b> { $found } of { $required } is available. Pay some in, choose a smaller amount, or use another account.
condition-hold-doubted = <b>The bank is clearing something up on this account.</b> Nothing is lost. Please try again later.
condition-hold-missing = <b>The bank no longer holds the money for this pledge.</b> Try again to have it held anew.
condition-partner-suspended = <b>The partner is suspended.</b> Its bank can tell why, and end it.
condition-scope-missing = <b>The partner has not been given this scope:</b> { $required }.
condition-product-not-permitted = <b>The partner may not use the product { $found }.</b> Choose one that it may use.
condition-channel-not-permitted = <b>The partner may not come in by the channel { $found }.</b> Choose one that it may use.
condition-target-above-permitted = <b>{ $found } is too large a target for this partner.</b> The most is { $required }.
condition-quota-reached = <b>The partner has opened { $found } of { $required } campaigns today.</b> Tomorrow it may open more.
condition-product-unknown = <b>There is no product { $found }.</b> Choose one from the catalogue.
condition-product-not-offered = <b>The bank does not offer this product now.</b> Choose another one.
condition-channel-not-admitted = <b>This product is not sold in Telegram.</b> Choose another one.
condition-target-below-minimum = <b>{ $found } is too small a target.</b> The least is { $required }.
condition-target-above-maximum = <b>{ $found } is too large a target.</b> The most is { $required }.
condition-target-not-multiple = <b>{ $found } does not fit.</b> Targets go in steps of { $required }.
condition-amount-types-empty = <b>No way to pledge is allowed.</b> Allow equal shares or free amounts.
condition-seats-missing = <b>Equal shares need a number of people.</b> Say how many.
condition-seats-out-of-range = <b>{ $found } equal shares do not work.</b> Choose between 1 and { $required }.
condition-member-minimum-too-low = <b>A minimum of { $found } is too little.</b> The product's own is { $required }.
condition-member-minimum-too-high = <b>A minimum of { $found } is too much.</b> Here it can be { $required } at most.
condition-member-maximum-too-low = <b>A maximum of { $found } is too little.</b> Here it must be { $required } at least.
condition-head-count-out-of-range = <b>{ $found } people do not work.</b> Choose between 1 and { $required }.
condition-target-out-of-reach = <b>{ $found } cannot be reached with these amounts.</b> Allow own amounts, or change the number of shares or the minimum.
condition-deadline-too-soon = <b>The deadline is too soon.</b> The earliest is { $required }.
condition-deadline-too-late = <b>The deadline is too late:</b> the bank keeps its rate for a while only. The latest is { $required }.

## Shared cards: a campaign as everybody in a group sees it, or wherever it was sent by way of the bot

shared-people =
    { $count ->
        [0] Nobody is in yet
        [one] 1 person is in
       *[other] { $count } people are in
    }
shared-organiser = Organised by { $organiser }
shared-deadline = Until { $deadline }
shared-hint-join = Join in private: nobody here sees your amount or your account. The money stays in your account, held, until the pool is full.
shared-button-join = Join, in private
shared-button-look = Look at it, in private

## Managing: what only the organiser of a campaign does

managing-title = <b>Manage { $campaign }</b>
managing-in-line =
    { $count ->
        [one] 1 person is on the waiting list
       *[other] { $count } people are on the waiting list
    }
managing-hint = Only you have these buttons, since you look after this campaign. What changes something asks you once more.
managing-button-back = ‹ Back to the campaign

## Groups: what is said there, and in private because of something there

group-help = I help friends save together, at the big depositor's rate. Here I only keep a campaign's card true; everything about your money we talk about in private. Who organises a campaign puts its card here with /card.
group-button-private = Talk to me in private
group-anonymous = You write in the group's name, so I cannot see who you are. To put your campaign's card here, write as yourself.
group-no-such-button = This button does nothing here. Write to me in private.
group-not-yours = Only { $name }, who organises this campaign, can put its card into a group. You can look at it here:
group-by-invitation = { $campaign } is by invitation only, so I do not show it in a group: everybody there would see it. Invite people one by one from its card.
group-over = { $campaign } is over: there is nothing left to join.
group-closed = I may not write in that group. Let its admins allow me to send messages and photos (in the topic, too), then try again. { $campaign } waits here:
group-nothing = You organise no open campaign that could be put into a group. Open one first.

## Inline mode: what `@bot` offers in any chat

inline-offer = { $rate } a year · { $pledged } pledged, { $remaining } to go
inline-button-open = Open a campaign

## /privacy

privacy-title = <b>Who sees what of me</b>
privacy-members = 👥 <b>In my campaigns</b>, whoever is in or invited, and a partner that opened one, reads of me: <b>{ $name }</b>. Whoever opens or organises a campaign is always named to its people.
privacy-groups = 📣 <b>Groups</b> where a campaign's card is, and chats it was sent to: <b>{ $name }</b>.
privacy-certificates = 📜 <b>My certificates</b>, to whom I show them: <b>{ $name }</b>.
privacy-amount-hidden = 💰 <b>My amount</b>: no other member sees it. While few are in, the sum may give it away; whoever buys my share learns its price.
privacy-amount-shown = 💰 <b>My amount</b> stands beside my name in my campaigns, as long as nobody else's follows from it.
privacy-always = The bank's admins see names, amounts and masked account numbers. Nobody but the bank has my phone number and whole account numbers. In lists, a hidden name is only counted.
privacy-button-members = Name in my campaigns
privacy-button-groups = Name in groups
privacy-button-certificates = Name on certificates
privacy-button-show-amount = Show my amount
privacy-button-hide-amount = Hide my amount
privacy-button-back = ‹ Privacy
privacy-ask-members = <b>How much of your name do the people of your campaigns see?</b>
privacy-ask-groups = <b>How much of your name do groups see?</b> A card in a group says how many are in, and names only those who let it.
privacy-ask-certificates = <b>How much of your name do your certificates show?</b> It counts for pictures and files from now on.
privacy-noted = Noted. The cards follow in a moment.

## Card: a campaign as one message (caption under its picture)

card-headline = <b>{ $target }</b> · { $term } · <b>{ $rate }</b> a year
card-initiator = Opened by { $name }
card-organiser = Opened by { $name }, organised by { $organiser } now
card-progress = <b>{ $pledged }</b> pledged, <b>{ $remaining }</b> to go
card-progress-over = The target of { $target } was not reached
card-progress-full = <b>{ $pledged }</b> pledged: the target is reached
card-people =
    { $count ->
        [0] Nobody is in yet
        [one] In: { $names }
       *[other] { $count } people in: { $names }
    }
card-checking =
    { $count ->
        [one] The bank is checking one pledge
       *[other] The bank is checking { $count } pledges
    }
card-seats = { $taken } of { $seats } equal shares taken
card-tiers = Rates: { $tiers }
card-people-more = { $names } and { $count } more
card-member-amount = { $name } ({ $amount })
card-deadline = Until { $deadline } ({ $left })
card-code = Code: <code>{ $code }</code>
card-by-invitation = By invitation only: for the people whom the initiator has chosen.
card-alone = Alone it would be { $rate }.
card-means-to-you =
    💡 { $remaining } more and everyone earns { $rate }: <b>+{ $gain }</b> for you, compared with saving alone.
    If that is not reached in time, your money is free again.
card-hint-join = Tap an amount to join. Only if the pool is full in time: until then the money stays in your account, held.
card-hint-places-taken = All places are taken. If somebody withdraws, one falls free.
card-place-kept = What is free is kept for the next on the waiting list until { $until }.
card-place-yours = 🎟 <b>A place fell free and is kept for you until { $until }</b> ({ $left }). Tap an amount to take it. After that it goes to the next in line, and you wait no longer.
card-in-line = You are <b>number { $position }</b> of { $count } on the waiting list. When it is your turn I tell you, and what is free is kept for you for two hours, at most until the campaign closes.
card-hint-wait = Only if somebody leaves: waiting costs nothing, holds nothing, and can be given up at any time.
card-hint-closed = The time is up.
card-in-line-for-share = You are <b>number { $position }</b> of { $count } on the waiting list for a share of this deposit. When a member sells one and no other member wants it, I tell everybody on the list at once: the first to buy it owns it.
card-own-held = <b>You are in with { $amount }</b>, held on { $account } until the pool is full.
card-own-checking = ⏳ <b>The bank is checking your { $amount }</b> on { $account }. Your place is kept meanwhile; I tell you its answer.
card-own-change-checking = ⏳ <b>The bank is checking your change to { $amount }</b> on { $account }. Until it has answered, you are in with { $before }.
card-own-fixed = <b>You are in with { $amount }</b> from { $account }.
card-own-ailing = <b>Your { $amount } from { $account } needs you</b> by { $until }, or your place is given up:
card-state-checking = The target is reached. The bank is still checking, and then opens the deposit.
card-state-full = The bank is opening the deposit now.
card-state-full-late = ⏳ <b>The bank takes longer than usual to open the deposit.</b> It is being asked what became of it. Until it has answered, all the money is either still held or in the deposit, and nowhere else; nobody has to do anything.
card-state-paused = <b>Settlement is being checked.</b> The bank is clearing something up in its books first. All money stays where it is, and nobody has to do anything.
card-state-standstill = <b>Full, and settlement waits.</b> The bank has paused all settlement for now. All money stays where it is, and nobody has to do anything.
card-state-repairing = Almost there: one member's account has to be put in order first. The place is kept until { $until }.
card-state-settled = <b>The deposit is open.</b> Interest runs from { $value_date } to { $maturity_date }.
card-state-expired = <b>Expired.</b> The target was not reached in time. Every hold was released, nobody paid anything.
card-state-cancelled = <b>Cancelled by the initiator.</b> Every hold was released, nobody paid anything.
card-state-cancelled-by-bank = <b>Cancelled by the bank:</b> { $reason }. Every hold was released, nobody paid anything.
card-state-declined = <b>The bank did not open the deposit.</b> Every hold is given back, nobody paid anything.
card-share = <b>You own { $principal } of the deposit.</b> Your certificate: <code>{ $number }</code>
card-picture-title = Deposit for { $term }
card-names-join = { ", " }
card-picture-matures = matures { $date }
card-share-text = Let's save together: { $target } for { $term } at { $rate } a year. Join me:
card-button-rest = The rest · { $amount }
card-button-another = Another amount
card-button-change-amount = Change amount
card-button-change-account = Change account
card-button-withdraw = Withdraw
card-button-try-again = Try again
card-button-another-account = Use another account
card-button-certificate = My certificate
card-button-statement = 📄 Statement of the deposit
card-button-share = Share in a chat
card-button-copy = Copy the link
card-button-wait = Join the waiting list
card-button-buy = 🏷 Buy a share for { $price }
card-button-wait-for-share = Wait for a share
card-button-leave-line = Leave the waiting list
card-button-pass-on = No thanks, pass it on
card-waiting-toast = You are number { $position } on the waiting list.
card-leave-line-sure = <b>Leave the waiting list?</b> You are number { $position }. If you come back later, you are the last in line.
card-pass-on-sure = <b>Pass the place on?</b> It is then kept for the next in line, and you wait no longer.
card-button-leave-line-sure = Yes, leave it
card-button-pass-on-sure = Yes, pass it on
card-button-stay-in-line = No, keep it
card-line-left = You are no longer on the waiting list.
card-button-leave-organising = Hand the organising on
card-leave-organising-sure = <b>Hand the organising on?</b> The member who joined first gets your buttons: to share, and to cancel. Nobody's money moves, and your own pledge stays as it is.
card-button-leave-organising-sure = Yes, hand it on
card-button-keep-organising = No, I stay
card-organising-left = Done. The longest-standing member looks after the campaign from now on.
card-button-page = Web page
card-button-manage = ⚙️ Manage
card-button-remind-me = 🔔 Remind me
card-button-decline = Not for me
card-hint-declined = You said that this is not for you, and are not reminded of it. You can still join: tap an amount.
card-button-invite = Invite people
card-button-rotate = New link
card-button-group = Add to a group
card-button-rotate-sure = Yes, make a new link
card-button-rotate-keep = No, keep this link
card-rotate-sure = <b>Make a new link and code?</b> The old ones end at once. Whoever is in, or came by them, stays in.
card-rotated-done = <b>The old link and code have ended.</b> The card has the new ones.
card-button-cancel = Cancel the campaign
card-button-show = Show the campaign
card-cancel-sure = <b>Cancel this campaign?</b> Everybody's hold is released, and everybody is told. This cannot be undone.
card-button-cancel-sure = Yes, cancel it
card-button-keep = No, keep it
card-cancelled-done = The campaign is cancelled. Everybody's hold is released.

## Leaving a deposit early

exiting-button = Leave early
exiting-button-offered = 🏷 My share is for sale
exiting-ask =
    <b>Leave the deposit early?</b>
    Your share is { $principal }. If you stay, you get <b>{ $kept }</b> on { $matures }.
exiting-today = Today
exiting-figure = • { $when }: <b>{ $amount }</b> ({ $forgone } less)
exiting-sell = 🏷 <b>Sell it.</b> The buyer pays you your share and its interest so far, at the transfer rate of { $rate } a year:
exiting-asked-first-until = The deposit stays whole. The other members are asked first, until { $members }; then whoever waits in line too, until { $line }.
exiting-asked-first = The deposit stays whole. The other members are asked first, for a day; then whoever waits in line too, for another.
exiting-withdraw = 🏦 <b>Withdraw it.</b> The bank pays you your share and interest at the demand rate of { $rate } a year:
exiting-interest = In it are { $interest } of interest, less { $tax } of tax.
exiting-rest-keeps = The others keep their deposit and its rate.
exiting-rest-falls = By the terms the others would earn { $rate } a year from that day on.
exiting-offer-first = ⚠️ The others would fall to { $rate } a year. So offer your share first: if nobody has bought it two days later, you may withdraw it.
exiting-as-it-stands = These are the figures as things stand now. Nothing has been done.
exiting-ask-day = For which day shall I work it out? It can be any day before { $matures }. Type it like this: <code>{ $example }</code>
exiting-not-a-day =
    { $reason ->
        [in_the_past] That day is over.
       *[unreadable] I could not read that as a day.
    }
exiting-day-matured = By then the deposit has matured: on { $matures } you get { $kept } without leaving early.
exiting-untaken = <b>Nobody has bought your share</b>, so it is not for sale any more. You can offer it again, withdraw it, or stay.
exiting-offered-to-members = 🏷 <b>Your share is for sale, today for { $price }.</b> The other members can buy it until { $until }; then whoever waits in line too, until { $line }.
exiting-offered-to-line = 🏷 <b>Your share is for sale, today for { $price }.</b> The other members and whoever waits in line can buy it until { $until }.
exiting-offered-note = The price grows with its interest at midnight. Until somebody buys the share it is yours and earns for you; I tell you at once when it is sold.
exiting-take-back-sure = <b>Keep your share after all?</b> It is not for sale then. If you offer it again, the other members are asked first again.
exiting-taken-back = Your share is not for sale any more.
exiting-button-offer = 🏷 Offer it for { $price }
exiting-button-sure = 🏦 Withdraw now: { $amount }
exiting-button-day = 📅 On another day
exiting-button-back = Back to both ways
exiting-button-stay = No, I stay
exiting-button-take-back = Take it back
exiting-button-take-back-sure = Yes, keep my share
exiting-button-leave-for-sale = No, leave it for sale
exiting-checking = ⏳ <b>The bank is checking the early withdrawal of this share</b> that you asked for on { $since }. I tell you its answer. If it agrees, you get exactly what you agreed to; until then nothing else can be done with the share.
exiting-checking-sale = ⏳ <b>Somebody is buying this share</b>, and since { $since } the bank has been checking the payment. I tell you when it is sold. If the bank says no, the share is for sale as before; until then nothing else can be done with it.
exiting-done = Your share has left the deposit. The money is on its way to the account it came from.

## Buying a share

buying-review = <b>Buy a share of { $principal }?</b> · { $campaign }
buying-review-pay = You pay <b>{ $price }</b> from { $account } at once: the share, and { $interest } of interest since { $since }.
buying-review-earn = On { $matures } it brings you <b>{ $brings }</b>: all its interest since then is yours, at { $rate } a year.
buying-worth = It is paid at once and for good. A deposit of your own would be bound for { $term } from today.
buying-button-confirm = Buy for { $price }
buying-account-refused = <b>{ $price } cannot be debited from { $account }:</b>
buying-price-changed = ⚠️ <b>The price has changed since: it grows with the interest at midnight.</b>
buying-done = <b>Yes, the share is yours:</b> { $principal } of { $campaign }. Your certificate is on its way here.
buying-checking = ⏳ The bank is checking your purchase. I tell you its answer.

## What a decision is worth beside going alone: a line of money, and a line of words that says on what it depends

worth-term =
    💡 { $amount } earns <b>{ $interest }</b> in { $term }: { $how ->
        [more] <b>{ $difference } more</b> than alone
        [less] <b>{ $difference } less</b> than alone
       *[same] as much as alone
    } ({ $alone }).
worth-until =
    💡 { $amount } earns <b>{ $interest }</b> until { $until }: { $how ->
        [more] <b>{ $difference } more</b> than alone
        [less] <b>{ $difference } less</b> than alone
       *[same] as much as alone
    } ({ $alone }).
worth-given-up = 💡 You give up <b>{ $difference }</b>: in { $term } your { $amount } earns { $interest } here, and { $alone } alone ({ $rate }).
worth-left =
    💡 Alone, { $amount } withdrawn on { $day } would have earned { $alone }. Selling brings { $sold ->
        [more] <b>{ $sold_difference } more</b>
        [less] <b>{ $sold_difference } less</b>
       *[same] as much
    }, withdrawing { $withdrawn ->
        [more] <b>{ $withdrawn_difference } more</b>
        [less] <b>{ $withdrawn_difference } less</b>
       *[same] as much
    }.
worth-left-needs-buyer = A sale is sure only once somebody buys; a deposit of your own nobody could have bought from you.
worth-on-demand = in a demand account, { $rate }: so little opens no deposit
worth-amounts = 💡 Compared with alone, in { $term }: { $listed }
worth-amounts-same = 💡 In { $term } each of these amounts earns as much alone.
worth-amount =
    { $amount } { $how ->
        [more] <b>+{ $difference }</b>
        [less] <b>−{ $difference }</b>
       *[same] <b>±0</b>
    }
worth-only-if-full = Only if the pool is full by { $deadline }: until then the money stays in your account, held.
worth-bound = Only if the pool is full. Then it is bound for { $term }: who leaves early gets { $demand } a year, or sells their share.
worth-then-full = With that the pool is full: the bank opens the deposit, and your money is bound.
worth-then-lacks = The pool then lacks { $remaining }: if that is not filled by { $deadline }, nobody earns it.

## Pledging: the friend's way

pledging-choose-amount = How much would you like to pledge?
pledging-change-amount = You are in with <b>{ $amount }</b>. How much should it be?
pledging-type-amount = <b>Type an amount</b> from { $least } to { $most }, for example <code>{ $example }</code>.
pledging-not-an-amount =
    { $reason ->
        [ambiguous] That can be read in two ways.
        [other_currency] This campaign is in another currency.
        [too_precise] That is finer than the smallest coin.
        [not_positive] The amount must be more than zero.
        [too_large] That is more than any pool here.
       *[other] I cannot read that as an amount.
    } Type it like <code>{ $example }</code>.
pledging-no-amounts = There is no amount to choose now.

pledging-review-place = <b>Pledge { $amount }?</b>
pledging-review-change = <b>Change your pledge from { $before } to { $amount }?</b>
pledging-review-account = <b>Move your { $amount } to another account?</b>
pledging-review-hold = <b>{ $amount }</b> is held on { $account }, not debited, until the pool is full. If it is not by { $deadline }, the money is free again.
pledging-review-over-insured = ⚠ With the interest to come you will have { $total } at this bank: { $uncovered } more than the { $insured } per person that deposit insurance covers.
pledging-review-near-insured = ⚠ With the interest to come you will have { $total } at this bank. Deposit insurance covers { $insured } per person.
pledging-terms-rate = Rate: <b>{ $rate }</b> a year, fixed for this campaign. Yearly yield: { $yearly } (interest ÷ principal ÷ years).
pledging-terms-day-count = Interest: { $day_count }; { $compounding }.
pledging-terms-term = Term: { $term } from the day the pool is settled.
pledging-early-exit-demand-rate = Leaving early: your share earns the demand rate, { $rate }, for the days it was held.
pledging-terms-exits =
    Early withdrawals: { $lock_in_days ->
        [0] at any time,
       *[other] not in the first { $lock_in_days } days, and
    } { $count ->
        [one] one share
       *[other] at most { $count } shares
    } of the deposit; the rest { $remainder ->
        [keeps_rate] keeps its rate.
       *[falls_to_tier] falls to the rate tier it still reaches, so the other members are asked first.
    }
pledging-terms-selling = Selling: you can offer your share to the other members, a day later to who waits in line, too. Its buyer pays it with its interest so far at { $rate } a year.
pledging-maturity-pay-out = At maturity: principal and interest go back to the account they came from.
pledging-terms-withdraw = Until the pool is full you can change or withdraw your pledge. After that it is a share of the deposit.
pledging-terms-repair = If your account cannot be debited then, you have { $mend } to put it right. A place that falls free so can be filled for { $refill }, even past the deadline.
pledging-terms-insured = Deposit insurance: up to { $insured } per person, over all that person has at this bank.
pledging-terms-digest = Terms { $digest }. By confirming you agree to them.
pledging-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
pledging-day-count-periods = whole months count as twelfths of a year, odd days as 1/360
pledging-day-count-act-360 = calendar days on a year of 360 (ACT/360)
pledging-day-count-act-365f = calendar days on a year of 365 (ACT/365F)
pledging-day-count-thirty-e-360 = months of 30 days on a year of 360 (30E/360)
pledging-compounding-none = simple, paid at maturity
pledging-compounding-daily = compounded daily
pledging-compounding-monthly = compounded monthly
pledging-compounding-quarterly = compounded quarterly
pledging-compounding-half-yearly = compounded half-yearly
pledging-compounding-yearly = compounded yearly
pledging-button-confirm = Confirm { $amount }
pledging-button-back = Back

pledging-choose-account = Which account should <b>{ $amount }</b> come from?
pledging-account-fits = <b>{ $account }</b> · class { $account_class } · { $available } available
pledging-account-fails = <b>{ $account }</b> cannot be used now:
pledging-account-refused = <b>{ $amount } cannot be held on { $account }:</b>
pledging-account-instead = You can pledge from another account at once.
pledging-account-none-other = None of your other linked accounts fits either.
pledging-button-use = Use { $account } · { $available }
pledging-button-use-instead = Use { $account } instead
pledging-button-same-again = Try { $account } again
pledging-button-link-more = Link an account

pledging-done = ✅ <b>{ $amount } is held on { $account }.</b> Nothing is debited until the pool is full.
pledging-done-full = ✅ <b>{ $amount } from { $account }: the pool is full!</b> The bank is opening the deposit. Your certificate is on its way.
pledging-done-full-waits = ✅ <b>{ $amount } from { $account }: the pool is full!</b> Settlement is paused for now; once it goes on, the bank opens the deposit. Nobody has to do anything.
pledging-checking = ⏳ <b>The bank is checking your { $amount } on { $account }.</b> Your place is kept meanwhile, and I tell you as soon as it has answered. Nothing is debited until the pool is full.
pledging-toast-checking = Being checked: { $amount }
pledging-toast-done = Confirmed: { $amount } is held
pledging-out-of-date = That was out of date. Here is how things are now.
pledging-withdraw-sure = <b>Withdraw your { $amount }?</b> The hold on { $account } is released at once, and your place becomes free for others.
pledging-withdraw-sure-checking = <b>Withdraw your { $amount }?</b> The bank is still checking it. Your place becomes free for others at once; whatever the bank has set aside on { $account } is given back.
pledging-button-withdraw-sure = Yes, withdraw
pledging-button-keep = No, stay in
pledging-withdrawn = <b>Withdrawn.</b> The money on your account is free again. You can come back while the pool is open.
pledging-nothing-pending = There is nothing to confirm any more.

pledging-join-ask = <b>Type the campaign's code</b>, for example <code>K7QF-2M9D</code>. It is on your friend's card.
pledging-link-too-often = Too many links that lead nowhere in a short time. Please wait ten minutes, then try again.
pledging-join-too-often = That were many codes in a short time. Please wait ten minutes, or use the link.

## Linking: an account becomes a participant's

linking-ask-contact = <b>Link your bank accounts.</b> Share your own contact with the button below: the bank sends a code to the number it knows you by. I see only accounts that are yours, and debit nothing without your confirmation.
linking-ask-contact-to-buy = <b>First, link your bank account.</b> Tap the button below to share your own contact: the bank sends a code to the number it knows you by. It takes a minute, and then buying the share goes on here.
linking-ask-contact-first = <b>First, link your bank account.</b> Tap the button below to share your own contact: the bank sends a code to the number it knows you by. It takes a minute, and then your pledge goes on here.
linking-button-contact = 📱 Share my contact
linking-button-new-code = 📱 Send a new code
linking-use-button = Please share your contact with the button below, so that the bank knows the number is yours. /cancel stops this.
linking-bank-silent = The bank does not answer right now, so it cannot send a code. Please share your contact again in a minute.
linking-code-sent = The bank has sent a code to <b>{ $phone }</b>. <b>Type its six digits here</b>; I delete them from the chat at once. It is good until { $until }.
linking-code-shape = The code has six digits. Type just those.
linking-code-wrong =
    { $tries ->
        [one] That is not the code. You have <b>one</b> try left.
       *[other] That is not the code. You have <b>{ $tries }</b> tries left.
    }
linking-code-expired = This code is too old. Tap the button below, and the bank sends a new one.
linking-code-exhausted = That was wrong five times, so this code is void. Tap the button below, and the bank sends a new one.
linking-done = ✅ <b>Your accounts are linked.</b>
linking-done-none = No account could be linked.
linking-elsewhere = Already linked to another Telegram account: { $accounts }. Unlink there first, or ask the bank.

## Accounts: what is linked

accounts-title = <b>Your linked accounts</b>
accounts-none = You have no linked account yet. Linking one takes a minute: you share your contact, and the bank sends you a code.
accounts-line = <b>{ $account }</b> · class { $account_class } · { $status }
accounts-available = { $available } available
accounts-available-held = { $available } available, { $held } held
accounts-stale = ℹ️ The bank does not answer right now. Your accounts are shown as of { $when }; what counts is what the bank says when it checks.
accounts-status-normal = in order
accounts-status-dormant = dormant
accounts-status-frozen = frozen
accounts-status-lost = card reported lost
accounts-status-closed = closed
accounts-button-link = Link accounts
accounts-button-link-more = Link again or more
accounts-button-unlink = Unlink { $account }
accounts-unlink-sure = <b>Unlink { $account }?</b> You can no longer pledge from it, until you link it again.
accounts-button-unlink-sure = Yes, unlink
accounts-button-back = Back
accounts-toast-unlinked = Unlinked

## Certificate: the evidence of a share

certificate-caption = <b>Certificate { $number }</b>
certificate-share = <b>{ $principal }</b> of the term deposit { $deposit } at <b>{ $rate }</b> a year
certificate-held-by = Held by { $holder }
certificate-dates = Value date { $value_date }, maturity date { $maturity_date }
certificate-interest = Interest at maturity: <b>{ $interest }</b>
certificate-issued = Issued { $date } · { $campaign } · terms <code>{ $digest }</code>
certificate-picture-title = { $target } · { $term }
certificate-button-file = 📄 PDF
certificate-button-name = Name shown
certificate-file = 📄 <b>Your certificate, signed.</b> Whoever has this file can verify it offline: <code>hecun certificate verify FILE</code>. Key <code>{ $key }</code>.
file-on-its-way = The file is on its way.
name-shown-ask = <b>How much of your name do your certificates show?</b> It counts for pictures and files from now on.
name-shown-full = In full: { $name }
name-shown-masked = Masked: { $name }
name-shown-hidden = Not at all: { $name }
standing-number = <b>Certificate { $number }</b>
standing-active = ✅ <b>Current:</b> it evidences a share of the deposit.
standing-sold = ⚠️ <b>Not current:</b> the share was sold, and the buyer has a certificate of their own.
standing-withdrawn-early = ⚠️ <b>Not current:</b> the share was withdrawn early.
standing-renewed = ⚠️ <b>Not current:</b> the share was renewed, under a new certificate.
standing-payable = ⚠️ <b>Not current:</b> the deposit has matured, and the share is being paid out.
standing-paid-out = ⚠️ <b>Not current:</b> the deposit has matured, and the share was paid out.
standing-dates = Issued { $issued }, maturity date { $maturity_date }
standing-reissued = Issued anew as No. <code>{ $number }</code>.
standing-unknown = There is no certificate of this number here. Somebody may have made it up.

## A share: its worth, its maturity, its money

share-button-show = 📈 My share
share-title = 📈 <b>My share</b> · { $campaign }
share-holding = No. <code>{ $number }</code>: <b>{ $principal }</b> at { $rate } a year
share-today = Today: <b>{ $value }</b>, of which { $interest } is interest so far
share-at-maturity = On { $date }: <b>{ $value }</b>, of which { $interest } is interest
share-figure = <i>How that comes about: all { $whole } together earn { $earned }; your { $principal } of them earn { $interest }, less { $tax } tax.</i>
share-ask = <b>At maturity?</b> You can change this until the end of the day before { $date }.
share-choice-pay-out = Pay out
share-choice-renew-principal = Renew principal
share-choice-renew-all = Renew all
share-choice-paid = { $mark } { $choice }: { $paid } to { $account }
share-choice-renewed = { $mark } { $choice }: { $renewed } go on at { $rate }
share-choice-both = { $mark } { $choice }: { $renewed } go on at { $rate }, { $paid } to { $account }
share-worth = For another term from { $date }, if the others stay with their choice, at the rates of that day: these are those known today.
share-renewal-missing = ⚠️ Renewing needs { $needed } together, or the rate tier is lost: { $missing } are missing, counting you. Unless more members renew, everybody is paid out.
share-renewal-not-offered = ⚠️ The bank does not offer this product any more: everybody is paid out.
share-toast-pay-out = At maturity you are paid out.
share-toast-renew-principal = Your principal will be renewed, and the interest paid out.
share-toast-renew-all = Principal and interest will be renewed.
share-closing = ⏳ The bank is closing the deposit. Nothing can be changed any more.
share-state-sold = Your share was sold.
share-state-withdrawn-early = Your share was withdrawn early.
share-state-renewed = 🔁 Your share was renewed.
share-state-payable = The deposit has matured, and your money is on its way to you.
share-state-paid-out = ✅ The deposit has matured, and your share was paid out.
share-renewed = <b>{ $renewed }</b> went on under certificate <code>{ $number }</code>.
share-on-its-way = <b>{ $amount }</b> is on its way to { $account }.
share-paid = <b>{ $amount }</b> is on your account { $account }, since { $when }.
share-button-redirect = Pay it to { $account }
share-button-new-pool = Open a new pool

## Notices: what others must hear

notice-settled = 🎉 <b>The pool is full, and the deposit is open!</b> Here is your certificate:
notice-own-settled = 🎉 <b>The campaign you opened is settled:</b> { $target } for { $term } at { $rate } a year. All members have their certificates.
notice-expired = <b>Time ran out</b> for { $campaign }: the target was not reached.
notice-cancelled = <b>{ $campaign } was cancelled</b> by its initiator.
notice-cancelled-by-bank = <b>{ $campaign } was cancelled by the bank:</b> { $reason }
notice-corrected-held = <b>A correction on your account { $account }:</b> what is held on it changed by <b>{ $amount }</b>.
notice-corrected-available = <b>A correction on your account { $account }:</b> what you can use changed by <b>{ $amount }</b>.
notice-corrected-deposit = <b>A correction in the bank's books</b> of the deposit of { $campaign }: <b>{ $amount }</b>. Your share and your certificate stay as they are.
notice-corrected-reason = The reason: “{ $reason }”
notice-released = Your <b>{ $amount }</b> is free again. Nothing was debited.
notice-repair-needed = <b>Your pledge for { $campaign } could not be debited.</b> Your place is kept until { $until }. This is why:
notice-repair-awaited = The pool for { $campaign } is full, but one member's account has to be put in order first. There is time until { $until }. You need not do anything.
notice-dropped = <b>Your place in { $campaign } was given up</b>, because the account was not put in order in time.
notice-organiser-changed = 🔑 <b>You look after { $campaign } now</b>: who did before has left, and you have been in it the longest. You can share it and cancel it; everybody's money stays where it is, and is theirs.
notice-rate-lowered = A member has left { $campaign } early. By the terms, the rest earns <b>{ $rate } a year</b> from { $since } on.
notice-withdrawal-declined = <b>The bank does not let your share leave { $campaign } early.</b> It stays as it was, with all its interest, and nothing was paid.
notice-purchase-rejected = <b>The bank could not debit the price of the share of { $campaign }.</b> Nothing was debited, and the share is for sale again. This is why:
notice-share-for-sale = 🏷 <b>A share of { $campaign } is for sale:</b> { $principal }, today for { $price }. Whoever buys it first, by { $until }, owns it from that day.
notice-offer-untaken = Nobody has bought your share of { $campaign }, so it is not for sale any more. You can offer it again, or look at withdrawing it.
notice-button-leave = Leave early
notice-button-buy = Look at it
notice-share-sold = <b>Your share of { $campaign } is sold.</b> The buyer has paid { $price }; it goes to the account your money came from.
notice-share-bought = 🎉 <b>The share is yours.</b> This certificate replaces the seller’s.
notice-place-offered = 🎟 <b>It is your turn: a place in { $campaign } fell free.</b> { $amount } is left, and kept for you until { $until }. Tap an amount to take it; after that it goes to the next in line, and you wait no longer.
notice-place-passed-on = The place in { $campaign } is not kept for you any more: it went to the next in line. You can join the waiting list again.
notice-waiting-ended = { $campaign } has ended, so no place will fall free any more. You are no longer on its waiting list.
notice-reopened-kept = <b>A place in { $campaign } fell free.</b> It is kept for the next on the waiting list until { $until }. You need not do anything.
notice-reopened = <b>A place in { $campaign } fell free.</b> It can be filled until { $until }: forward the link to somebody who would like it.
notice-no-longer-invited = You are no longer among the people invited to { $campaign }, so you are not on its waiting list any more.
notice-invited = <b>{ $name } invites you</b> to { $campaign } at { $rate } a year.
notice-invited-until = It is open until { $until }. Nothing is held before you confirm.
notice-reminder-by-organiser = 🔔 <b>{ $name } reminds you of { $campaign }.</b>
notice-reminder-wished = 🔔 <b>Your reminder: { $campaign }.</b>
notice-reminder-missing = <b>{ $remaining }</b> is still missing. It is open until { $until } ({ $left }).
notice-reminder-gain = With { $amount } you would earn about <b>{ $gain } more</b> than alone by the end: { $rate } a year instead of { $alone }.
notice-reminder-rate = Together it is { $rate } a year.
notice-declined = <b>The bank did not open the deposit for { $campaign }.</b>
notice-orders-in-question =
    <b>The bank does not answer.</b> { $count ->
        [one] One order waits for its answer, since { $since }: <code>{ $reference }</code>
       *[other] { $count } orders wait for its answer, the first since { $since }: <code>{ $reference }</code>
    }
    The bank is asked again and again, and its answer puts everything right; nothing is guessed. See whether the bank can be reached.
notice-order-contradicted =
    <b>The bank's answer does not fit what it was asked.</b> Order <code>{ $reference }</code>: { $found }
    Nothing was done about it; it is asked about again. Please look into it with the bank.
notice-held = ✅ <b>The bank holds your { $amount }</b> for { $campaign }. You are in.
notice-change-rejected = <b>The bank refused the change of your pledge in { $campaign }.</b> It stays as it was, { $amount }. This is why:
notice-rejected = <b>The bank could not hold the money for your pledge in { $campaign }:</b>
notice-maturity-ahead =
    { $stage ->
        [day_before] <b>Tomorrow, on { $date }, the deposit of { $campaign } ends.</b>
       *[ten_days_before] <b>On { $date } the deposit of { $campaign } ends.</b>
    }
notice-maturity-paid-out = <b>{ $amount }</b> is paid back to the account it came from.
notice-maturity-renewed = <b>{ $amount }</b> is renewed at { $rate } a year.
notice-maturity-missing = You wanted to renew, but those who do lack <b>{ $missing }</b> together to reach the rate tier. Unless that changes, everybody is paid out.
notice-maturity-not-offered = You wanted to renew, but the bank does not offer this product any more: everybody is paid out.
notice-renewed = 🔁 <b>Your share was renewed.</b> Here is your new certificate:
notice-paid-out = 💰 <b>{ $amount } is on your account { $account }</b>, from { $campaign }.
notice-paid-out-figures = Principal { $principal } + interest { $interest } − tax { $tax } = <b>{ $amount }</b>
notice-paid-out-not-renewed = Too few members wanted to renew, so your share was paid out.
notice-payout-waiting = ⚠️ <b>The bank could not pay { $amount } of { $campaign } to your account { $account }.</b> The money waits in your name until you name another of your accounts. This is why:

## How a share's money comes about

working-button = 🧮 How it comes about
working-button-back = Back to the share
working-title = 🧮 <b>How the money of certificate <code>{ $number }</code> comes about</b>
working-whole = <b>1. What the deposit earns.</b> All { $whole } together:
working-segment = • { $start } – { $end } at { $rate } a year: { $interest }
working-convention = <i>{ $day_count }; { $compounding }.</i>
working-part = <b>2. Your part of it.</b> { $earned } × { $principal } ÷ { $whole } = <b>{ $interest }</b>
working-rounding =
    <i>Each part is rounded down to the smallest unit of money; the units left over go one each to the largest fractions{ $extra ->
        [0] {""}, and none of them to you
       *[other] {""}, and one of them to you
    }. So all parts sum to { $earned }.</i>
working-tax = <b>3. Tax.</b> { $rate } of your interest is withheld for the tax office: { $tax }
working-no-tax = <b>3. Tax.</b> None is withheld.
working-sum = <b>4. Your money.</b> { $principal } + { $interest } − { $tax } = <b>{ $amount }</b>
working-renewed = Of it <b>{ $renewed }</b> goes on in the next deposit, and { $paid } is paid out.
working-as-it-stands = <i>This is how things stand now. Who leaves before maturity, and what the others choose, can still change it.</i>
working-withdrawn =
    <b>1. Your share</b> was { $principal }, in the deposit since { $since }.
    <b>2. Interest at the demand rate</b> of { $rate } a year, for each day until you left, on a year of 360 days: <b>{ $interest }</b>
working-withdrawn-tax = <b>3. Tax.</b> Withheld of your interest for the tax office: { $tax }
working-sold =
    <b>1. Your share</b> was { $principal }, in the deposit since { $since }.
    <b>2. Interest at the transfer rate</b> of { $rate } a year until you sold it: <b>{ $interest }</b>
    <i>{ $day_count }.</i>
working-sold-sum = <b>3. Your money.</b> { $principal } + { $interest } = <b>{ $amount }</b>, which the buyer paid. All interest of the deposit on it is the buyer's, and its tax.

## Words that several screens share

term-months =
    { $months ->
        [one] { $months } month
       *[other] { $months } months
    }

## Opening: the initiator's wizard

opening-title = <b>Open a campaign</b>
opening-line-product = ✓ A deposit for { $term }
opening-line-target = ✓ Target <b>{ $amount }</b>, at { $rate } a year
opening-line-target-low = ✓ Target <b>{ $amount }</b>, at { $rate } a year. From { $better_from } on it would be { $better_rate }.
opening-line-types = ✓ Amounts: { $types }
opening-line-seats = ✓ { $seats } shares of { $amount }
opening-line-seats-uneven = ✓ { $seats } shares of { $smaller } or { $larger }
opening-line-minimum = ✓ At least { $amount } each
opening-line-deadline = ✓ Until { $when }
opening-line-own = ✓ You pledge { $amount }
opening-line-own-skipped = ✓ You pledge nothing yet
opening-line-everybody = ✓ Open to whoever has the link
opening-line-designated = ✓ <b>By invitation only:</b> for the people you pick afterwards
opening-button-designated = By invitation only
opening-button-everybody = Open to whoever has the link
opening-type =
    { $type ->
        [equal_share] equal shares
        [free_amount] own amounts
       *[remainder] the rest
    }
opening-ask-product =
    <b>Which deposit?</b>
    From { $better_from } on the bank pays more. Together you get there:
opening-no-products = The bank offers no deposit just now. Please come back later.
opening-product = { $term }: <b>{ $rate }</b>, alone { $alone }
opening-product-flat = { $term }: <b>{ $rate }</b>
opening-ask-target =
    <b>How much together?</b>
    The bank pays:
opening-target-tier = from { $amount }: <b>{ $rate }</b>
opening-target-type = Choose a target, or type one, such as { $example }. It is all or nothing: the deposit opens when all of it has come together.
opening-ask-types =
    <b>How are the amounts fixed?</b>
    Mark all that members may choose from.
    • <b>Own amounts</b>: each says how much
    • <b>Equal shares</b>: the target in so many equal parts
    • <b>The rest</b>: whatever is still missing, in one tap
opening-ask-seats =
    <b>How many equal shares?</b>
    Choose, or type a number up to { $most }.
opening-ask-seats-uneven =
    <b>How many equal shares?</b>
    Choose, or type a number up to { $most }. Where they do not divide evenly, some are { $step } larger.
opening-ask-minimum =
    <b>What is the least one may pledge?</b>
    Choose, or type an amount, such as { $example }. The bank's own minimum is { $least }.
opening-ask-deadline =
    <b>Until when?</b>
    If the target is not reached by then, everybody's money is free again.
    Choose, or type a time, such as <i>tomorrow 18:00</i>, <i>friday</i> or <i>in 5 days</i>. The bank keeps this rate for deadlines until { $latest }.
opening-ask-own =
    <b>How much do you pledge yourself?</b>
    It is held on your account when you publish, and debited only when the deposit opens.
    Choose, or type an amount.
opening-ask-own-unlinked =
    <b>How much do you pledge yourself?</b>
    You have no account linked yet. Choose an amount, and you can link one right after publishing; or do both later.
opening-ask-account =
    <b>From which account?</b>
    { $amount } is held there when you publish.
opening-use-buttons = Please choose with the buttons here.
opening-worth-product = Only once { $target } has come together. A longer term earns more, and the money is bound for longer.
opening-worth-target = Only once all of { $target } has come together. A larger target is harder to fill.
opening-worth-amounts = Only once { $target } has come together. How the amounts are fixed changes nothing about the rate.
opening-worth-seats = Every share earns alike, once all of { $target } is taken.
opening-worth-minimum = Only once { $target } has come together. Small amounts get the same rate as large ones.
opening-worth-deadline = Only if { $target } has come together by then: until then everybody's money stays in their own account, held.
opening-worth-own = Only if { $target } comes together by the deadline: if not, every hold is released, and nobody pays anything.
opening-button-product = { $term } · { $rate }
opening-button-target = { $amount } · { $rate }
opening-button-type =
    { $type ->
        [equal_share] Equal shares
        [free_amount] Own amounts
       *[remainder] The rest
    }
opening-button-go-on = Go on ›
opening-button-seats = { $seats } × { $amount }
opening-button-seats-uneven = { $seats } × { $smaller }–{ $larger }
opening-button-tomorrow = Tomorrow 20:00
opening-button-three-days = In 3 days, 20:00
opening-button-week = In a week, 20:00
opening-button-seat = One share: { $amount }
opening-button-skip = Not now
opening-button-account = { $number } · { $available } available
opening-button-back = ‹ Back
opening-button-cancel = ✕ Cancel
opening-button-publish = Publish
opening-button-resume = Go on
opening-button-restart = Start over
opening-button-new = Open a campaign
opening-button-pledge = Pledge { $amount }
opening-change-product = ✎ Deposit
opening-change-target = ✎ Target
opening-change-amounts = ✎ Amounts
opening-change-seats = ✎ Shares
opening-change-minimum = ✎ Minimum
opening-change-deadline = ✎ Deadline
opening-change-own = ✎ My pledge
opening-change-account = ✎ Account
opening-review = <b>Check, then publish</b>
opening-review-together = A deposit of <b>{ $target }</b> for { $term }, at <b>{ $rate }</b> a year. It earns <b>{ $interest }</b>.
opening-review-own = You pledge <b>{ $amount }</b> from { $account }. It is held until the deposit opens, at the latest until { $when }.
opening-review-own-open = You pledge <b>{ $amount }</b> once one of your accounts can pay it. Publishing works without.
opening-review-own-later = You pledge nothing yet. You can from the card, at any time before the deadline.
opening-review-privacy = <b>Who sees what:</b> only people with your link or code see the campaign. They see the total, the members' names as far as each lets them, and no amount but of who shows it.
opening-published = ✓ <b>Published.</b> Your campaign's card is below: share it with your friends.
opening-toast-published = Published ✓
opening-toast-closed = This draft is closed. /open starts a new one.
opening-toast-moved-on = You were further already: here is where you are.
opening-cancelled = <b>Draft closed.</b> Nothing was opened, and nothing is held.
opening-unfinished =
    <b>You have a campaign half done.</b>
    Go on where you were, or start over?
opening-own-left =
    <b>One thing is left: your own { $amount }.</b>
    Tap the button: I help you with the account it comes from, and you confirm.
opening-own-refused =
    <b>Your campaign is open, but your own { $amount } is not in it yet.</b>

## What people type, when it cannot be read

typed-instant-unreadable = I cannot read that as a time. Please type one like <i>tomorrow 18:00</i>, <i>friday</i> or <i>in 5 days</i>.
typed-instant-in-the-past = That has passed already. Please type a time to come, like <i>tomorrow 18:00</i>.
typed-count-unreadable = Please type a whole number, such as 4.

## My things

me-title =
    <b>My things</b>
    You are { $name } here. { $certificates ->
        [0] You hold no share yet
        [one] You hold 1 share of a deposit
       *[other] You hold { $certificates } shares of deposits
    }; { $accounts ->
        [0] no account is linked.
        [one] 1 account is linked.
       *[other] { $accounts } accounts are linked.
    }
me-button-campaigns = 📋 Campaigns
me-button-certificates = 📜 Certificates
me-button-accounts = 🏦 Accounts
me-button-privacy = 🙈 Privacy
me-button-language = 🌐 Language
me-button-help = ❓ Questions
me-button-start = ‹ Start
me-button-back = ‹ My things
me-button-notifications = ⏰ Notifications
me-button-data = 🗂 My data
data-title =
    <b>My data</b>
    Everything that is kept about you is yours to see, and yours to have erased as far as the law lets it.
data-button-copy = Send me a copy
data-file = 🗂 <b>Everything that is kept about you</b>, as JSON. Account numbers are masked in it, as everywhere here. It is for your eyes: think before you pass it on.
data-button-erase = Erase me
data-button-back = ‹ My data
erase-title = <b>Being erased</b>
erase-goes = <b>What goes, at once:</b> your name, the link to your Telegram, your phone number and the links to your accounts, all you have chosen, invitations, places in line, unfinished conversations, what waits to be sent to you. Campaigns' cards are drawn without you.
erase-stays = <b>What the law makes us keep:</b> entries of the books, pledges, certificates, payouts and tax, under a number instead of a name, as long as the bank must keep its books. What the bank itself knows of its customers is the bank's. Backups hold the old state until they are replaced.
erase-in-the-way = <b>In the way now:</b>
erase-obstacle-pledge = { $count ->
        [one] • one pledge that holds your money: withdraw it, or wait for the campaign to end
       *[other] • { $count } pledges that hold your money: withdraw them, or wait for the campaigns to end
    }
erase-obstacle-share = { $count ->
        [one] • one share of a deposit: sell it, leave early, or wait for maturity
       *[other] • { $count } shares of deposits: sell them, leave early, or wait for maturity
    }
erase-obstacle-purchase = { $count ->
        [one] • one purchase that the bank is checking: it answers by itself
       *[other] • { $count } purchases that the bank is checking: it answers by itself
    }
erase-obstacle-payout = { $count ->
        [one] • one payout on its way to you: if it waits, name an account
       *[other] • { $count } payouts on their way to you: if one waits, name an account
    }
erase-obstacle-organising = { $count ->
        [one] • one campaign that you organise: hand it on, or cancel it
       *[other] • { $count } campaigns that you organise: hand them on, or cancel them
    }
erase-obstacle-role = { $count ->
       *[other] • you have a role at the admin desk: an approver takes it away first
    }
erase-button-pledge = My pledge
erase-button-share = My share
erase-button-purchase = My campaigns
erase-button-payout = My payout
erase-button-organising = My campaign
erase-button = Erase me …
erase-sure =
    <b>Erase you, for good?</b>
    This cannot be undone. If you come back you are somebody new, and your old certificates cannot be shown to you here any more: save the files first.
erase-button-sure = Yes, erase me
erase-done =
    <b>You are erased.</b>
    Nothing here tells any more who you were. What is written in this chat is on your phone: delete the chat if you like. If you write to me again, we meet anew.
mine-no-certificates =
    <b>No certificates yet.</b>
    When a pool you are in is full, you get one for your share.
page-button-newer = ‹ Newer
page-button-older = Older ›

## Start, help, menus

start-hello =
    <b>Save together, at the big depositor's rate.</b>
    Friends pool money until it reaches the bank's better rate. The bank then opens one deposit, and everybody owns a share of it, to the cent.
start-unfinished = You have a campaign half done.
start-button-open = Open a campaign
start-button-resume = Go on with my campaign
start-button-restart = Start it over
start-button-join = Join with a code
start-button-mine = My campaigns
start-button-me = My things
start-button-help = How it works
help-text =
    <b>How it works</b>
    1. Somebody opens a campaign: which deposit, how much together, until when.
    2. Friends join by its link, QR code or short code. What each pledges is <b>held</b> on their own bank account; nothing is debited yet.
    3. When the target is reached, the bank opens <b>one term deposit</b> at its better rate, and everybody gets a certificate of their share.
    4. If it is not reached in time, every hold is released. It costs nobody anything.

    The menu beside the keyboard has all commands. In a group whose campaign you organise, /card puts its card there.

    <b>What would you like to know?</b>
help-question-safe = Is my money safe?
help-question-unfilled = What if it does not fill?
help-question-seen = Who sees my name and amount?
help-question-out = Can I get out?
help-question-paid = When am I paid?
help-question-cost = What does it cost?
help-question-account = What if an account fails?
help-question-gone = What if the bot is gone?
help-question-interest = How is interest figured?
help-question-messages = How do I stop messages?
help-button-back = ‹ Questions
help-answer-safe =
    Until the pool is full your money stays in <b>your own bank account</b>, held: nobody can spend it meanwhile. Then the bank opens one deposit, and your share of it stands in the books in your name. It never passes through whoever opened the campaign, or through this bot. { $insured ->
        [0] {""}
       *[other] Deposit insurance covers { $cap } per person at one bank, with all you have there.
    }

    <i>For example:</i> { $friends } friends fill a pool of { $target } with { $share } each. While it fills, your { $share } is held on your account. Once it is full you own { $share } of the bank's deposit, with a numbered certificate.
help-answer-unfilled =
    Then every hold is released, and it has cost you nothing. It is all or nothing, and until when stands on the card.

    <i>For example:</i> time is up with { $rest } of { $target } together; { $share } is missing. Nothing is debited from anybody, and what was held on your account is free again, to the cent.
help-answer-seen =
    That is yours to choose. Now the people of your campaigns read of you: <b>{ $name_members }</b>; groups: <b>{ $name_groups }</b>; your certificates: <b>{ $name_certificates }</b>. { $amount_shown ->
        [0] No other member sees your amount.
       *[other] Your amount stands beside your name in your campaigns, unless another's follows from it.
    } Your phone number and whole account number are the bank's alone to know; its admins see the rest.

    <i>For example:</i> where { $friends } people hide their names, a card says “{ $friends } people are in” and { $target }, and no more.
help-answer-out =
    Before the pool is full: yes, with one tap, and your money is free. Afterwards you can sell your share to the others, or have the bank pay it early, with interest at { $demand_rate } only. { $lock_in_days ->
        [0] {""}
       *[other] Nobody leaves in the first { $lock_in_days } days.
    }

    <i>For example:</i> { $share } for { $term } from { $begin }. On { $left_on } it sells for { $price }; paid early it brings { $early }. Who stays until { $end } has { $total }.
help-answer-paid =
    On the maturity date, to the account that the money came from, unless you chose to renew. If that account cannot take it, it waits in your name until you name another of yours.

    <i>For example:</i> a pool for { $term } that is full today, { $begin }. On { $end } your { $share } comes back with { $interest } interest: <b>{ $total }</b> after tax.
help-answer-cost =
    Nothing: no fee to join, to withdraw in time, or to be paid. Tax that the law has the bank keep of the interest is shown before you agree.

    <i>For example:</i> { $share } at { $rate } for { $term } earns { $interest }, with { $tax } of tax. Alone, at { $alone_rate }, it would be { $alone_interest }. Together that is { $gain } more for you.
help-answer-account =
    When the pool is full, every account is checked once more. Whose fails has { $mend_hours } hours to put it right or to use another; only they learn why. If they do not, the place is free for somebody else. Nobody's money is taken meanwhile.

    <i>For example:</i> of { $target }, one { $share } cannot be taken. The other { $rest } stay held in their owners' accounts. If the { $share } comes in time, or somebody else takes the place, the deposit opens; if not, all is released.
help-answer-gone =
    Your money is at the bank, not here: the bank pays it whether this chat is there or not. Save your certificate as a file: it is signed, and anybody can check that it is genuine. Your statement of account is a file, too.

    <i>For example:</i> your certificate says { $share } of a deposit of { $target } at { $rate }, due on { $end }. That day the bank owes you { $total }.
help-answer-interest =
    Your share × annual rate × time, as the bank counts days, rounded to the cent; the members' interest sums to exactly the deposit's. Under your share, “How it comes about” shows every step.

    <i>For example:</i> { $share } × { $rate } × { $term } = <b>{ $interest }</b>. The first day adds { $day_interest }. Alone, at { $alone_rate }: { $alone_interest }.
help-answer-messages =
    One tap stops reminders, invitations and offers, or let them wait through your quiet hours. /stop does it at once. What is about your own money still comes, for you should know it.

    <i>For example:</i> however much you have stopped, you are told before { $end } that { $total } is coming to you, and by which account.
menu-description =
    Save together, at the big depositor's rate.

    A bank pays more from ¥10,000 up. Pool with friends until you reach it: the bank opens one deposit, and everybody owns a share of it, to the cent. Your money stays in your account until the pool is full.
menu-short-description = Pool savings with friends, and earn the big depositor's rate.
menu-start = Where to begin
menu-open = Open a campaign
menu-join = Join with a code
menu-me = My things: everything of mine
menu-mine = My campaigns
menu-portfolio = What I hold and earn
menu-statement = Statement of account, as a file
menu-accounts = My bank accounts
menu-language = Language · 语言
menu-help = How it works
menu-cancel = Leave what I am doing
menu-privacy = Who sees what of me
menu-notifications = Reminders and quiet hours
menu-stop = No more reminders and invitations
notifications-title = <b>Notifications</b>
notifications-lead = ⏰ A campaign you looked at closes: { $lead ->
    [three_days] I remind you 3 days before.
    [one_day] I remind you 1 day before.
    [three_hours] I remind you 3 hours before.
   *[none] I do not remind you.
}
notifications-quiet = 🌙 Quiet hours: { $begin }–{ $end }
notifications-quiet-off = 🌙 No quiet hours
notifications-zone = 🕒 Your time: { $city }, { $now } now
notifications-stopped = 🔕 <b>Reminders, invitations and offers are stopped.</b>
notifications-own = What is about your own money, and the answers to what you do, come at once. Everything else waits until your quiet hours are over.
notifications-button-lead = ⏰ { $lead ->
    [three_days] 3 days before
    [one_day] 1 day before
    [three_hours] 3 hours before
   *[none] No reminder
}
notifications-button-quiet = 🌙 Quiet hours
notifications-button-zone = 🕒 Time zone
notifications-button-stop = 🔕 Stop reminders
notifications-button-resume = 🔔 Have them back
notifications-button-all = All notifications
notifications-button-back = ‹ Back
notifications-button-quiet-off = None
notifications-button-begin = From { $clock }
notifications-button-end = Until { $clock }
notifications-noted = Noted.
notifications-stop-done = 🔕 <b>Stopped.</b> No more reminders, invitations or offers. What is about your own money still comes.
notifications-back = 🔔 <b>They are back.</b> Reminders, invitations and offers reach you again.
notifications-quiet-ask = <b>When should I be quiet?</b> What can wait is then sent when your quiet hours are over.
notifications-zone-ask = <b>Where are you?</b> I take it to be { $city }, where it is { $now }. Choose, or type a city.
notifications-zone-found = <b>Is it one of these?</b> If not, type another city near you.
notifications-zone-unknown = I know no such city. Type a larger one in your time zone, such as <i>Berlin</i>.
menu-data = My data: a copy, or erase it
menu-card = Put my campaign's card here
menu-admin = Administration
language-ask = <b>Which language shall we speak?</b>
language-chosen = From now on we speak English.
mine-title = <b>My campaigns</b>
mine-none =
    <b>No campaigns yet.</b>
    Open one, or join a friend's with its code.
mine-campaign = { $term }, { $pledged } of { $target } · { $state }
mine-campaign-own = { $term }, { $pledged } of { $target } · { $state } · you: <b>{ $own }</b>
mine-campaign-checking = { $term }, { $pledged } of { $target } · { $state } · you: <b>{ $own }</b>, being checked
mine-campaign-waiting = { $term }, { $pledged } of { $target } · { $state } · you are <b>number { $position } in line</b>
mine-certificates = <b>My certificates</b>
mine-certificate = No. { $number } · { $amount } until { $maturity }
mine-certificate-ended =
    No. { $number } · <s>{ $amount }</s> { $state ->
        [sold] sold
        [withdrawn_early] withdrawn early
        [renewed] renewed
       *[paid_out] paid out
    }
mine-button-campaign = { $code } · { $term } · { $target }
portfolio-none =
    <b>You hold no deposit yet.</b>
    When a pool you are in is full, its share shows here with what it earns.
portfolio-total = <b>{ $value } in my deposits today</b>, { $today }: { $earned } of it earned since { $start }. Interest in all by { $end }: <b>{ $total }</b>
portfolio-share = • No. { $number } at { $rate }: today { $today }, on { $date } <b>{ $maturity }</b>
mine-button-portfolio = 📈 What I hold and earn
portfolio-button-statement = 📄 Statement
statement-ask = <b>Your statement of account: for which period?</b> It tells what was held, deposited and paid, and how it adds up: as a PDF to read, or as a CSV for spreadsheets.
statement-button = { $period } · { $form }
statement-file = 📄 <b>Your statement of account</b>, { $first } – { $last }.
statement-period-all = Everything
statement-ask-campaign = <b>The statement of the deposit of { $code }: for which period?</b> It tells what became of the deposit as a whole, and names none of its members.
statement-ask-dates = <b>Type the first and the last day</b>, for example <code>{ $example }</code>; or a month such as <code>{ $month }</code>, or a year.
statement-button-dates = Another period
statement-period-typed = <b>{ $first } – { $last }.</b> In which form?
statement-period-unreadable = I cannot read that as a period. Type the first and the last day, for example <code>{ $example }</code>; or a month, or a year. Or /cancel.
statement-period-backwards = That period ends before it begins. Type the first day first, for example <code>{ $example }</code>. Or /cancel.
statement-period-in-the-future = That period has not begun yet. Type one that has, for example <code>{ $example }</code>. Or /cancel.
statement-of-campaign = Term deposit of the campaign { $code }
statement-file-campaign = 📄 <b>Statement of the deposit of { $code }</b>, { $first } – { $last }.
mine-button-certificate = No. { $number }
cancel-done = <b>Stopped.</b> Nothing was opened or changed.
cancel-nothing = There is nothing to leave. /start shows what you can do.
fallback-text =
    I did not understand that.
    If it is a friend's code, it looks like <code>K7QF-2M9D</code>. /help says what I can do.
fallback-text-here = That is no answer I can use here. /cancel leaves what you are doing.
fallback-not-text = I can only read text. /help says what I can do.
fallback-picture = I cannot read pictures and files. If it shows a QR code, point your camera at it; or type the code below it, such as <code>K7QF-2M9D</code>.
fallback-voice = I cannot listen. Please type it. /help says what I can do.
fallback-amount = <b>{ $amount }</b>: for which campaign? Tap it, then the amount.
fallback-edited = I go by what you wrote first: what was answered does not change. To say something else, type it anew.
fallback-edited-command = I do not carry out a command that was edited. Type it anew, and I will.
fallback-passed-on = This command was passed on to me, so I left it alone. If you mean it, type it yourself.
fallback-old-button = This button is from an older version. Here is a fresh start.
welcome-back =
    <b>Welcome back.</b> { $missed ->
        [one] One message
       *[other] { $missed } messages
    } did not reach you while you were away. Here is how things stand now.
welcome-back-begun = What you had begun is still there: go on with it, or /cancel.
ways-button-start = Where to begin

## Words that stand for a command, when somebody types nothing else; divided by semicolons

spoken-greeting = hello; hi; hey; good morning; good evening
spoken-start = start; begin; menu
spoken-open = open; open a campaign; new campaign
spoken-join = join; join with a code
spoken-mine = mine; my campaigns; my certificates
spoken-portfolio = portfolio; my deposits
spoken-statement = statement; statement of account
spoken-accounts = accounts; my accounts
spoken-language = language; english
spoken-privacy = privacy
spoken-help = help; how it works; what is this
spoken-cancel = cancel; quit; exit; never mind

### Admin (for the admins of a deployment only)

admin-title = <b>Administration</b>
admin-campaigns = Campaigns: { $states }
admin-campaigns-in-state = { $state } <b>{ $count }</b>
admin-campaigns-none = Campaigns: none yet
admin-out-of-reach = Cannot be reached by the bot: <b>{ $count }</b>
admin-people = Participants: <b>{ $participants }</b> · linked accounts: <b>{ $accounts }</b>
admin-money =
    Held: <b>{ $held }</b> · deposited: <b>{ $deposited }</b> in { $count ->
        [one] one term deposit
       *[other] { $count } term deposits
    }
admin-notices =
    { $failed ->
        [0] Notices: { $waiting } waiting, none failed
       *[other] ⚠ Notices: { $waiting } waiting, <b>{ $failed } failed</b>
    }
admin-set-aside =
    { $count ->
        [0] Updates set aside: none
       *[other] ⚠ Updates set aside: <b>{ $count }</b>. The log says why.
    }
admin-reconciled =
    { $count ->
        [0] Our books and the bank agree, compared { $when }
        [one] ⚠ Our books and the bank: <b>one difference</b>, compared { $when }
       *[other] ⚠ Our books and the bank: <b>{ $count } differences</b>, compared { $when }
    }
admin-reconciled-never = Our books and the bank were not compared yet
admin-state =
    { $state ->
        [open] open
        [funded] full
        [settling] settling
        [repairing] in repair
        [settled] settled
        [expired] expired
       *[cancelled] cancelled
    }
admin-id = <code>{ $id }</code>
admin-out-of-date = That was done already, or is out of date. This is how things are now.

admin-button-find-campaign = Find a campaign
admin-button-find-participant = Find a participant
admin-button-find-account = Find an account
admin-button-products = Products and rates
admin-button-trail = Audit trail
admin-button-refresh = Refresh
admin-button-mismatches = Differences with the bank
admin-button-mismatch = The difference
admin-button-compare = Compare now
admin-button-corrections = Corrections
admin-button-correction = The correction
admin-button-correct = Propose a correction
admin-button-reverse = Reverse the entry of { $when }
admin-button-reverse-this = Reverse this entry
admin-button-account = Account
admin-button-approve = Approve and post
admin-button-refuse = Refuse
admin-button-take-back = Take it back
admin-button-overview = ‹ Overview
admin-button-found = ‹ What was found
admin-button-before = ‹ Back
admin-button-more = More ›
admin-button-initiator = Initiator
admin-button-participant = Participant
admin-button-cancel = Cancel the campaign
admin-button-freeze = Freeze
admin-button-unfreeze = Unfreeze
admin-button-add-rates = Add rates
admin-button-redate = Move the rates of { $day }
admin-button-take-back-rates = Take back those of { $day }
admin-button-stop-offering = Stop offering it
admin-button-offer = Offer it again
admin-button-tomorrow = Tomorrow, { $day }
admin-button-other-day = Another day

admin-find-campaign = <b>Which campaign?</b> Type its code, for example <code>K7QF-2M9D</code>, its initiator's name, or its id.
admin-find-participant = <b>Which participant?</b> Type their name, their Telegram id, or their id here.
admin-find-account = <b>Which account?</b> Type the last four digits of its number, its holder's name or phone number, or its id.
admin-found = Found for “{ $text }”, page { $page }:
admin-found-hint = Tap one, or type something else.
admin-found-none = Nothing was found for “{ $text }”. Try less of it, or another spelling.

admin-campaign = <b>{ $code }</b> · { $target } · { $term } · { $rate } a year
admin-campaign-state = State: <b>{ $state }</b>
admin-campaign-pledged =
    Pledged: <b>{ $pledged }</b> of { $target } by { $count ->
        [0] nobody
        [one] one person
       *[other] { $count } people
    }
admin-campaign-checking =
    { $count ->
        [one] The bank is checking <b>one</b> pledge
       *[other] The bank is checking <b>{ $count }</b> pledges
    }
admin-campaign-deadline = Deadline: { $when }
admin-campaign-paused =
    { $count ->
        [one] ⏸ <b>Paused</b> until one difference with the bank is cleared up
       *[other] ⏸ <b>Paused</b> until { $count } differences with the bank are cleared up
    }
admin-campaign-refill = An open place can be filled until { $when }
admin-campaign-repair =
    { $count ->
        [one] One account has to be put in order until { $when }
       *[other] { $count } accounts have to be put in order until { $when }
    }
admin-campaign-deposit = Term deposit: from { $value_date } to { $maturity_date }
admin-campaign-declined = Cancelled: the bank did not open the deposit
admin-campaign-cancelled = Cancelled by the initiator
admin-campaign-cancelled-by-bank = Cancelled by an admin: { $reason }
admin-campaign-initiator = Opened by { $name }, { $when }

admin-participant = <b>{ $name }</b>
admin-participant-telegram = Telegram id <code>{ $telegram_id }</code> · { $language }
admin-participant-reachable = Can be written to
admin-participant-unreachable = ⚠ Has blocked the bot
admin-participant-accounts =
    { $count ->
        [one] One linked account:
       *[other] { $count } linked accounts:
    }
admin-participant-accounts-none = No linked account
admin-participant-campaigns = Newest campaigns:
admin-participant-campaigns-none = Not in any campaign
admin-participant-opened = <b>{ $code }</b> · { $state } · initiator
admin-participant-pledged = <b>{ $code }</b> · { $state }

admin-account = <b>{ $account }</b> of { $name } · class { $account_class } · { $currency }
admin-account-line = <b>{ $account }</b> · class { $account_class } · { $status } · { $available } available, { $held } held
admin-account-status = Status: <b>{ $status }</b>
admin-account-money = Available: <b>{ $available }</b> · held: <b>{ $held }</b>
admin-account-types = May pay: { $types }
admin-account-day-limit =
    { $purpose ->
        [term_deposit] Day limit for deposits
       *[transfer] Day limit for transfers
    }: { $limit }, { $used } of it used today
admin-account-linked = Linked { $when }
admin-account-link-void = ⚠ Linked { $when } by a phone number that has changed since: it has to be linked again
admin-account-unlinked = Not linked to any participant
admin-account-phone = Phone: { $phone }

admin-products = <b>Products and rates</b>
admin-product-line = <b>{ $product }</b>: { $rates }
admin-product-line-changing = <b>{ $product }</b>: { $rates }; other rates from { $day }
admin-product-line-not-offered = <b>{ $product }</b>: ⏸ not offered
admin-product-not-offered = ⏸ <b>Not offered:</b> no campaign can be opened with it, and nothing renews. What runs goes on.
admin-product = <b>{ $product }</b>
admin-tier = from { $amount } <b>{ $rate }</b>
admin-rates-none = no rates yet
admin-rates-since = In force since { $day }:
admin-rates-from = <b>From { $day }:</b>
admin-rates-begin = They begin on <b>{ $day }</b>.
admin-rates-until = Until then:
admin-rates-instead = In place of these, dated the same day:
admin-rates-first = There are no rates before that.
admin-rates-more =
    { $count ->
        [one] One later schedule is not shown.
       *[other] { $count } later schedules are not shown.
    }
admin-keeping =
    { $count ->
        [0] No campaign of this product is open.
        [one] One open campaign keeps the rate it was opened with.
       *[other] { $count } open campaigns keep the rate they were opened with.
    }

admin-cancel = <b>Cancel this campaign?</b>
admin-will-cancel =
    { $count ->
        [0] Nobody has pledged. The initiator is told.
        [one] The hold of one person, { $amount }, is released, and everybody is told why.
       *[other] The holds of { $count } people, { $amount } in all, are released, and everybody is told why.
    } This cannot be undone.
admin-freeze = <b>Freeze this account?</b>
admin-will-freeze = Nothing can be pledged from it or debited until it is unfrozen.
admin-will-freeze-held = The { $held } held on it stay held, but cannot be debited when their pool is full: its holder is then asked to put it in order.
admin-unfreeze = <b>Unfreeze this account?</b>
admin-will-unfreeze = It can be pledged from and debited again.
admin-correct = <b>Propose this correction?</b>
admin-reverse = <b>Propose to reverse this entry?</b>
admin-will-propose = Another admin has to approve it within 3 days. Until then nothing is posted.
admin-add-rates = <b>New rates for { $product }</b>
admin-redate-rates = <b>Move the rates of { $product }, dated { $day }</b>
admin-take-back-rates = <b>Take back the rates of { $product }, dated { $day }?</b> Those before them stay in force.
admin-will-stop-offering = <b>Stop offering { $product }?</b> No campaign can be opened with it then, and deposits that mature are paid out instead of renewed, until you offer it again. What runs goes on as agreed.
admin-will-offer = <b>Offer { $product } again?</b> Campaigns can be opened with it at once, and deposits that mature can renew.
admin-earns = <b>What a term that starts on { $day } earns</b>, until now → then:
admin-earns-line = { $amount }: { $before } → <b>{ $after }</b>
admin-redate-to = <b>To { $day }</b>

admin-ask-reason = <b>Type the reason.</b> It goes on the audit trail.
admin-ask-reason-public = <b>Type the reason.</b> Everybody concerned will read it, and it goes on the audit trail.
admin-ask-reason-member = <b>Type the reason.</b> The other admins and the member concerned will read it, and it goes on the audit trail.
admin-ask-day = <b>From which day?</b> Choose one, or type it: <i>2027-01-01</i>, <i>1 December</i> or <i>in 2 weeks</i>.
admin-ask-tiers = <b>Which rates?</b> Type each amount with its annual rate, the first from { $least } or less: <code>{ $example }</code>
admin-review-reason =
    Reason: “{ $reason }”

    Type another reason to change it.
admin-review-rates =
    { $count ->
        [0] <b>Effect on open campaigns: none.</b> No campaign of this product is open.
        [one] <b>Effect on open campaigns: none.</b> The one that is open keeps its rate.
       *[other] <b>Effect on open campaigns: none.</b> The { $count } that are open keep their rate.
    }
admin-reason-empty = That is no reason anybody could read. Please type a few words.
admin-reason-long = That is { $length } characters long; { $limit } fit. Please say it in fewer words.
admin-day-unreadable = I cannot read that as a day. Type it like <i>2027-01-01</i>, <i>1 December</i> or <i>in 2 weeks</i>.
admin-tiers-wrong =
    { $reason ->
        [repeated] The same amount is there twice.
        [too_many] That are too many: { $limit } tiers fit.
        [gap] The first rate must apply from { $least } or less, or the smallest pledge would have none.
       *[unreadable] I cannot read that. Each amount is followed by a colon and its annual rate in percent.
    }
admin-yes-cancel = Yes, cancel it
admin-yes-freeze = Yes, freeze it
admin-yes-unfreeze = Yes, unfreeze it
admin-yes-add-rates = Add these rates
admin-yes-redate-rates = Move them
admin-yes-take-back-rates = Take them back
admin-yes-stop-offering = Yes, stop offering it
admin-yes-offer = Offer it again
admin-yes-propose = Propose it
admin-no = No, leave it
admin-done-cancel = The campaign is cancelled.
admin-done-freeze = The account is frozen.
admin-done-unfreeze = The account is in order again.
admin-done-add-rates = The rates are added.
admin-done-redate-rates = The rates are moved.
admin-done-take-back-rates = The rates are taken back.
admin-done-stop-offering = The product is not offered any more.
admin-done-offer = The product is offered again.
admin-done-propose = Proposed. Another admin has to approve it.
admin-done-compare = The books are being compared. Refresh in a moment.
admin-done-approve = Approved and posted. The member is told the reason.
admin-done-refuse = Refused. Nothing was posted.
admin-done-take-back = Taken back. Nothing was posted.

admin-button-orders = Bank orders
admin-button-orders-back = ‹ Orders
admin-button-campaign = Campaign
admin-button-find-order = Find an order
admin-button-inquire = Ask the bank now
admin-button-orders-shown =
    { $shown ->
        [unanswered] Unanswered
        [unknown] Unknown
        [sent] Sent
        [ready] Ready
        [rejected] Rejected
       *[confirmed] Confirmed
    }
admin-find-order = <b>Which order?</b> Type its reference or the first ten characters after ord_, as in <code>ord_06EAF3CP00</code>, or its campaign's code.
admin-orders = <b>Bank orders</b>, page { $page }
admin-orders-unanswered =
    { $unknown ->
        [0] Unknown: none
       *[other] ⚠ Unknown: <b>{ $unknown }</b>
    } · sent: { $sent } · ready: { $ready }
admin-orders-shown =
    { $shown ->
        [unanswered] Unanswered, those in question first:
        [unknown] Unknown, oldest first:
        [sent] Sent, oldest first:
        [ready] Ready to be sent, oldest first:
        [rejected] Rejected, newest first:
       *[confirmed] Confirmed, newest first:
    }
admin-orders-none = There are none.
admin-order = <b>Bank order</b>
    { $order }
admin-order-line =
    <b>{ $number }.</b> { $order }
    { $when }
admin-order-since = since { $when }
admin-order-late = ⚠ since { $when }
admin-order-ordered = Ordered { $when }
admin-order-sent =
    { $count ->
        [one] Sent { $when }
       *[other] Sent { $count } times, last { $when }
    }
admin-order-answered = Answered { $when }
admin-order-is-late = ⚠ <b>Late:</b> the bank should have answered by now.
admin-order-asked = Asked { $when }: no answer yet
admin-order-state =
    { $state ->
        [ready] ready
        [sent] sent
        [unknown] ❓ unknown
        [confirmed] ✅ confirmed
       *[rejected] ❌ rejected
    }
admin-order-means =
    { $state ->
        [ready] It waits to be sent. If it stays so, the bank is out of reach or silent.
        [sent] It was sent, and its answer is waited for. Without one it becomes unknown.
        [unknown] It was sent, and no answer came. The bank is asked what became of it, ever more rarely, and every two minutes in the end; the order is never sent twice without its word that it never had it. What it is about waits meanwhile, and nothing else.
        [confirmed] The bank has carried it out.
       *[rejected] The bank has refused it. Whoever it concerns was told why.
    }
admin-order-again = The bank says that it never had it: it is sent again by itself. If it stays so, the bank is out of reach or silent.
admin-order-place-hold = Hold
admin-order-replace-hold = Change of a hold
admin-order-release-hold = Release of a hold
admin-order-open-deposit = Opening of a deposit
admin-order-close-deposit = End of a deposit
admin-order-pay-out = Payout
admin-order-withdraw-share = Early withdrawal
admin-order-transfer-share = Sale of a share
admin-inquiring = The bank is being asked. This may take a moment.

admin-mismatches = <b>Differences between our books and the bank</b>
admin-mismatches-more =
    { $count ->
        [one] One more is not shown.
       *[other] { $count } more are not shown.
    }
admin-mismatch-line = <b>{ $number }.</b> { $what }
admin-mismatch-kind =
    { $kind ->
        [held_differs] The ledger holds something else on an account than its holds say
        [hold_missing] A hold is missing at the bank
        [hold_unknown] The bank has a hold that we do not know
        [hold_differs] A hold is not what the bank says
        [deposit_missing] A term deposit is missing at the bank
        [deposit_unknown] The bank has a term deposit that we do not know
        [payout_missing] The bank does not owe what we owe to a member
        [payout_unknown] The bank owes money that we do not know of
        [payout_differs] The bank owes a member another amount
       *[deposit_differs] A term deposit is not what the bank says
    }
admin-mismatch-amounts = Ours: <b>{ $ours }</b> · the bank's: <b>{ $banks }</b>
admin-mismatch-nothing = nothing
admin-mismatch-points = Differs in: { $points }
admin-mismatch-point =
    { $point ->
        [amount] amount
        [account] account
        [currency] currency
        [number] number
        [rate] rate
        [value_date] value date
       *[maturity_date] maturity date
    }
admin-mismatch-found = Found { $when }
admin-mismatch-resolved = ✅ Gone since { $when }
admin-mismatch-pauses = ⏸ Paused until it is cleared up: { $codes }
admin-mismatch-pauses-none = It pauses no campaign.
admin-mismatch-entries = Newest entries there:
admin-mismatch-pending = A correction waits for another admin.
admin-mismatch-can = Find out why first. A correction leaves the other side in suspense; reversing a wrong entry undoes all of it. Either needs two admins.
admin-mismatch-cannot = No entry of ours puts this right: the bank has to. Compare again when it has.
admin-entry-line = • { $when } · { $kind } · { $amount }
admin-entry-kind =
    { $kind ->
        [credit] credit
        [hold] hold
        [replace_hold] replaced hold
        [release_hold] released hold
        [settlement] settlement
        [accrual] interest of a day
        [maturity] matured deposit
        [early_withdrawal] early withdrawal
        [transfer] share transfer
        [payout] payout
        [correction] correction
       *[reversal] reversal
    }
admin-leg = • { $place }: <b>{ $amount }</b>
admin-leg-held = held on { $account }
admin-leg-available = available on { $account }
admin-leg-principal = a term deposit's money
admin-leg-cash = the bank's cash
admin-leg-interest = interest that a deposit owes
admin-leg-expense = the bank's interest expense
admin-leg-tax = tax withheld
admin-leg-payable = on its way to a member
admin-leg-suspense = suspense
admin-corrections = <b>Corrections</b>, newest first
admin-corrections-none = None was ever proposed.
admin-correction-line = <b>{ $number }.</b> { $when } · { $state } · “{ $reason }”
admin-correction-state =
    { $state ->
        [proposed] waiting
        [approved] ✅ approved and posted
        [refused] refused
       *[taken_back] taken back
    }
admin-correction-over = not decided in time
admin-correction-title = <b>Correction</b>
admin-reversal-title = <b>Reversal of an entry</b>
admin-correction-reason = Reason: “{ $reason }”
admin-correction-proposed = Proposed by { $name }, { $when }
admin-correction-waiting = Waiting for another admin until { $when }
admin-correction-expired = Nobody decided it until { $when }; nothing was posted
admin-correction-decided = { $state } by { $name }, { $when }

admin-button-money = The money, drawn
admin-recently =
    Last { $days } days: <b>{ $count }</b> { $count ->
        [one] pledge
       *[other] pledges
    }, { $amount } · <b>{ $newcomers }</b> { $newcomers ->
        [one] newcomer
       *[other] newcomers
    }
admin-maturing =
    Maturing within { $days } days: { $count ->
        [0] none
        [one] <b>one</b> deposit, { $amount }
       *[other] <b>{ $count }</b> deposits, { $amount }
    }
admin-orders-waiting =
    { $count ->
        [0] Bank orders in question: none
       *[other] ⚠ Bank orders in question: <b>{ $count }</b>
    }
admin-chain-broken = ⚠ <b>The chain of seals is broken</b> at entry { $sequence }: tell whoever keeps the machine, at once
admin-endpoints-failing =
    { $count ->
        [one] ⚠ <b>One</b> partner's webhook takes nothing
       *[other] ⚠ <b>{ $count }</b> partners' webhooks take nothing
    }
admin-corrections-waiting =
    { $count ->
        [one] ⚠ <b>One</b> correction waits for another admin
       *[other] ⚠ <b>{ $count }</b> corrections wait for another admin
    }
admin-money-by-day = <b>The money since { $since }</b>, at the end of each of { $count } days
admin-money-held = Held: { $first } → <b>{ $last }</b>, at most { $most } on { $most_day }
admin-money-deposited = In term deposits: { $first } → <b>{ $last }</b>, at most { $most } on { $most_day }
admin-button-deliveries = Deliveries
admin-button-retry = Try update { $number } again
admin-deliveries-title = <b>Deliveries</b>: what is on its way to people
admin-outgoing =
    { $count ->
        [0] Notices waiting: none
       *[other] Notices waiting: <b>{ $count }</b>, the oldest since { $since }
    }
admin-outgoing-postponed =
    { $count ->
        [one] One of them failed before, and is tried again
       *[other] { $count } of them failed before, and are tried again
    }
admin-outgoing-out-of-reach =
    { $count ->
        [0] People who cannot be written to: none
       *[other] People who cannot be written to: <b>{ $count }</b>. They have blocked the bot, or left Telegram.
    }
admin-outgoing-given-up = Not sent in the last 7 days, and why:
admin-outgoing-reason = • { $reason }: <b>{ $count }</b>
admin-updates-set-aside = <b>Updates that could not be handled</b>, newest first
admin-updates-set-aside-none = There are none.
admin-update-line =
    <b>{ $number }.</b> Update <code>{ $id }</code> of { $name }, { $when }
    { $attempts ->
        [one] One attempt
       *[other] { $attempts } attempts
    }: <i>{ $reason }</i>
admin-updates-hint = The log says more. What a person did is never done twice by trying it again.
admin-retried = It is being handled again. Refresh in a moment.
admin-button-new-product = Open a new product
admin-product-new = <b>A new product</b>
admin-product-ask-like = <b>Which product is it like?</b> Term, code and rates are asked next. All else is as with that one, unless you change it in the review.
admin-product-ask-term = <b>How many months does it run?</b> Choose, or type a number.
admin-product-ask-code = <b>Which code?</b> Take this one, or type another: capital letters, digits and hyphens. It stays for good.
admin-product-ask-from = <b>From which day?</b> Choose, or type it: <i>2027-01-01</i>, <i>1 December</i> or <i>in 2 weeks</i>. No campaign begins with it before.
admin-product-ask-targets = <b>From which target to which?</b> Type both: <code>1,000 – 1,000,000</code>
admin-product-ask-minimum = <b>What is the least that one person can pledge?</b> Type an amount.
admin-product-ask-multiple = <b>In what steps?</b> Targets and pledges are whole multiples of this amount. Type it.
admin-product-ask-heads = <b>How many people at most?</b> Choose, or type a number.
admin-product-ask-day-count = <b>How are days counted?</b>
admin-product-ask-compounding = <b>Does interest earn interest?</b>
admin-product-ask-demand = <b>What does a share earn that is withdrawn early?</b> Type the demand rate in percent: <code>0.30</code>
admin-product-ask-exits = <b>How many shares may be withdrawn early from one deposit?</b> Choose, or type a number.
admin-product-ask-lock-in = <b>For how many days may nobody leave?</b> Choose, or type a number.
admin-product-ask-remainder = <b>When a share leaves early, what of the rate of the rest?</b>
admin-product-ask-selling = <b>At which rate does interest go into the price of a share that is sold?</b> Choose, or type it in percent.
admin-product-ask-closed-days = <b>If it matures on a day when the bank is closed?</b>
admin-product-ask-guarantee = <b>For how many days is a campaign's rate kept?</b> Its deadline and what may follow must lie within them. Choose, or type a number.
admin-product-ask-classes = <b>From accounts of which classes?</b> Tap them.
admin-product-ask-insured = <b>How much is insured per person and bank?</b> Choose, or type an amount.
admin-product-edit-more = Change other terms
admin-product-more = <b>Terms of { $product }</b>
admin-product-edit-term = Term
admin-product-edit-code = Code
admin-product-edit-rates = Rates
admin-product-edit-from = First day
admin-product-edit-targets = Targets
admin-product-edit-minimum = Least per person
admin-product-edit-multiple = Steps
admin-product-edit-heads = People
admin-product-edit-day-count = Day count
admin-product-edit-compounding = Compounding
admin-product-edit-demand = Demand rate
admin-product-edit-exits = Early withdrawals
admin-product-edit-lock-in = Lock-in
admin-product-edit-remainder = Rate of the rest
admin-product-edit-selling = Selling rate
admin-product-edit-closed-days = Closed days
admin-product-edit-guarantee = Rate kept for
admin-product-edit-classes = Account classes
admin-product-edit-insured = Insured
admin-product-same-rates = The same rates
admin-product-from-today = From today
admin-product-own-rate = the deposit's own rate
admin-product-no-cap = Nothing is insured
admin-product-class = class { $account_class }
admin-product-remainder =
    { $rule ->
        [keeps_rate] the rest keeps its rate
       *[falls_to_tier] the rest falls to the tier it still reaches
    }
admin-product-closed-days =
    { $rule ->
        [unadjusted] paid that very day
        [following] paid the next business day
        [modified_following] the next, but in that month
       *[preceding] paid the business day before
    }
admin-product-review = <b>Open { $product }?</b>
admin-product-examples = <b>What a depositor gets</b>, from { $value_date } to { $maturity_date }:
admin-product-example = { $amount } at { $rate }: <b>{ $earned }</b> interest
admin-product-targets = Targets: { $least } to { $most }, in steps of { $multiple } · { $currency }
admin-product-members =
    Each pledges { $least } at least · { $count ->
        [one] one person
       *[other] { $count } people
    } at most
admin-product-interest = Interest: { $day_count }; { $compounding }
admin-product-early =
    Leaving early: at { $rate }, { $count ->
        [0] never
        [one] once in a deposit
       *[other] { $count } times in a deposit
    }{ $lock_in_days ->
        [0] {""}
       *[other] {" "}after { $lock_in_days } days
    }; { $rest }
admin-product-sells = A sold share carries interest at { $rate }
admin-product-matures = Matures on a closed day: { $rule }
admin-product-guarantees =
    A campaign's rate is kept for { $count ->
        [one] one day
       *[other] { $count } days
    }
admin-product-admits = Accounts of class { $classes } · channels: { $channels }
admin-product-insures = Insured: { $amount } per person and bank
admin-product-flaw =
    { $flaw ->
        [code] A code has 2 to 12 capital letters, digits and hyphens.
        [currency] That is no currency.
        [term] A term has 1 to 1,200 months.
        [channels] At least one channel is needed.
        [account_classes] At least one class of accounts is needed.
        [head_count] Between 1 and 500 people can take part.
        [early_exits] That cannot be less than nothing.
        [transfer_rate] That rate is not possible.
        [insured_cap] What is insured must be more than nothing.
        [interest_tax] The tax rates must follow one another by date.
        [bounds] The least pledge, the smallest target and the largest must not cross.
        [multiple] The least pledge and the targets must be whole multiples of the step.
        [demand_rate] That rate is not possible.
        [rate_guarantee] That cannot be less than nothing.
        [rates] It needs rates, ascending by date.
       *[gap] The least pledge would have no rate. Change the rates first.
    }
admin-number-wrong = I cannot read that as a whole number.
admin-rate-wrong = I cannot read that as a rate in percent. Type it like <i>0.30</i>.
admin-targets-wrong = Please type two amounts, the smallest target and the largest: <i>1,000 – 1,000,000</i>.
admin-no-product = No, open none
admin-yes-product = Open it
admin-done-product = The product is open.

admin-button-partners = Partners
admin-button-partners-back = ‹ Partners
admin-button-partner = ‹ Partner
admin-button-register = Take a partner on
admin-button-keys = Keys
admin-button-endpoints = Webhooks
admin-button-endpoints-back = ‹ Webhooks
admin-button-permit = Change permissions
admin-button-suspend = Suspend
admin-button-resume = Resume
admin-button-issue = Issue a new key
admin-button-revoke = Revoke { $hint }…
admin-button-copy-key = Copy the key
admin-button-key-stored = Stored: delete this message
admin-button-endpoint-on = Enable
admin-button-endpoint-off = Disable
admin-button-redeliver = Send { $number } again
admin-button-review = ‹ Review
admin-button-go-on = Go on
admin-button-edit-name = Name
admin-button-edit-products = Products
admin-button-edit-channels = Channels
admin-button-edit-scopes = Uses of the API
admin-button-edit-amount = Largest target
admin-button-edit-per-day = Campaigns a day

admin-partners = <b>Partners</b>, newest first, page { $page }
admin-partners-none = There are none.
admin-partner-line =
    • <b>{ $name }</b>{ $standing ->
        [suspended] {" "}· ⏸ suspended
       *[active] {""}
    } · { $used } of { $limit } today · { $keys ->
        [0] ⚠ no key
        [one] one key
       *[other] { $keys } keys
    }
admin-partner =
    <b>{ $name }</b>{ $standing ->
        [suspended] {" "}· ⏸ suspended
       *[active] {""}
    }
admin-partner-products = Products: { $products }
admin-partner-channels = Channels: { $channels }
admin-partner-channel =
    { $channel ->
        [telegram] Telegram
       *[partner] partner’s own
    }
admin-partner-scopes = May: { $scopes }
admin-scope-reads-campaigns = read its campaigns
admin-scope-writes-campaigns = open and cancel campaigns
admin-scope-reads-products = read products and rates
admin-partner-limits =
    Target up to <b>{ $amount }</b>, { $count ->
        [one] one campaign a day
       *[other] { $count } campaigns a day
    }
admin-partner-used = Opened today: <b>{ $used }</b> of { $limit }
admin-partner-keys =
    { $count ->
        [0] ⚠ No key that can be used
        [one] One key that can be used
       *[other] { $count } keys that can be used
    }
admin-partner-endpoints =
    { $count ->
        [0] No webhooks
        [one] One webhook endpoint
       *[other] { $count } webhook endpoints
    }{ $troubled ->
        [0] {""}
        [one] , ⚠ one needs a look
       *[other] , ⚠ { $troubled } need a look
    }
admin-partner-since = Taken on { $when }

admin-partner-registering = <b>Taking a partner on</b>
admin-partner-about = <b>{ $name }</b>
admin-partner-ask-name = <b>What is it called?</b> Type its name. People see it as who opened the campaign.
admin-partner-ask-products = <b>Which products?</b> Tap those for which it may open campaigns.
admin-partner-ask-channels = <b>Which channels?</b> Tap those that its campaigns may come in by.
admin-partner-ask-amount = <b>Up to which target?</b> Choose one, or type an amount.
admin-partner-ask-per-day = <b>How many campaigns a day?</b> Choose one, or type a number.
admin-partner-ask-scopes = <b>What may it use the API for?</b> Tap what it may.
admin-partner-mark-one = Choose at least one.
admin-tap = Please use the buttons here.
admin-partner-amount-wrong = I cannot read that as an amount. Type it like <i>50,000</i>.
admin-partner-per-day-wrong = I cannot read that. Type a whole number from 1 to { $limit }.
admin-partner-register = <b>Take { $name } on?</b> Its first key is made at once and shown here once.
admin-partner-permit = <b>What { $name } may from now on</b>
admin-partner-suspend = <b>Suspend { $name }?</b> Nothing of the API works for it until it is resumed, and its events wait. Its campaigns and their members’ money go on as they are.
admin-partner-resume = <b>Resume { $name }?</b> Its keys work again, and the events that waited are sent.
admin-partner-issue-first = <b>Issue { $name } a key?</b> It is shown here once.
admin-partner-rotate =
    <b>Issue { $name } a new key?</b> It is shown here once. How long may { $count ->
        [one] its other key
       *[other] its { $count } other keys
    } still be used?
admin-partner-revoke = <b>Revoke the key <code>{ $hint }…</code> of { $name }?</b> It stops working at once.
admin-no-register = No, do not take it on
admin-yes-register = Take it on
admin-yes-permit = Permit this
admin-yes-revoke = Yes, revoke it
admin-yes-suspend = Yes, suspend it
admin-yes-resume = Yes, resume it
admin-yes-issue = Issue the key
admin-yes-rotate =
    { $hours ->
        [0] Not at all
        [1] 1 hour
        [24] 24 hours
       *[168] 7 days
    }
admin-done-register = Taken on. Its key is below, once.
admin-done-permit = The permissions are changed.
admin-done-issue = The key is below, once.
admin-done-revoke = The key is revoked.
admin-done-suspend = The partner is suspended.
admin-done-resume = The partner can work again.
admin-done-endpoint-on = Enabled. What has waited is sent.
admin-done-endpoint-off = Disabled. What comes waits.
admin-done-redeliver = It is sent again.

admin-key-once =
    <b>New key of { $name }</b>
    <tg-spoiler>{ $key }</tg-spoiler>

    It is shown this once and kept nowhere here. Give it to the partner by a safe way, then delete this message. If it got lost or was seen by others, revoke it and issue another one.
admin-key-deleted = The key’s message is gone.
admin-keys = <b>Keys of { $name }</b>, newest first
admin-keys-none = There are none.
admin-key-usable = • <code>{ $hint }…</code> since { $since }
admin-key-expiring = • <code>{ $hint }…</code> until { $when }
admin-key-expired = • <code>{ $hint }…</code> ended { $when }
admin-key-revoked = • <code>{ $hint }…</code> revoked { $when }

admin-endpoints = <b>Webhook endpoints of { $name }</b>
admin-endpoints-none = It has registered none.
admin-endpoint-line =
    <b>{ $number }.</b> { $url }
    { $how }
admin-endpoint = <b>A webhook endpoint of { $name }</b>
admin-endpoint-fares =
    { $how ->
        [disabled] ⏸ disabled
        [held] ⏸ its partner is suspended
        [failing] ⚠ failing
       *[fine] ✅ in order
    }
admin-endpoint-failing = takes nothing since { $when }
admin-endpoint-waiting =
    { $count ->
        [one] one event waits
       *[other] { $count } events wait
    }
admin-endpoint-types-all = Sent all events
admin-endpoint-types =
    Sent { $types }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
admin-endpoint-since = Registered { $when }
admin-deliveries = <b>Newest deliveries</b>
admin-deliveries-none = Nothing was sent there yet.
admin-delivery-line =
    <b>{ $number }.</b> { $type } · { $when } · { $state ->
        [delivered] ✅ taken
        [failed] ⚠ given up: { $why }
       *[waiting] { $attempts ->
            [0] waiting
            [one] waiting, tried once: { $why }
           *[other] waiting, tried { $attempts } times: { $why }
        }
    }

admin-trail = <b>Audit trail</b>, newest first, page { $page }
admin-trail-none = Nothing more is recorded.
admin-trail-period = Period: <b>{ $period }</b>
admin-trail-text = Looked for: <b>{ $text }</b>
admin-trail-changes = What did something; who only looked is left out.
admin-trail-hint = Tap a number for all of a record. To search, type a name, an id, a code or what was done; or a period, such as 2026-03.
admin-trail-who = <b>{ $number }.</b> { $when } · <b>{ $actor }</b>
admin-trail-what = { $did }: { $subject }
admin-trail-detail = <i>{ $detail }</i>
admin-did-pause-settlement = paused all settlement
admin-did-resume-settlement = resumed settlement
admin-button-nomination = Look at the nomination
admin-button-settlement = Settlement
admin-button-staff = Staff
admin-button-staff-back = ‹ Staff
admin-button-pause = Pause all settlement
admin-button-resume-settlement = Resume settlement
admin-button-make-viewer = Make viewer
admin-button-make-operator = Make operator
admin-button-nominate = Nominate as approver
admin-button-revoke-role = Take the role away
admin-button-agree = Agree
admin-button-decline = Do not agree
admin-button-desk-role = Role at this desk
admin-settlement-runs = <b>Settlement runs.</b> Full pools are settled, deposits end on their day, payouts and sales are made.
admin-settlement-paused = 🔴 <b>All settlement is paused</b> since { $since }: <i>{ $reason }</i>
admin-settlement-meanwhile = Nothing is settled, renewed, paid out, sold or withdrawn early. People pledge, change and withdraw pledges; pools that run out of time give everything back; interest is booked each day. What falls due is done once settlement is resumed.
admin-will-pause =
    <b>Pause all settlement?</b>
    From now on nothing is settled, renewed, paid out, sold or withdrawn early, until an approver resumes it. Pledging goes on.
admin-will-resume =
    <b>Resume settlement?</b>
    Whatever fell due meanwhile is done at once.
admin-yes-pause = Yes, pause it
admin-yes-resume-settlement = Yes, resume it
admin-done-pause = Settlement is paused.
admin-done-resume-settlement = Settlement goes on.
admin-staff = <b>Staff</b>
admin-staff-none = Nobody has a role here.
admin-staff-hint = To give somebody a role, pick them from your chats, or find them as a participant.
admin-button-pick-colleague = Pick from my chats
admin-pick-colleague = <b>Who is to have a role?</b> Pick them with the button below. Nothing is given yet: you then see what they may do here, and choose.
admin-colleague-line = { $name } · <b>{ $role ->
        [approver] approver
        [operator] operator
       *[viewer] viewer
    }</b>
admin-colleague-nominated-only = { $name } · nominated
admin-colleague = <b>{ $name }</b>
admin-colleague-none = No role at this desk
admin-colleague-role =
    { $role ->
        [approver] <b>Approver</b>: decides what others propose, resumes settlement, gives roles
        [operator] <b>Operator</b>: looks at everything, acts, and proposes corrections
       *[viewer] <b>Viewer</b>: looks at everything and changes nothing
    }
admin-colleague-named = Named by the bot’s settings: only whoever runs the bot can change that.
admin-colleague-unmet = Has not written to the bot yet. Ask them to open it and press START: a role given now is theirs from then on.
admin-colleague-nominated = ⏳ Nominated as approver until { $until }: <i>{ $reason }</i>. A second approver has to agree.
admin-colleague-own = This is you. Nobody changes their own role.
admin-ask-reason-role = <b>Type the reason.</b> They will read it, and it goes on the audit trail.
admin-will-give-role =
    { $role ->
        [approver] <b>Make { $name } an approver?</b> Approvers decide what others propose, resume settlement and give roles.
        [operator] <b>Make { $name } an operator?</b> Operators look at everything, act, and propose corrections.
       *[viewer] <b>Make { $name } a viewer?</b> Viewers look at everything and change nothing.
    }
admin-will-nominate = It takes two approvers: the first one nominates, and within 3 days a second one agrees.
admin-will-revoke-role = <b>Take { $name }’s role away?</b> The admin desk closes for them at once.
admin-yes-role = Yes, do it
admin-yes-revoke-role = Yes, take it away
admin-done-role = Done. This is how things are now.
admin-done-drop = The nomination is over.
admin-did-view-settlement = looked at settlement
admin-did-view-staff = looked at the staff
admin-did-view-colleague = looked at somebody’s role
admin-did-name-approver = named an approver
admin-did-unname-approver = is no longer named an approver
admin-did-grant-role-viewer = made a viewer
admin-did-grant-role-operator = made an operator
admin-did-grant-role-approver = made an approver
admin-did-nominate-approver = nominated an approver
admin-did-drop-nomination = dropped a nomination
admin-did-revoke-role = revoked a role
admin-did-view-overview = looked at the overview
admin-record = <b>Audit trail:</b> { $did }
admin-record-when = When: { $when }
admin-record-actor = Who: { $actor }
admin-record-subject = On what: { $subject }
admin-record-id = { $what } · <code>{ $id }</code>
admin-button-show-campaign = Campaign
admin-button-show-partner = Partner
admin-button-trail-all = The whole trail
admin-button-trail-looks = 👁 Looks too
admin-button-trail-changes = Without looks
admin-button-trail-back = ‹ Audit trail
admin-period = { $period ->
        [today] Today
        [week] 7 days
        [month] This month
       *[last] Last month
    }
admin-button-exports = Exports (CSV)
admin-export-ask = <b>Export the books of { $period }</b> as CSV, for spreadsheets. Which records? Each is in the period in which it came to be. Or type another period, such as 2026-03.
admin-export-kind = { $kind ->
        [journal] Journal entries
        [pledges] Pledges
        [deposits] Term deposits
        [shares] Shares
        [payouts] Payouts
        [orders] Bank orders
        [campaigns] Campaigns
       *[trail] Audit trail
    }
admin-export-none = <b>{ $what }, { $period }:</b> there are none.
admin-export-file =
    📄 <b>{ $what }, { $period }</b> · { $lines ->
        [one] one line
       *[other] { $lines } lines
    }{ $parts ->
        [1] {""}
       *[other] {" "}· part { $part } of { $parts }, each of which opens by itself
    }
admin-export-long = <b>{ $what }, { $period }:</b> too long for chat, where files have a limit. Take a shorter period, or have <code>hecun export</code> write it on the server.
admin-button-trail-file = This as a file (CSV)
admin-did-alarms-to-group = had alarms told in a group
admin-did-alarms-off-group = had alarms told in a group no longer
admin-did-export-records = exported records
admin-did-view-trail = looked at the audit trail
admin-did-search-trail = searched the audit trail
admin-did-view-record = looked at a record of the trail
admin-did-find-campaign = searched for a campaign
admin-did-find-participant = searched for a participant
admin-did-find-account = searched for an account
admin-did-view-campaign = looked at a campaign
admin-did-view-participant = looked at a participant
admin-did-view-account = looked at an account
admin-did-view-products = looked at the products
admin-did-view-rates = looked at the rates
admin-did-cancel-campaign = cancelled a campaign
admin-did-set-account-status-normal = put an account in order
admin-did-set-account-status-dormant = set an account dormant
admin-did-set-account-status-frozen = froze an account
admin-did-set-account-status-lost = set an account as lost
admin-did-set-account-status-closed = closed an account
admin-did-register-customer = took on a customer
admin-did-open-account = opened an account
admin-did-credit-account = credited an account
admin-did-change-customer-phone = changed a customer's phone number
admin-did-link-at-counter = linked an account for somebody they know
admin-did-add-product = took a product into the catalogue
admin-did-add-rates = added rates
admin-did-redate-rates = moved rates
admin-did-take-back-rates = took rates back
admin-did-offer-product = offered a product again
admin-did-stop-offering-product = stopped offering a product
admin-did-ask-reconciliation = had our books compared with the bank's
admin-did-propose-correction = proposed a correction
admin-did-propose-reversal = proposed to reverse an entry
admin-did-approve-correction = approved a correction
admin-did-refuse-correction = refused a correction
admin-did-take-back-correction = took back a correction
admin-did-view-mismatches = looked at the differences with the bank
admin-did-view-mismatch = looked at a difference with the bank
admin-did-view-corrections = looked at the corrections
admin-did-view-correction = looked at a correction
admin-did-view-entry = looked at an entry
admin-did-view-money = looked at the money by day
admin-did-view-deliveries = looked at the deliveries
admin-did-retry-update = had an update handled again
admin-did-view-orders = looked at the bank orders
admin-did-view-order = looked at a bank order
admin-did-find-order = searched for a bank order
admin-did-look-up-order = asked the bank about an order
admin-did-view-partners = looked at the partners
admin-did-view-partner = looked at a partner
admin-did-view-endpoint = looked at a webhook endpoint
admin-did-register-partner = took on a partner
admin-did-change-partner-permissions = changed what a partner may do
admin-did-issue-partner-key = issued a partner's key
admin-did-revoke-partner-key = revoked a partner's key
admin-did-suspend-partner = suspended a partner
admin-did-resume-partner = let a partner work again
admin-did-disable-endpoint = disabled a webhook endpoint
admin-did-enable-endpoint = enabled a webhook endpoint
admin-did-redeliver-event = had an event sent again
admin-did-turn-clock = turned the business clock to

## The page of a campaign in a browser: plain text

page-title = { $target } for { $term } at { $rate } a year
page-description = Save together, at the big depositor's rate. { $people }
page-target = a year on { $target } for { $term }, saved together
page-rate-alone = The smallest amount alone would get { $rate }.
page-remaining = { $amount } to go
page-full = complete
page-people =
    { $count ->
        [0] Nobody is in yet.
        [one] One person is in.
       *[other] { $count } people are in.
    }
page-progress = Pledged so far
page-until = Open until
page-state-open = Nothing is debited before the pool is full. If it is not full in time, nobody pays anything.
page-state-closing = The time is up. What was pledged is being given back.
page-state-funded = The target is reached. The bank is opening the deposit.
page-state-settling = The target is reached. The bank is opening the deposit.
page-state-repairing = The target was reached, and one member's account has to be put in order first. A place may fall free.
page-state-settled = The deposit is open: interest runs from { $value_date } to { $maturity_date }. Nobody can join any more.
page-state-expired = The target was not reached in time. Every hold was released, nobody paid anything.
page-state-cancelled = This campaign was called off. Every hold was released, nobody paid anything.
page-open = Open in Telegram
page-open-ended = See it in Telegram
page-ways = Other ways in
page-qr = QR code of this page
page-qr-hint = Scan this with another phone, or show it to a friend.
page-code-hint = In Telegram, send { $bot } the code:
page-tiers = Rates of the bank
page-tier-from = from { $amount }
page-tier-ours = this pool
page-terms = Terms
page-limit-amount = Per person
page-limit-range = { $least } to { $most }
page-limit-shares =
    { $count ->
        [one] One share
       *[other] { $count } equal shares
    }
page-limit-people = People at most
page-digest = Digest of the terms (SHA-256):
page-languages = Language
page-footer = This page sets no cookies and follows nobody. It tells nothing about members but how many they are.
page-sorry-title-unknown = This link opens nothing
page-sorry-text-unknown = There is no such campaign. Perhaps the link was cut off: ask the person who sent it to send it again.
page-sorry-title-revoked = This link was replaced
page-sorry-text-revoked = The person who opened the campaign has made a new link, and this one no longer opens it. Ask them for the new one. Whoever is in already stays in.
page-sorry-title-by-invitation = This campaign is by invitation
page-sorry-text-by-invitation = It opens for the people whom its initiator has chosen, in Telegram, and for nobody else.
page-sorry-title-too-often = Too many links that open nothing
page-sorry-text-too-often = Please wait a few minutes and try again.

## Designated people: the initiator picks them

inviting-title = <b>Invited to { $campaign }</b>
inviting-nobody-picked = Nobody was picked yet.
inviting-turnout = 👀 { $looked } looked · ✅ { $pledged } pledged · { $declined } said no · 📵 { $unreachable } cannot be reached
inviting-members-unreachable = 📵 Members whom the bot cannot reach: { $named ->
    [0] { $count }
   *[other] { $names }{ $count ->
        [0] { "" }
       *[other] {" "}and { $count } more
    }
}. Tell them in another way if something needs them.
inviting-remind-again = You had people reminded less than a day ago. You can do it again from { $at }.
inviting-button-remind = 🔔 { $count ->
    [one] Remind 1 person
   *[other] Remind { $count } people
}
reminding-preview = { $count ->
    [one] <b>One person will be reminded:</b> they were invited and have neither pledged nor said no.
   *[other] <b>{ $count } people will be reminded:</b> they were invited and have neither pledged nor said no.
}
reminding-preview-text = This is what they read, each in their own language. Whoever has quiet hours gets it in the morning.
reminding-button-send = { $count ->
    [one] Remind 1 person
   *[other] Remind { $count } people
}
reminding-button-back = ‹ Not now
reminding-button-join = Join
reminding-done = { $count ->
    [one] 🔔 <b>One person is reminded.</b>
   *[other] 🔔 <b>{ $count } people are reminded.</b>
}
reminding-wish-ask = <b>When shall I remind you of { $campaign }?</b>
reminding-button-wish = { $wish ->
    [tomorrow] Tomorrow
    [day_before] One day before it closes
   *[never] Not at all
}
reminding-wished = 🔔 Noted: I remind you of { $campaign } on { $at }, or when your quiet hours are over.
reminding-wished-never = Noted: I do not remind you of { $campaign }.
reminding-declined = Noted: { $campaign } is not for you, and I do not remind you of it. Should you think again, you can still join.
reminding-declined-toast = Noted. You are not reminded of it any more.
inviting-person = <b>{ $number }.</b> { $name } – { $state ->
        [awaited] has not come yet
        [on_its_way] on its way
        [unreachable] cannot be reached by the bot
        [told] got it
        [opened] has looked at it
       *[pledged] is in ✓
    }
inviting-button-revoke = ✕ { $number }
inviting-revoke = <b>Take { $name } off the list?</b>
inviting-revoke-pledged = They are in: their pledge stays, unless they take it back.
inviting-revoke-only = They will neither see this campaign nor be able to join.
inviting-revoke-open = If they come later, they are not told. By the link or the code they can still join.
inviting-button-revoke-sure = Yes, take them off
inviting-button-revoke-keep = No, leave them on
inviting-revoked = <b>Taken off the list.</b>
inviting-hint = Pick people with the button below, up to ten at once. Who uses this bot is told now; who does not, when they first come.
inviting-hint-only = Pick people with the button below, up to ten at once. Who uses this bot is told now. Send the link to those who do not: it opens for the people picked here, and for nobody else.
inviting-button-pick = Pick people
inviting-done = { $told ->
        [0] <b>Noted.</b>
        [one] <b>One person is told now.</b>
       *[other] <b>{ $told } people are told now.</b>
    } { $later ->
        [0] { "" }
        [one] One does not use this bot yet, and is told when they come.
       *[other] { $later } do not use this bot yet, and are told when they come.
    }
inviting-done-before = They are invited already.
inviting-over = This button is over. Open the campaign and tap “Invite people” again.
joining-shut =
    { $why ->
        [revoked] This link was replaced by a new one. Ask the person who sent it for the new link. If you are in already, you find the campaign under /mine.
       *[by_invitation] This campaign is by invitation: its initiator chooses who may join. Ask them to add you.
    }

## The page of a certificate in a browser: plain text

page-certificate-title = Certificate { $number }
page-certificate-genuine-current = Genuine and current
page-certificate-genuine-replaced = Genuine, and replaced
page-certificate-genuine-matured = Genuine, and matured
page-certificate-genuine-left = Genuine, and ended
page-certificate-verdict-current = Current
page-certificate-verdict-replaced = Replaced
page-certificate-verdict-matured = Matured
page-certificate-verdict-left = Ended
page-certificate-state-active = It evidences a share of a term deposit that stands at the bank.
page-certificate-state-sold = It stands for nothing any more: the share was sold, and its buyer has a certificate of their own.
page-certificate-state-renewed = It stands for nothing any more: the deposit has matured, and the share was renewed under a new certificate.
page-certificate-state-payable = It stands for nothing any more: the deposit has matured, and the share is being paid out.
page-certificate-state-paid-out = It stands for nothing any more: the deposit has matured, and the share was paid out.
page-certificate-state-withdrawn-early = It stands for nothing any more: the share was withdrawn before maturity.
page-certificate-reissued = Issued anew as No. { $number }.
page-certificate-issued = Issued
page-certificate-compare = Number, share, rate, dates and digest must be those on the certificate in front of you. If one differs, that certificate was altered.
page-certificate-scan = Who has only the number learns no more than this. Scan the code on the certificate to see whose it is and for how much, and compare.
page-certificate-telegram = Check the number in Telegram, too
page-certificate-footer = This page sets no cookies and follows nobody. It shows as much of the holder’s name as the holder chose.
page-sorry-title-no-certificate = There is no such certificate
page-sorry-text-no-certificate = No certificate of this number was ever issued here. If somebody showed it to you, they may have made it up.
