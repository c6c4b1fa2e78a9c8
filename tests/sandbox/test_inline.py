"""Inline mode: what the bot is asked, how it may answer, and what becomes of the chosen result."""

import pytest

from tests.sandbox.grouping import BOT, make_group, make_supergroup, take
from tests.sandbox.inlining import article, chat_of_two, choose, send_inline, type_query
from tests.sandbox.playing import ANN, BOB, buttons, png
from tests.sandbox.test_conformance import fits

INVOICE = {"title": "x", "description": "x", "payload": "x", "currency": "XTR", "prices": []}
OF_A_RESULT = "can't parse inline query result: "
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def answer(sandbox, asked, *results, **more):
    await sandbox.call(
        "answerInlineQuery", inline_query_id=asked["inline_query_id"], results=list(results), **more
    )


async def refused(sandbox, *results, **more):
    asked = await type_query(sandbox)
    return (
        await sandbox.refusal(
            "answerInlineQuery", inline_query_id=asked["inline_query_id"], results=list(results), **more
        )
    ).removeprefix("Bad Request: ")


# --- what the bot is asked -------------------------------------------------------------------------------------------


async def test_the_bot_is_asked_what_somebody_types_and_where(sandbox):
    asked = await type_query(sandbox, "  pool 3 ")
    (update,) = await take(sandbox)
    query = update["inline_query"]
    assert fits(query, "InlineQuery")
    assert (query["id"], query["query"], query["offset"]) == (asked["inline_query_id"], "pool 3", "")
    assert (query["from"]["id"], query["chat_type"]) == (ANN, "sender")
    assert asked["answer"] is None


@pytest.mark.parametrize("kind", ["private", "group", "supergroup"])
async def test_it_is_told_the_kind_of_chat_but_not_which(sandbox, kind):
    if kind == "private":
        chat_id = await chat_of_two(sandbox)
    else:
        chat_id = await make_group(sandbox, BOB, kind=kind)
    await type_query(sandbox, chat_id=chat_id)
    (update,) = await take(sandbox)
    assert update["inline_query"]["chat_type"] == kind
    assert str(chat_id) not in str(update)


async def test_a_person_waits_for_the_results(sandbox):
    import asyncio

    async with asyncio.TaskGroup() as tasks:
        typed = tasks.create_task(type_query(sandbox, wait=30))
        (update,) = await sandbox.updates(timeout=30)
        asked = {"inline_query_id": update["inline_query"]["id"]}
        await answer(sandbox, asked, article(description="7 days"), next_offset="2")
    shown = typed.result()["answer"]
    assert (shown["next_offset"], shown["results"][0]["title"]) == ("2", "Share a pool")
    assert shown["results"][0]["description"] == "7 days"


async def test_without_inline_mode_nobody_can_ask(sandbox):
    await sandbox.sim("PATCH", "bot", inline_mode=False)
    status, body = await sandbox.try_sim("POST", f"people/{ANN}/inline", query="x")
    assert (status, list(body)) == (409, ["error"])
    assert (await sandbox.call("getMe"))["supports_inline_queries"] is False
    assert await take(sandbox) == []


# --- how long an answer is kept --------------------------------------------------------------------------------------


async def test_the_same_question_is_answered_from_what_is_kept(sandbox):
    await sandbox.say("hello", person=BOB)
    await take(sandbox)
    await answer(sandbox, await type_query(sandbox), article(), cache_time=60)
    await take(sandbox)
    again = await type_query(sandbox, person=BOB)
    assert again["answer"]["results"][0]["id"] == "1"
    assert await take(sandbox) == []
    sandbox.clock.seconds += 61
    assert (await type_query(sandbox, person=BOB))["answer"] is None
    assert len(await take(sandbox)) == 1


async def test_a_personal_answer_is_kept_for_one_person(sandbox):
    await answer(sandbox, await type_query(sandbox), article(), is_personal=True)
    assert (await type_query(sandbox))["answer"] is not None
    assert (await type_query(sandbox, person=BOB))["answer"] is None


@pytest.mark.parametrize("other", [{"query": "pools"}, {"offset": "2"}])
async def test_another_question_is_not_answered_from_what_is_kept(sandbox, other):
    await answer(sandbox, await type_query(sandbox), article())
    assert (await type_query(sandbox, **other))["answer"] is None


