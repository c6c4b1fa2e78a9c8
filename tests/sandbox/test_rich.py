"""Rich messages: the documented HTML and blocks, what is found in their words, their limits; and drafts of messages."""

import pytest

from bot.sandbox.rich.html import parse_rich_html
from bot.sandbox.rich.labels import label_of
from tests.sandbox.grouping import make_group, take
from tests.sandbox.playing import ANN, buttons, png
from tests.sandbox.test_conformance import fits


async def send(sandbox, **rich):
    message = await sandbox.call("sendRichMessage", chat_id=ANN, rich_message=rich)
    assert fits(message, "Message")
    return message["rich_message"]["blocks"]


async def refused(sandbox, **rich):
    words = await sandbox.refusal("sendRichMessage", chat_id=ANN, rich_message=rich)
    return words.removeprefix("Bad Request: ")


def paragraph(text="x"):
    return {"type": "paragraph", "text": text}


# --- HTML ------------------------------------------------------------------------------------------------------------

# https://core.telegram.org/bots/api#rich-html-style
DOCUMENTED = [
    (
        "<b>x</b><strong>y</strong>",
        [paragraph([{"type": "bold", "text": "x"}, {"type": "bold", "text": "y"}])],
    ),
    ("<mark>x</mark>", [paragraph({"type": "marked", "text": "x"})]),
    ("a<br>b", [paragraph(["a", "\n", "b"])]),
    (
        '<a href="#note-1">R</a>',
        [paragraph({"type": "anchor_link", "text": "R", "anchor_name": "note-1"})],
    ),
    (
        '<a href="mailto:user@example.com">x</a>',
        [paragraph({"type": "email_address", "text": "x", "email_address": "user@example.com"})],
    ),
    (
        '<a href="tel:+123456789">x</a>',
        [paragraph({"type": "phone_number", "text": "x", "phone_number": "+123456789"})],
    ),
    (
        '<tg-reference name="note-1">T</tg-reference>',
        [paragraph({"type": "reference", "text": "T", "name": "note-1"})],
    ),
    (
        '<img src="tg://emoji?id=5368324170671202286" alt="👍"/>',
        [
            paragraph(
                {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286", "alternative_text": "👍"}
            )
        ],
    ),
    (
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
        [
            paragraph(
                {"type": "custom_emoji", "custom_emoji_id": "5368324170671202286", "alternative_text": "👍"}
            )
        ],
    ),
    (
        '<tg-time unix="1647531900" format="wDT">22:45</tg-time>',
        [
            paragraph(
                {"type": "date_time", "text": "22:45", "unix_time": 1647531900, "date_time_format": "wDT"}
            )
        ],
    ),
    ("<tg-math>x^2</tg-math>", [paragraph({"type": "mathematical_expression", "expression": "x^2"})]),
    ("<h2>H</h2>", [{"type": "heading", "text": "H", "size": 2}]),
    ('<a name="chapter-2"></a>', [{"type": "anchor", "name": "chapter-2"}]),
    ("<p>one</p>two", [paragraph("one"), paragraph("two")]),
    (
        "<pre><code class='language-python'> a\n b</code></pre>",
        [{"type": "pre", "text": " a\n b", "language": "python"}],
    ),
    ("<footer>F</footer><hr/>", [{"type": "footer", "text": "F"}, {"type": "divider"}]),
    ("<ul><li>x</li></ul>", [{"type": "list", "items": [{"blocks": [paragraph()]}]}]),
    (
        '<ol start="3" type="a" reversed><li>x</li><li value="7" type="i">y</li></ol>',
        [
            {
                "type": "list",
                "items": [
                    {"blocks": [paragraph()], "value": 3, "type": "a"},
                    {"blocks": [paragraph("y")], "value": 7, "type": "i"},
                ],
            }
        ],
    ),
    (
        "<ul><li><input type='checkbox' checked>x</li></ul>",
        [{"type": "list", "items": [{"blocks": [paragraph()], "has_checkbox": True, "is_checked": True}]}],
    ),
    (
        "<blockquote>Q<cite>A</cite></blockquote>",
        [{"type": "blockquote", "blocks": [paragraph("Q")], "credit": "A"}],
    ),
    (
        "<blockquote collapsed>Q</blockquote>",
        [{"type": "expandable_blockquote", "text": "Q"}],
    ),
    ("<aside>Q<cite>A</cite></aside>", [{"type": "pullquote", "text": "Q", "credit": "A"}]),
    (
        '<figure><tg-map lat="41.9" long="12.5" zoom="14"/><figcaption>M<cite>C</cite></figcaption></figure>',
        [
            {
                "type": "map",
                "location": {"latitude": 41.9, "longitude": 12.5},
                "zoom": 14,
                "caption": {"text": "M", "credit": "C"},
            }
        ],
    ),
    (
        "<table bordered><caption>T</caption><tr><th>a</th><td colspan='2' align='right'>b</td></tr></table>",
        [
            {
                "type": "table",
                "is_bordered": True,
                "caption": "T",
                "cells": [
                    [
                        {"text": "a", "is_header": True, "align": "left", "valign": "middle"},
                        {"text": "b", "colspan": 2, "align": "right", "valign": "middle"},
                    ]
                ],
            }
        ],
    ),
    (
        "<details open><summary>S</summary>C</details>",
        [{"type": "details", "summary": "S", "blocks": [paragraph("C")], "is_open": True}],
    ),
    ("<tg-math-block>E</tg-math-block>", [{"type": "mathematical_expression", "expression": "E"}]),
    (
        (
            '<tg-button-row align="center"><tg-button type="callback_data" data="go" style="link">G</tg-button>'
            "</tg-button-row>"
        ),
        [
            {
                "type": "buttons",
                "buttons": [{"text": "G", "callback_data": "go", "style": "link"}],
                "align": "center",
            }
        ],
    ),
    (
        '<figure><img src="https://example.com/a.jpg" tg-spoiler/><figcaption>P</figcaption></figure>',
        [
            {
                "type": "photo",
                "photo": {"type": "photo", "media": "https://example.com/a.jpg", "has_spoiler": True},
                "caption": {"text": "P"},
            }
        ],
    ),
    ("&lt;&nbsp;&hellip;&#39;", [paragraph("<\u00a0…'")]),
]


@pytest.mark.parametrize(("html", "blocks"), DOCUMENTED)
def test_documented_html_becomes_blocks(html, blocks):
    assert parse_rich_html(html, {}) == blocks


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<script>x</script>", 'can\'t parse rich message: Unsupported start tag "script"'),
        ("<b>x", "can't parse rich message: Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", 'can\'t parse rich message: Unexpected end tag "b"'),
        ("<b>x</i>", 'can\'t parse rich message: Unmatched end tag, expected "</b>", found "</i>"'),
        ("<b><h1>x</h1></b>", "can't parse rich message: The tag \"h1\" can't be used here"),
        ("<figure></figure>", "can't parse rich message: a figure must have exactly one media"),
        ("<tg-map lat='x' long='1'/>", "invalid map properties specified"),
        ("<img src='tg://photo?id=none'/>", "RICH_MESSAGE_PHOTO_NO_MEDIA_FOUND"),
        ("<tg-time unix='x'>x</tg-time>", "RICH_MESSAGE_DATE_INVALID"),
        ("<tg-time unix='1' format='?'>x</tg-time>", "RICH_MESSAGE_DATE_INVALID"),
        ("<tg-emoji emoji-id='x'>x</tg-emoji>", "invalid custom emoji identifier specified"),
        ("<a href='nowhere'>x</a>", "RICH_MESSAGE_URL_INVALID"),
        ("<a href='mailto:x'>x</a>", "RICH_MESSAGE_EMAIL_INVALID"),
        ("<a href='tel:x'>x</a>", "RICH_MESSAGE_PHONE_INVALID"),
        (" \n ", "RICH_MESSAGE_CONTENT_REQUIRED"),
        ("<h1> </h1>", "RICH_MESSAGE_CONTENT_REQUIRED"),
        ("<tg-thinking>x</tg-thinking>", "block is not allowed"),
        ("<b>" * 5000 + "x" + "</b>" * 5000, "RICH_MESSAGE_TOO_DEEP"),
    ],
)
async def test_bad_html_is_refused(sandbox, html, words):
    assert await refused(sandbox, html=html) == words


