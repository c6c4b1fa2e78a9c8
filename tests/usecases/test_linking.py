"""Meeting people, and linking accounts: by one's own contact and a one-time code, or at the counter."""

from dataclasses import replace

import pytest

from core.commands import (
    Actor,
    ChangeCustomerPhone,
    ChooseLocale,
    ChooseNameShown,
    ConfirmLinking,
    LinkAtCounter,
    LinkingChecked,
    MeetParticipant,
    OpenAccount,
    UnlinkAccount,
)
from core.domain.account import AccountClass
from core.domain.errors import (
    AccountInUse,
    AccountNotLinked,
    ContactNotYours,
    CustomerUnknown,
    NoCodePending,
    NotPermitted,
    ParticipantUnknown,
    TooManyCodes,
)
from core.domain.ids import AccountId, CustomerId, ParticipantId
from core.domain.notice import CodeIssued
from core.domain.participant import Audience, CodeVerdict, NameShown
from tests.support.house import ALL_TYPES, CLERK, SYSTEM, YUAN, House

PHONE = "+8613800000001"


def meeting(house: House, **changes) -> MeetParticipant:
    met = MeetParticipant(intent=house.intent(), actor=SYSTEM, telegram_user_id=501, name="Ann", locale="en")
    return replace(met, **changes)


def choosing(house: House, participant_id: ParticipantId, locale: str) -> ChooseLocale:
    return ChooseLocale(intent=house.intent(), actor=Actor.participant(participant_id), locale=locale)


def unlinking(house: House, participant_id: ParticipantId, account_id: AccountId) -> UnlinkAccount:
    return UnlinkAccount(
        intent=house.intent(), actor=Actor.participant(participant_id), account_id=account_id
    )


def move_number(house: House, customer_id: CustomerId, old_phone: str, phone: str) -> None:
    command = ChangeCustomerPhone(
        intent=house.intent(), actor=CLERK, customer_id=customer_id, old_phone=old_phone, phone=phone
    )
    house.accepted(command)


class TestMeeting:
    def test_makes_a_participant_on_first_sight_and_knows_them_ever_after(self, house):
        first = house.accepted(meeting(house))
        again = house.accepted(meeting(house))
        assert first == again
        assert len(house.store.participants) == 1

    def test_somebody_else_makes_another(self, house):
        assert house.accepted(meeting(house)) != house.accepted(meeting(house, telegram_user_id=502))

    def test_follows_name_and_language_from_telegram(self, house):
        participant_id = house.accepted(meeting(house)).participant_id
        house.accepted(meeting(house, name="Annie", locale="zh"))
        participant = house.store.participants[participant_id]
        assert (participant.name, participant.locale) == ("Annie", "zh")

    def test_does_not_write_what_did_not_change(self, house):
        participant_id = house.accepted(meeting(house)).participant_id
        house.accepted(meeting(house))
        assert house.store.participants[participant_id].version == 0

    def test_leaves_what_certificates_show_of_the_name_alone(self, house):
        participant_id = house.accepted(meeting(house)).participant_id
        house.accepted(
            ChooseNameShown(
                intent=house.intent(),
                actor=Actor.participant(participant_id),
                audience=Audience.CERTIFICATES,
                shown=NameShown.MASKED,
            )
        )
        house.accepted(meeting(house, name="Annie"))
        assert house.store.participants[participant_id].holder_name == "A***"

    def test_names_nobody_in_groups_who_has_not_said_so(self, house):
        participant_id = house.accepted(meeting(house)).participant_id
        assert house.store.participants[participant_id].name_in_groups is NameShown.HIDDEN
        house.accepted(
            ChooseNameShown(
                intent=house.intent(),
                actor=Actor.participant(participant_id),
                audience=Audience.GROUPS,
                shown=NameShown.FULL,
            )
        )
        house.accepted(meeting(house, name="Annie"))
        participant = house.store.participants[participant_id]
        assert (participant.name_in_groups, participant.name_shown) == (NameShown.FULL, NameShown.FULL)

    def test_leaves_a_chosen_language_alone(self, house):
        participant_id = house.accepted(meeting(house)).participant_id
        house.accepted(choosing(house, participant_id, "zh"))
        house.accepted(meeting(house, name="Annie", locale="de"))
        participant = house.store.participants[participant_id]
        assert (participant.name, participant.locale) == ("Annie", "zh")

    def test_twice_in_one_batch_meets_one_person(self, house):
        one, other = house.store.run([meeting(house), meeting(house)], house.now)
        assert one == other

    def test_is_not_for_participants_to_ask(self, house):
        stranger = Actor.participant(ParticipantId("par_x"))
        assert house.refused(meeting(house, actor=stranger)) == NotPermitted()