async def test_nothing_is_kept_with_a_cache_time_of_zero(sandbox):
    await answer(sandbox, await type_query(sandbox), article(), cache_time=0)
    assert (await type_query(sandbox))["answer"] is None


# --- refused answers -------------------------------------------------------------------------------------------------


async def test_a_query_is_answered_once_and_in_time(sandbox):
    asked = await type_query(sandbox)
    await answer(sandbox, asked)
    for query_id in (asked["inline_query_id"], "77"):
        assert await sandbox.refusal("answerInlineQuery", inline_query_id=query_id, results=[]) == TOO_OLD
    late = await type_query(sandbox, "later")
    sandbox.clock.seconds += 31
    words = await sandbox.refusal("answerInlineQuery", inline_query_id=late["inline_query_id"], results=[])
    assert words == TOO_OLD


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (article(""), "RESULT_ID_INVALID"),
        (article("合" * 22), "RESULT_ID_INVALID"),
        (article(title=" "), "ARTICLE_TITLE_EMPTY"),
        (article(text=""), "can't parse inline query result: Message text is empty"),
        (article(text="a" * 4097), "MESSAGE_TOO_LONG"),
        (
            article(input_message_content={"message_text": "<b>x", "parse_mode": "HTML"}),
            OF_A_RESULT + "Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            article(reply_markup={"inline_keyboard": [[{"text": "x"}]]}),
            OF_A_RESULT
            + "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "a" * 65}]]}),
            "BUTTON_DATA_INVALID",
        ),
        (
            article(
                reply_markup={"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://example.com"}}]]}
            ),
            "BUTTON_TYPE_INVALID",
        ),
        (
            {"type": "photo", "id": "1", "photo_file_id": "none"},
            "can't parse inline query result: Wrong file identifier/HTTP URL specified",
        ),
        ({"type": "photo", "id": "1", "photo_url": "", "thumbnail_url": "x"}, "PHOTO_CONTENT_URL_EMPTY"),
        (
            {"type": "photo", "id": "1", "photo_url": "https://example.com/a", "thumbnail_url": ""},
            "PHOTO_THUMB_URL_EMPTY",
        ),
        (
            {"type": "photo", "id": "1", "photo_url": "nowhere", "thumbnail_url": "https://example.com/a"},
            "WEBDOCUMENT_URL_INVALID",
        ),
        (
            {"type": "location", "id": "1", "title": "x", "latitude": 91, "longitude": 0},
            "can't parse inline query result: Invalid location specified",
        ),
        (
            {"type": "contact", "id": "1", "phone_number": "", "first_name": "x"},
            'can\'t parse inline query result: Parameter "phone_number" is required',
        ),
        (
            {"type": "poem", "id": "1"},
            'can\'t parse InlineQueryResult: Unsupported type "poem" specified in results[0]',
        ),
        (
            {"type": "article", "id": "1", "title": "x"},
            "can't parse InlineQueryResultArticle: Can't find field \"input_message_content\" in results[0]",
        ),
    ],
)
async def test_a_bad_result_is_refused_in_telegrams_words(sandbox, result, words):
    assert await refused(sandbox, result) == words


async def test_a_result_of_a_photo_with_too_long_a_caption_is_refused(sandbox):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    result = {"type": "photo", "id": "1", "photo_file_id": file_id, "caption": "a" * 1025}
    assert await refused(sandbox, result) == "MEDIA_CAPTION_TOO_LONG"


@pytest.mark.parametrize(
    "result",
    [
        {"type": "game", "id": "1", "game_short_name": "x"},
        {"type": "gif", "id": "1", "gif_file_id": "x"},
        {"type": "document", "id": "1", "title": "x", "document_url": "https://example.com/a.pdf",
         "mime_type": "application/pdf"},
        article(input_message_content=INVOICE),
    ],
)  # fmt: skip
async def test_a_result_that_is_not_played_is_refused_aloud(sandbox, result):
    asked = await type_query(sandbox)
    body = await sandbox.answer(
        "answerInlineQuery", inline_query_id=asked["inline_query_id"], results=[result]
    )
    assert body["error_code"] == 501


async def test_fifty_results_are_the_most(sandbox):
    results = [article(str(n)) for n in range(51)]
    assert await refused(sandbox, *results) == "too many inline query results specified"
    await answer(sandbox, await type_query(sandbox), *results[:50])