@pytest.mark.parametrize(
    "rich",
    [
        {"markdown": "# x"},
        {"html": "<video src='x'></video>"},
        {"html": "<tg-button-row><tg-button type='web_app'>x</tg-button></tg-button-row>"},
        {"blocks": [{"type": "audio", "audio": {"type": "audio", "media": "x"}}]},
    ],
)
async def test_what_is_not_played_is_said_aloud(sandbox, rich):
    assert (await sandbox.answer("sendRichMessage", chat_id=ANN, rich_message=rich))["error_code"] == 501


async def test_a_document_of_everything_is_sent_and_shown(sandbox):
    html = "".join(html for html, _ in DOCUMENTED if "example.com/a.jpg" not in html)
    blocks = await send(sandbox, html=html, is_rtl=True)
    shown = (await sandbox.chat())["messages"][-1]
    assert shown["rich_message"] == {"blocks": blocks, "is_rtl": True}
    labels = [item["label"] for block in blocks if block["type"] == "list" for item in block["items"]]
    assert labels == ["•", "c.", "vii.", "•"]


async def test_media_are_named_in_html_or_stand_in_blocks(sandbox):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    photo = {"type": "photo", "media": file_id, "has_spoiler": True}
    (block,) = await send(
        sandbox, html="<img src='tg://photo?id=card'/>", media=[{"id": "card", "media": photo}]
    )
    assert (block["photo"][-1]["file_id"], block["has_spoiler"]) == (file_id, True)
    (block,) = await send(sandbox, blocks=[{"type": "photo", "photo": photo, "caption": {"text": "C"}}])
    assert block["caption"] == {"text": "C"}
    (block,) = await send(
        sandbox, blocks=[{"type": "collage", "blocks": [{"type": "photo", "photo": photo}] * 2}]
    )
    assert len(block["blocks"]) == 2