def test_a_language_is_chosen_only_by_somebody_known(house):
    assert house.refused(choosing(house, ParticipantId("par_x"), "zh")) == ParticipantUnknown()


class TestLinking:
    def test_sends_a_six_digit_code_to_the_customers_phone_and_links_all_their_accounts(self, house):
        participant_id, telegram_user_id = house.meet()
        customer_id = house.customer(PHONE)
        accounts = {house.account(customer_id), house.account(customer_id)}
        house.account(house.customer("+8613800000002"))

        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        (issued,) = house.told(CodeIssued)
        assert len(code) == 6
        assert (issued.to, issued.phone) == (participant_id, PHONE)

        checked = house.confirm(participant_id, code)
        assert (checked.verdict, set(checked.linked), checked.elsewhere) == (
            CodeVerdict.RIGHT,
            accounts,
            (),
        )
        assert {link.account_id for link in house.store.links.values() if link.active} == accounts
        assert {link.participant_id for link in house.store.links.values()} == {participant_id}

    def test_keeps_only_a_digest_of_the_code(self, house):
        participant_id, telegram_user_id = house.meet()
        house.customer(PHONE)
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        assert code not in str(house.store.codes) + house.store.codes[participant_id].digest

    @pytest.mark.parametrize("contact_user_id", [None, 999])
    def test_by_somebody_elses_contact_is_refused(self, house, contact_user_id):
        participant_id, telegram_user_id = house.meet()
        house.customer(PHONE)
        starting = house.starting(participant_id, telegram_user_id, PHONE)
        assert house.refused(replace(starting, contact_user_id=contact_user_id)) == ContactNotYours()

    def test_by_a_number_the_bank_does_not_know_is_refused(self, house):
        participant_id, telegram_user_id = house.meet()
        assert house.refused(house.starting(participant_id, telegram_user_id, PHONE)) == CustomerUnknown()

    def test_counts_wrong_codes_and_ends_after_five(self, house):
        participant_id, telegram_user_id = house.meet()
        house.account(house.customer(PHONE))
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        wrong = "000000" if code != "000000" else "000001"
        answers = [house.confirm(participant_id, wrong) for _ in range(5)]
        assert [(answer.verdict, answer.tries_left) for answer in answers] == [
            (CodeVerdict.WRONG, 4),
            (CodeVerdict.WRONG, 3),
            (CodeVerdict.WRONG, 2),
            (CodeVerdict.WRONG, 1),
            (CodeVerdict.EXHAUSTED, 0),
        ]
        assert house.confirm(participant_id, code) == LinkingChecked(CodeVerdict.EXHAUSTED, 0)
        assert not house.store.links

    def test_works_at_the_fifth_try(self, house):
        participant_id, telegram_user_id = house.meet()
        house.account(house.customer(PHONE))
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        for _ in range(4):
            house.confirm(participant_id, "x")
        assert house.confirm(participant_id, code).verdict is CodeVerdict.RIGHT

    def test_takes_ten_minutes_at_most(self, house):
        participant_id, telegram_user_id = house.meet()
        house.account(house.customer(PHONE))
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        house.later(minutes=10)
        assert house.confirm(participant_id, code).verdict is CodeVerdict.EXPIRED
        assert not house.store.links

    def test_needs_a_code_that_was_asked_for_and_not_used(self, house):
        participant_id, telegram_user_id = house.meet()
        house.account(house.customer(PHONE))
        confirming = ConfirmLinking(
            intent=house.intent(), actor=Actor.participant(participant_id), code="000000"
        )
        assert house.refused(confirming) == NoCodePending()
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        house.confirm(participant_id, code)
        assert house.refused(replace(confirming, intent=house.intent(), code=code)) == NoCodePending()

    def test_at_the_counter_takes_no_code_and_is_on_the_audit_trail(self, house):
        participant_id, _ = house.meet()
        customer_id = house.customer(PHONE)
        account_id = house.account(customer_id)

        def vouching(phone=PHONE, actor=CLERK):
            return LinkAtCounter(
                intent=house.intent(), actor=actor, participant_id=participant_id, phone=phone
            )

        assert house.accepted(vouching()).linked == (account_id,)
        (record,) = (each for each in house.store.audit.values() if each.action == "link_at_counter")
        assert (record.subject, record.detail) == (participant_id, customer_id)
        assert house.refused(vouching("+8613999999999")) == CustomerUnknown()
        assert house.refused(vouching(actor=Actor.participant(participant_id))) == NotPermitted()

    def test_by_a_newer_code_makes_the_older_worthless(self, house):
        participant_id, telegram_user_id = house.meet()
        house.account(house.customer(PHONE))
        older = house.start_linking(participant_id, telegram_user_id, PHONE)
        newer = house.start_linking(participant_id, telegram_user_id, PHONE)
        assert house.confirm(participant_id, older).verdict is CodeVerdict.WRONG
        assert house.confirm(participant_id, newer).verdict is CodeVerdict.RIGHT

    def test_by_somebody_elses_code_is_wrong(self, house):
        ann, ann_telegram = house.meet("Ann")
        bo, bo_telegram = house.meet("Bo")
        house.account(house.customer(PHONE))
        house.account(house.customer("+8613800000002"))
        anns = house.start_linking(ann, ann_telegram, PHONE)
        house.start_linking(bo, bo_telegram, "+8613800000002")
        assert house.confirm(bo, anns).verdict is CodeVerdict.WRONG

    def test_may_be_started_five_times_in_an_hour(self, house):
        participant_id, telegram_user_id = house.meet()
        house.customer(PHONE)
        for _ in range(5):
            house.start_linking(participant_id, telegram_user_id, PHONE)
            house.later(minutes=10)
        refusal = house.refused(house.starting(participant_id, telegram_user_id, PHONE))
        assert isinstance(refusal, TooManyCodes)
        house.at = refusal.retry_at
        house.start_linking(participant_id, telegram_user_id, PHONE)

    def test_right_codes_do_not_set_the_hourly_count_back(self, house):
        participant_id, telegram_user_id = house.meet()
        house.customer(PHONE)
        for _ in range(5):
            house.link(participant_id, telegram_user_id, PHONE)
        assert isinstance(
            house.refused(house.starting(participant_id, telegram_user_id, PHONE)), TooManyCodes
        )

    def test_when_the_number_moved_on_meanwhile_links_nothing(self, house):
        participant_id, telegram_user_id = house.meet()
        customer_id = house.customer(PHONE)
        house.account(customer_id)
        code = house.start_linking(participant_id, telegram_user_id, PHONE)
        move_number(house, customer_id, PHONE, "+8613800000009")
        assert house.confirm(participant_id, code).verdict is CodeVerdict.EXPIRED
        assert not house.store.links

    def test_an_account_that_is_somebody_elses_leaves_it_there_and_says_so(self, house):
        ann, bo = house.person("Ann"), house.meet("Bo")
        checked = house.link(*bo, ann.phone)
        assert (checked.verdict, checked.linked, checked.elsewhere) == (
            CodeVerdict.RIGHT,
            (),
            (ann.account_id,),
        )
        assert house.store.links[ann.account_id].participant_id == ann.participant_id

    def test_takes_over_an_account_whose_number_moved_on_when_nothing_is_held_on_it(self, house):
        ann, bo = house.person("Ann"), house.meet("Bo")
        move_number(house, ann.customer_id, ann.phone, PHONE)
        checked = house.link(*bo, PHONE)
        assert (checked.linked, checked.elsewhere) == ((ann.account_id,), ())
        link = house.store.links[ann.account_id]
        assert (link.participant_id, link.phone, link.active) == (bo[0], PHONE, True)
        assert house.refused(unlinking(house, ann.participant_id, ann.account_id)) == AccountNotLinked()

    def test_leaves_an_account_whose_number_moved_on_where_it_is_while_money_is_held_on_it(self, house):
        ann, bo = house.person("Ann"), house.meet("Bo")
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 500 * YUAN)
        move_number(house, ann.customer_id, ann.phone, PHONE)
        checked = house.link(*bo, PHONE)
        assert (checked.linked, checked.elsewhere) == ((), (ann.account_id,))
        assert house.store.links[ann.account_id].participant_id == ann.participant_id
        house.accepted(house.withdrawing(ann, campaign_id))
        assert house.link(*bo, PHONE).linked == (ann.account_id,)

    def test_ones_own_account_again_works_while_money_is_held_on_it(self, house):
        ann = house.person("Ann")
        house.pledge(ann, house.open(ann), 500 * YUAN)
        move_number(house, ann.customer_id, ann.phone, PHONE)
        assert house.link(ann.participant_id, ann.telegram_user_id, PHONE).linked == (ann.account_id,)

    def test_again_brings_accounts_opened_since(self, house):
        ann = house.person()
        newer = house.account(ann.customer_id)
        checked = house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        assert set(checked.linked) == {ann.account_id, newer}

    def test_again_after_a_changed_number_proves_the_account_anew(self, house):
        ann = house.person()
        move_number(house, ann.customer_id, ann.phone, PHONE)
        house.link(ann.participant_id, ann.telegram_user_id, PHONE)
        assert house.store.links[ann.account_id].phone == PHONE

    def test_brings_an_account_that_is_opened_in_the_same_batch(self, house):
        ann = house.person()
        code = house.start_linking(ann.participant_id, ann.telegram_user_id, ann.phone)
        old = house.store.accounts[ann.account_id]
        opening = OpenAccount(
            intent=house.intent(),
            actor=CLERK,
            customer_id=ann.customer_id,
            currency="CNY",
            account_class=old.account_class,
            debit_amount_types=old.debit_amount_types,
        )
        confirming = ConfirmLinking(intent=house.intent(), actor=ann.actor, code=code)
        opened, confirmed = house.store.run([opening, confirming], house.now)
        assert set(confirmed.result.linked) == {ann.account_id, opened.result.account_id}

    def test_names_accounts_that_were_opened_at_one_moment_in_the_same_order_in_a_batch_and_singly(
        self, house
    ):
        for _ in range(4):
            participant_id, telegram_user_id = house.meet()
            phone = f"+86138{telegram_user_id:08d}"
            customer_id = house.customer(phone)
            code = house.start_linking(participant_id, telegram_user_id, phone)
            beside = house.fork()
            accounts = [house.account(customer_id, 0) for _ in range(3)]
            singly = house.confirm(participant_id, code)
            assert set(singly.linked) == set(accounts)
            opening = OpenAccount(
                intent=beside.intent(),
                actor=CLERK,
                customer_id=customer_id,
                currency="CNY",
                account_class=AccountClass.I,
                debit_amount_types=ALL_TYPES,
            )
            actor = Actor.participant(participant_id)
            asked = [
                opening,
                *(replace(opening, intent=beside.intent()) for _ in range(2)),
                ConfirmLinking(intent=beside.intent(), actor=actor, code=code),
            ]
            assert beside.store.run(asked, beside.now)[-1].result == singly


