"""MarkdownV2 and the legacy Markdown: the examples of the documentation, and Telegram's complaints."""

import pytest

from bot.sandbox.entities import read_text
from bot.sandbox.refusals import Refusal

ANN = {"id": 123456789, "is_bot": False, "first_name": "Ann"}


def read(text, parse_mode="MarkdownV2"):
    return read_text(text, parse_mode, None, {ANN["id"]: ANN}.get)


def entity(kind, offset, length, **more):
    return {"type": kind, "offset": offset, "length": length, **more}


# https://core.telegram.org/bots/api#markdownv2-style
EXAMPLES = [
    ("*bold \\*text*", "bold *text", [entity("bold", 0, 10)]),
    ("_italic \\*text_", "italic *text", [entity("italic", 0, 12)]),
    ("__underline__", "underline", [entity("underline", 0, 9)]),
    ("~strikethrough~", "strikethrough", [entity("strikethrough", 0, 13)]),
    ("||spoiler||", "spoiler", [entity("spoiler", 0, 7)]),
    (
        (
            "*bold _italic bold ~italic bold strikethrough ||italic bold strikethrough spoiler||~ "
            "__underline italic bold___ bold*"
        ),
        "bold italic bold italic bold strikethrough italic bold strikethrough spoiler underline italic bold bold",
        [
            entity("bold", 0, 103),
            entity("italic", 5, 93),
            entity("strikethrough", 17, 59),
            entity("spoiler", 43, 33),
            entity("underline", 77, 21),
        ],
    ),
    (
        "[inline URL](http://www.example.com/)",
        "inline URL",
        [entity("text_link", 0, 10, url="http://www.example.com/")],
    ),
    (
        "[inline mention of a user](tg://user?id=123456789)",
        "inline mention of a user",
        [entity("text_mention", 0, 24, user=ANN)],
    ),
    (
        "![👍](tg://emoji?id=5368324170671202286)",
        "👍",
        [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
    ),
    (
        "![22:45 tomorrow](tg://time?unix=1647531900&format=wDT)",
        "22:45 tomorrow",
        [entity("date_time", 0, 14, unix_time=1647531900, date_time_format="wDT")],
    ),
    ("`inline fixed-width code`", "inline fixed-width code", [entity("code", 0, 23)]),
    ("```\nfixed-width block\n```", "fixed-width block", [entity("pre", 0, 17)]),
    ("```python\nprint()\n```", "print()", [entity("pre", 0, 7, language="python")]),
    (">Begun\n>Continued\n>Ended", "Begun\nContinued\nEnded", [entity("blockquote", 0, 21)]),
    (
        ">First\n**>Second\n>Hidden by default||",
        "First\nSecond\nHidden by default",
        [entity("blockquote", 0, 6), entity("expandable_blockquote", 6, 24)],
    ),
]


@pytest.mark.parametrize(("source", "text", "entities"), EXAMPLES)
def test_the_documented_examples_of_markdown_v2_are_read(source, text, entities):
    formatted = read(source)
    assert (formatted.text, list(formatted.entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("1\\. a \\- b \\\\ c \\!", "1. a - b \\ c !", []),
        ("😀*存*", "😀存", [entity("bold", 2, 1)]),
        ("`a_b*c\\`d`", "a_b*c`d", [entity("code", 0, 7)]),
        ("[a\\]b](example.com/\\))", "a]b", [entity("text_link", 0, 3, url="http://example.com/)")]),
        ("[example\\.com]", "example.com", [entity("text_link", 0, 11, url="http://example.com/")]),
        ("[x](nowhere)", "x", []),
        ("**", "", []),
        (">a||\nb", "a\nb", [entity("expandable_blockquote", 0, 2)]),
        (">a\nb", "a\nb", [entity("blockquote", 0, 2)]),
        ("a\n>b", "a\nb", [entity("blockquote", 2, 1)]),
        ("```a```", "a", [entity("pre", 0, 1)]),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        ("trailing \\", "trailing \\", []),
        ("\\存 \\😀", "\\存 \\😀", []),
    ],
)
def test_markdown_v2_is_read_as_telegram_reads_it(source, text, entities):
    formatted = read(source)
    assert (formatted.text, list(formatted.entities)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        *[
            (
                f"a{character}",
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'",
            )
            for character in "]()>#+-=|{}.!"
        ],
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("存 _a", "Can't find end of Italic entity at byte offset 4"),
        ("__a", "Can't find end of Underline entity at byte offset 0"),
        ("~a", "Can't find end of Strikethrough entity at byte offset 0"),
        ("||a", "Can't find end of Spoiler entity at byte offset 0"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("```a", "Can't find end of Pre entity at byte offset 0"),
        ("```py\na", "Can't find end of PreCode entity at byte offset 0"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
        ("*a _b*c_", "Can't find end of Italic entity at byte offset 7"),
        (">a *b\nc*", "Can't find end of Bold entity at byte offset 3"),
        ("[a](http://example.com", "Can't find end of a URL at byte offset 4"),
        ("![a]", "The entity must contain a tg://emoji or tg://time URL"),
        ("![a](http://example.com)", "Invalid tg://emoji or tg://time URL specified"),
        ("![a](tg://emoji?id=x)", "Invalid tg://emoji or tg://time URL specified"),
        ("![a](tg://time?unix=1&format=no)", "Invalid tg://emoji or tg://time URL specified"),
    ],
)
def test_bad_markdown_v2_is_refused_in_telegrams_words(source, words):
    with pytest.raises(Refusal) as refusal:
        read(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


# https://core.telegram.org/bots/api#markdown-style
@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*bold text*", "bold text", [entity("bold", 0, 9)]),
        ("_italic text_", "italic text", [entity("italic", 0, 11)]),
        (
            "[inline URL](http://www.example.com/)",
            "inline URL",
            [entity("text_link", 0, 10, url="http://www.example.com/")],
        ),
        ("[Ann](tg://user?id=123456789)", "Ann", [entity("text_mention", 0, 3, user=ANN)]),
        ("`inline fixed-width code`", "inline fixed-width code", [entity("code", 0, 23)]),
        ("```\na block\n```", "a block", [entity("pre", 0, 7)]),
        ("```python\nprint()\n```", "print()", [entity("pre", 0, 7, language="python")]),
        ("snake\\_case 1.5 - ~x~ [a](nowhere)", "snake_case 1.5 - ~x~ a", []),
        ("_snake_\\__case_", "snake_case", [entity("italic", 0, 5), entity("italic", 6, 4)]),
        ("*a_b*", "a_b", [entity("bold", 0, 3)]),
    ],
)
def test_legacy_markdown_is_read(source, text, entities):
    formatted = read(source, "Markdown")
    assert (formatted.text, list(formatted.entities)) == (text, entities)


@pytest.mark.parametrize(("source", "offset"), [("*a", 0), ("存_a", 3), ("[a", 0), ("`a", 0), ("```a``", 0)])
def test_legacy_markdown_that_does_not_end_is_refused(source, offset):
    with pytest.raises(Refusal) as refusal:
        read(source, "Markdown")
    assert refusal.value.description == (
        f"Bad Request: can't parse entities: Can't find end of the entity starting at byte offset {offset}"
    )