# --- what is found in the words --------------------------------------------------------------------------------------


async def test_links_are_found_in_plain_words(sandbox):
    text = "存 see https://example.com/a, ask @hecun_bot or a@example.com: /start #save"
    (block,) = await send(sandbox, blocks=[paragraph(text)])
    found = [part["type"] for part in block["text"] if isinstance(part, dict)]
    assert found == ["url", "mention", "email_address", "bot_command", "hashtag"]
    assert "".join(part if isinstance(part, str) else part["text"] for part in block["text"]) == text
    (block,) = await send(sandbox, blocks=[paragraph(text)], skip_entity_detection=True)
    assert block["text"] == text
    (block,) = await send(sandbox, blocks=[paragraph({"type": "code", "text": "/start"})])
    assert block["text"]["text"] == "/start"


async def test_people_are_mentioned_if_the_bot_has_met_them(sandbox):
    html = f"<a href='tg://user?id={ANN}'>Ann</a> <a href='tg://user?id=77'>who</a>"
    (block,) = await send(sandbox, html=html)
    assert [part if isinstance(part, str) else part["user"]["id"] for part in block["text"]] == [
        ANN,
        " ",
        "who",
    ]


async def test_buttons_inside_are_tapped_like_those_below(sandbox):
    inside = {"type": "button", "button": {"text": {"type": "bold", "text": "Join"}, "callback_data": "join"}}
    row = {"type": "buttons", "buttons": [{"text": "Leave", "callback_data": "leave", "style": "danger"}]}
    blocks = [paragraph(["tap ", inside]), row, {"type": "blockquote", "blocks": [row]}]
    message = await sandbox.call("sendRichMessage", chat_id=ANN, rich_message={"blocks": blocks})
    assert fits(message, "Message")
    for data, stale in (("join", False), ("leave", False), ("gone", True)):
        assert (await sandbox.tap(message, data))["stale"] is stale
    tapped = (await take(sandbox))[0]["callback_query"]
    assert fits(tapped, "CallbackQuery")
    assert tapped["message"]["rich_message"]