class TestUnlinking:
    def test_ends_the_link_and_linking_again_restores_it(self, house):
        ann = house.person()
        house.accepted(unlinking(house, ann.participant_id, ann.account_id))
        assert not house.store.links[ann.account_id].active
        house.link(ann.participant_id, ann.telegram_user_id, ann.phone)
        assert house.store.links[ann.account_id].active

    def test_lets_somebody_else_link_the_account(self, house):
        ann, bo = house.person("Ann"), house.meet("Bo")
        house.accepted(unlinking(house, ann.participant_id, ann.account_id))
        assert house.link(*bo, ann.phone).linked == (ann.account_id,)
        assert house.store.links[ann.account_id].participant_id == bo[0]

    def test_an_account_with_money_held_on_it_is_refused(self, house):
        ann = house.person()
        campaign_id = house.open(ann)
        house.pledge(ann, campaign_id, 500 * YUAN)
        refusal = house.refused(unlinking(house, ann.participant_id, ann.account_id))
        assert refusal == AccountInUse(500 * YUAN)
        house.accepted(house.withdrawing(ann, campaign_id))
        house.accepted(unlinking(house, ann.participant_id, ann.account_id))

    def test_what_is_not_ones_own_is_refused_alike(self, house):
        ann, bo = house.person("Ann"), house.person("Bo")
        for account_id in (ann.account_id, AccountId("acc_unknown")):
            assert house.refused(unlinking(house, bo.participant_id, account_id)) == AccountNotLinked()
        house.accepted(unlinking(house, ann.participant_id, ann.account_id))
        assert house.refused(unlinking(house, ann.participant_id, ann.account_id)) == AccountNotLinked()