async def test_two_results_with_the_same_id_are_refused(sandbox):
    assert await refused(sandbox, article(), article()) == "RESULT_ID_DUPLICATE"


async def test_the_next_offset_has_at_most_64_bytes(sandbox):
    assert await refused(sandbox, next_offset="合" * 22) == "NEXT_OFFSET_INVALID"
    await answer(sandbox, await type_query(sandbox), next_offset="a" * 64)


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "x", "start_parameter": ""}, "START_PARAM_EMPTY"),
        ({"text": "x", "start_parameter": "a b"}, "START_PARAM_INVALID"),
        ({"text": "x", "start_parameter": "a" * 65}, "START_PARAM_INVALID"),
        ({"text": " ", "start_parameter": "a"}, "SWITCH_PM_TEXT_EMPTY"),
        (
            {"text": "x"},
            "can't parse inline query results button: InlineQueryResultsButton must have exactly one optional field",
        ),
    ],
)
async def test_a_bad_button_above_the_results_is_refused(sandbox, button, words):
    assert await refused(sandbox, button=button) == words


async def test_a_web_app_above_the_results_is_not_played(sandbox):
    asked, button = await type_query(sandbox), {"text": "x", "web_app": {"url": "https://example.com"}}
    body = await sandbox.answer(
        "answerInlineQuery", inline_query_id=asked["inline_query_id"], results=[], button=button
    )
    assert body["error_code"] == 501


# --- what is chosen --------------------------------------------------------------------------------------------------


async def test_a_chosen_result_is_sent_via_the_bot(sandbox):
    message = await send_inline(sandbox, article(reply_markup=buttons("join")))
    assert (message["text"], message["via_bot"]["id"], message["from"]["id"]) == ("A pool", BOT, ANN)
    assert message["out"]
    assert "inline_message_id" not in message
    assert (await sandbox.chat())["messages"][-1] == message


async def test_the_bot_hears_of_what_is_sent_via_it_where_it_is(sandbox):
    with_bot = await make_supergroup(sandbox)
    without_bot = await make_supergroup(sandbox, BOB)
    for chat_id, heard in ((with_bot, ["inline_query", "message"]), (without_bot, ["inline_query"])):
        asked = await type_query(sandbox, chat_id=chat_id)
        await answer(sandbox, asked, article(), cache_time=0)
        await choose(sandbox, asked, chat_id=chat_id)
        updates = await take(sandbox)
        assert [next(iter(update)) for update in updates] == heard
        assert "inline_message_id" not in str(updates)


async def test_with_inline_feedback_the_bot_is_told_what_was_chosen(sandbox):
    await sandbox.sim("PATCH", "bot", inline_feedback=True)
    chat_id = await chat_of_two(sandbox)
    asked = await type_query(sandbox, chat_id=chat_id)
    await answer(sandbox, asked, article(), article("2", reply_markup=buttons("join")))
    await take(sandbox)
    await choose(sandbox, asked, "1", chat_id=chat_id)
    await choose(sandbox, asked, "2", chat_id=chat_id)
    plain, live = [update["chosen_inline_result"] for update in await take(sandbox)]
    assert fits(plain, "ChosenInlineResult")
    assert fits(live, "ChosenInlineResult")
    assert (plain["result_id"], plain["query"], plain["from"]["id"]) == ("1", "pool", ANN)
    assert "inline_message_id" not in plain  # only a message with buttons has one
    assert await sandbox.call(
        "editMessageText", inline_message_id=live["inline_message_id"], text="full", reply_markup=buttons("x")
    )


async def test_every_kind_of_result_becomes_a_message(sandbox):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    form = {"chat_id": ANN}
    document = (await sandbox.post_form("sendDocument", {"document": ("a.txt", b"a")}, **form))["result"]
    file = document["document"]["file_id"]
    place = {"latitude": 1.5, "longitude": 2.5}
    results = [
        {
            "type": "photo",
            "id": "photo",
            "photo_file_id": file_id,
            "caption": "<b>x</b>",
            "parse_mode": "HTML",
        },
        {"type": "document", "id": "document", "document_file_id": file, "title": "x"},
        {"type": "contact", "id": "contact", "phone_number": "+861", "first_name": "Wei"},
        {"type": "location", "id": "location", "title": "x", **place},
        {"type": "venue", "id": "venue", "title": "Bank", "address": "Main road", **place},
        article("rich_message", input_message_content={"rich_message": {"html": "<h1>x</h1>"}}),
        {**results_photo(file_id), "id": "text", "input_message_content": {"message_text": "instead"}},
    ]
    asked = await type_query(sandbox)
    await answer(sandbox, asked, *results)
    await take(sandbox)
    for result in results:
        message = await choose(sandbox, asked, result["id"])
        assert result["id"] in message
        (update,) = await take(sandbox)
        assert fits(update["message"], "Message")