# --- blocks that are refused -----------------------------------------------------------------------------------------


def table(*rows):
    return {"type": "table", "cells": [list(row) for row in rows]}


CELL = {"text": "x", "align": "left", "valign": "top"}
PLACE = {"latitude": 1.5, "longitude": 1.5}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "heading", "text": "x", "size": 7}, "invalid section heading size specified"),
        (
            {"type": "heading", "text": "x"},
            "can't parse InputRichBlockSectionHeading: Can't find field \"size\" in rich_message.blocks[0]",
        ),
        ({"type": "list", "items": []}, "list must be non-empty"),
        (
            {"type": "list", "items": [{"blocks": [paragraph()], "type": "x"}]},
            "invalid list item type specified",
        ),
        (
            {"type": "list", "items": [{"blocks": [paragraph()], "type": "1"}, {"blocks": [paragraph()]}]},
            "list must be either ordered or unordered",
        ),
        ({"type": "list", "items": [{"blocks": []}]}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        ({"type": "blockquote", "blocks": []}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        ({"type": "paragraph", "text": ""}, "RICH_MESSAGE_CONTENT_REQUIRED"),
        (table([{**CELL, "colspan": -1}]), "invalid table cell colspan specified"),
        (table([{**CELL, "rowspan": -1}]), "invalid table cell rowspan specified"),
        (table([{**CELL, "align": "up"}]), "invalid table cell alignment specified"),
        (table([CELL] * 21), "RICH_MESSAGE_TABLE_TOO_WIDE"),
        (table([{**CELL, "colspan": 21}]), "RICH_MESSAGE_TABLE_TOO_WIDE"),
        ({"type": "map", "location": {**PLACE, "latitude": 91}}, "invalid location specified"),
        ({"type": "map", "location": PLACE, "zoom": 25}, "invalid map properties specified"),
        (
            {"type": "map", "location": PLACE, "width": 2100, "height": 100},
            "invalid map properties specified",
        ),
        ({"type": "buttons", "buttons": []}, "a row must have from 1 to 8 buttons"),
        (
            {"type": "buttons", "buttons": [{"text": "x", "callback_data": "x"}], "align": "up"},
            "invalid button row alignment specified",
        ),
        (
            {"type": "buttons", "buttons": [{"text": "x"}]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"type": "buttons", "buttons": [{"text": "x", "callback_data": "a" * 65}]}, "BUTTON_DATA_INVALID"),
        (
            {"type": "buttons", "buttons": [{"text": {"type": "bold", "text": " "}, "callback_data": "a"}]},
            "inline keyboard button text must be non-empty",
        ),
        (
            paragraph({"type": "button", "button": {"text": "x", "url": "nowhere"}}),
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (paragraph({"type": "mention", "text": "x", "username": "?"}), "RICH_MESSAGE_MENTION_INVALID"),
        (paragraph({"type": "hashtag", "text": "x", "hashtag": "?"}), "RICH_MESSAGE_HASHTAG_INVALID"),
        (paragraph({"type": "cashtag", "text": "x", "cashtag": "?"}), "RICH_MESSAGE_CASHTAG_INVALID"),
        (
            paragraph({"type": "bot_command", "text": "x", "bot_command": "?"}),
            "RICH_MESSAGE_BOT_COMMAND_INVALID",
        ),
        (
            paragraph({"type": "bank_card_number", "text": "x", "bank_card_number": "?"}),
            "RICH_MESSAGE_BANK_CARD_INVALID",
        ),
        (
            paragraph({"type": "plain", "text": "x"}),
            'can\'t parse RichText: Unsupported type "plain" specified in rich_message.blocks[0].text',
        ),
        (
            {"type": "photo", "photo": {"type": "photo", "media": "x"}},
            "wrong file identifier/HTTP URL specified",
        ),
    ],
)
async def test_a_bad_block_is_refused(sandbox, block, words):
    assert await refused(sandbox, blocks=[block]) == words


def nested(levels):
    block = paragraph()
    for _ in range(levels):
        block = {"type": "blockquote", "blocks": [block]}
    return block


def bold(levels):
    return {"type": "bold", "text": bold(levels - 1)} if levels else "x"


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([paragraph("a" * 32768), paragraph("b")], "RICH_MESSAGE_TOO_LONG"),
        ([{"type": "divider"}] * 501, "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        ([table(*[[CELL]] * 500)], "RICH_MESSAGE_BLOCKS_TOO_MANY"),
        ([nested(16)], "RICH_MESSAGE_TOO_DEEP"),
    ],
)
async def test_limits_are_kept(sandbox, blocks, words):
    assert await refused(sandbox, blocks=blocks) == words


async def test_what_is_within_the_limits_is_sent(sandbox):
    await send(sandbox, blocks=[paragraph("a" * 32768)])
    await send(sandbox, blocks=[{"type": "divider"}] * 500)
    await send(sandbox, blocks=[nested(15), table([CELL] * 20)])


async def test_fifty_media_are_the_most(sandbox):
    file_id = (await sandbox.send_picture(png()))["photo"][-1]["file_id"]
    photo = {"type": "photo", "photo": {"type": "photo", "media": file_id}}
    assert await refused(sandbox, blocks=[photo] * 51) == "RICH_MESSAGE_MEDIA_TOO_MANY"


async def test_formatting_counts_as_depth(sandbox):
    assert await refused(sandbox, blocks=[paragraph(bold(16))]) == "RICH_MESSAGE_TOO_DEEP"
    await send(sandbox, blocks=[paragraph(bold(15))])


@pytest.mark.parametrize(
    ("rich", "words"),
    [
        ({}, "rich message must be non-empty"),
        (
            {"html": "x", "blocks": [paragraph()]},
            "can't parse InputRichMessage: exactly one of blocks, html and markdown must be used",
        ),
        ({"blocks": []}, "RICH_MESSAGE_CONTENT_REQUIRED"),
    ],
)
async def test_a_rich_message_has_one_source(sandbox, rich, words):
    assert await refused(sandbox, **rich) == words


@pytest.mark.parametrize(
    ("kind", "value", "label"),
    [
        ("1", 4, "4."),
        ("a", 28, "ab."),
        ("A", 1, "A."),
        ("i", 1994, "mcmxciv."),
        ("I", 4000, "4000."),
        ("a", 0, "0."),
    ],
)
def test_labels_are_made_as_tdlib_makes_them(kind, value, label):
    assert label_of({"type": kind, "value": value}) == label


# --- edits -----------------------------------------------------------------------------------------------------------


async def test_a_text_becomes_rich_and_a_rich_message_becomes_text(sandbox):
    text = await sandbox.call("sendMessage", chat_id=ANN, text="x", reply_markup=buttons("a"))
    where = {"chat_id": ANN, "message_id": text["message_id"]}
    rich = await sandbox.call("editMessageText", **where, rich_message={"html": "<h1>x</h1>"})
    assert fits(rich, "Message")
    assert "text" not in rich
    words = await sandbox.refusal("editMessageText", **where, rich_message={"html": "<h1>x</h1>"})
    assert "message is not modified" in words
    plain = await sandbox.call("editMessageText", **where, text="y")
    assert "rich_message" not in plain
    both = await sandbox.refusal("editMessageText", **where, text="y", rich_message={"html": "x"})
    assert both == "Bad Request: exactly one of text and rich_message must be specified"