def results_photo(file_id):
    return {"type": "photo", "id": "1", "photo_file_id": file_id}


async def test_a_picture_by_its_address_is_fetched_when_it_is_chosen(sandbox, pictures):
    result = {"type": "photo", "id": "1", "photo_url": pictures, "thumbnail_url": pictures, "caption": "card"}
    message = await send_inline(sandbox, result)
    assert (message["photo"][-1]["width"], message["caption"]) == (40, "card")
    asked = await type_query(sandbox, "gone")
    gone = {**result, "photo_url": "https://example.com/card.png"}
    await answer(sandbox, asked, gone)
    body = {"inline_query_id": asked["inline_query_id"], "result_id": "1"}
    assert (await sandbox.try_sim("POST", f"people/{ANN}/inline/choose", **body))[0] == 422


@pytest.mark.parametrize("body", [{"inline_query_id": "7", "result_id": "1"}, {"prepared_id": "none"}])
async def test_what_was_not_offered_cannot_be_chosen(sandbox, body):
    assert (await sandbox.try_sim("POST", f"people/{ANN}/inline/choose", **body))[0] == 404


async def test_results_are_for_who_asked_and_for_what_is_among_them(sandbox):
    asked = await type_query(sandbox)
    body = {"inline_query_id": asked["inline_query_id"], "result_id": "1"}
    assert (await sandbox.try_sim("POST", f"people/{ANN}/inline/choose", **body))[0] == 404  # not answered
    await answer(sandbox, asked, article())
    assert (await sandbox.try_sim("POST", f"people/{BOB}/inline/choose", **body))[0] == 404
    other = body | {"result_id": "2"}
    assert (await sandbox.try_sim("POST", f"people/{ANN}/inline/choose", **other))[0] == 404


async def test_the_chat_of_two_people_is_one_and_none_of_the_bots(sandbox):
    chat_id = await chat_of_two(sandbox)
    assert await chat_of_two(sandbox, BOB, ANN) == chat_id
    await sandbox.sim("POST", f"people/{ANN}/messages", text="@hecun_sandbox_bot hi", chat_id=chat_id)
    seen = await sandbox.sim("GET", f"people/{BOB}/messages?chat_id={chat_id}")
    assert seen["messages"][-1]["text"] == "@hecun_sandbox_bot hi"
    assert await take(sandbox) == []
    assert await sandbox.refusal("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"
    assert (await sandbox.try_sim("POST", f"people/{ANN}/chats", **{"with": ANN}))[0] == 422


# --- prepared messages -----------------------------------------------------------------------------------------------


async def test_a_prepared_message_is_sent_by_the_one_it_is_for(sandbox):
    prepared = await sandbox.call(
        "savePreparedInlineMessage", user_id=ANN, result=article(), allow_group_chats=True
    )
    assert fits(prepared, "PreparedInlineMessage")
    body = {"prepared_id": prepared["id"]}
    assert (await sandbox.try_sim("POST", f"people/{BOB}/inline/choose", **body))[0] == 404
    sent = await sandbox.sim("POST", f"people/{ANN}/inline/choose", **body)
    assert sent["message"]["text"] == "A pool"


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"user_id": 77, "allow_user_chats": True}, "user not found"),
        ({"user_id": ANN}, "PEER_TYPES_INVALID"),
        ({"user_id": ANN, "allow_user_chats": True, "result": article("")}, "RESULT_ID_INVALID"),
    ],
)
async def test_a_message_that_cannot_be_prepared_is_refused(sandbox, parameters, words):
    refusal = await sandbox.refusal("savePreparedInlineMessage", **{"result": article(), **parameters})
    assert refusal == f"Bad Request: {words}"