# --- drafts ----------------------------------------------------------------------------------------------------------


async def draft(sandbox):
    return (await sandbox.chat())["draft"]


async def test_what_the_bot_is_writing_is_shown_for_half_a_minute(sandbox):
    assert await sandbox.call("sendMessageDraft", chat_id=ANN, draft_id=1, text="Thi") is True
    await sandbox.call("sendMessageDraft", chat_id=ANN, draft_id=1, text="<b>Think</b>", parse_mode="HTML")
    assert (await draft(sandbox))["text"] == "Think"
    await sandbox.call("sendMessageDraft", chat_id=ANN, draft_id=2)
    assert await draft(sandbox) == {"draft_id": 2, "can_stop": False}
    thinking = {"blocks": [{"type": "thinking", "text": "…"}]}
    await sandbox.call("sendRichMessageDraft", chat_id=ANN, draft_id=3, rich_message=thinking)
    assert (await draft(sandbox))["rich_message"] == thinking
    sandbox.clock.seconds += 30
    assert await draft(sandbox) is None


async def test_a_sent_message_takes_the_drafts_place(sandbox):
    await sandbox.call("sendMessageDraft", chat_id=ANN, draft_id=1, text="Thi")
    await sandbox.call("sendMessage", chat_id=ANN, text="Thinking is done")
    assert await draft(sandbox) is None


async def test_a_reset_forgets_what_the_bot_was_writing(sandbox):
    await sandbox.call("sendMessageDraft", chat_id=ANN, draft_id=1, text="Thi")
    await sandbox.sim("POST", "reset")
    assert await draft(sandbox) is None


async def test_a_person_stops_what_the_bot_is_writing(sandbox):
    show = {"chat_id": ANN, "draft_id": 5, "can_stop": True}
    await sandbox.call("sendMessageDraft", **show, text="Thi")
    await sandbox.sim("POST", f"people/{ANN}/stop")
    (update,) = await take(sandbox)
    stopped = update["stopped_message_generation"]
    assert fits(stopped, "MessageGenerationStopped")
    assert (stopped["draft_id"], stopped["chat"]["id"]) == (5, ANN)
    assert await draft(sandbox) is None
    assert (await sandbox.try_sim("POST", f"people/{ANN}/stop"))[0] == 404
    await sandbox.call("sendMessageDraft", **show, text="Thinki")
    assert await draft(sandbox) is None
    await sandbox.call("sendMessageDraft", **(show | {"draft_id": 6}), text="New", keep_on_stop=True)
    await sandbox.sim("POST", f"people/{ANN}/stop")
    assert (await draft(sandbox)) == {"draft_id": 6, "can_stop": False, "text": "New"}


@pytest.mark.parametrize("method", ["sendMessageDraft", "sendRichMessageDraft"])
async def test_a_draft_that_cannot_be_is_refused(sandbox, method):
    given = {"rich_message": {"html": "x"}} if method == "sendRichMessageDraft" else {"text": "x"}
    refused = await sandbox.refusal(method, chat_id=ANN, draft_id=0, **given)
    assert refused == "Bad Request: RANDOM_ID_INVALID"
    group = await make_group(sandbox)
    refused = await sandbox.refusal(method, chat_id=group, draft_id=1, **given)
    assert refused == "Bad Request: drafts can be shown in private chats only"


async def test_a_draft_is_read_like_a_message(sandbox):
    refused = await sandbox.refusal("sendMessageDraft", chat_id=ANN, draft_id=1, text="a" * 4097)
    assert refused == "Bad Request: message is too long"
