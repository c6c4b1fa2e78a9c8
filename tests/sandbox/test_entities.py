"""Formatted text: Telegram's HTML, its complaints, UTF-16 offsets, and what is found without being marked."""

import pytest

from bot.sandbox.entities import read_text, utf16_length
from bot.sandbox.refusals import Refusal

ANN = {"id": 7, "is_bot": False, "first_name": "Ann"}


def read(text, parse_mode="HTML", entities=None):
    return read_text(text, parse_mode, entities, {7: ANN}.get)


def entity(kind, offset, length, **more):
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("a &lt; b &amp;&amp; c &gt; d &quot;e&quot;", 'a < b && c > d "e"', []),
        ("&#39;&#x4e2d;&#128512;", "'中😀", []),
        ("&nbsp;&copy; &", "&nbsp;&copy; &", []),
        ("<b>x</b><strong>y</strong>", "xy", [entity("bold", 0, 1), entity("bold", 1, 1)]),
        ("<i>x</i><em>y</em>", "xy", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>x</u><ins>y</ins>", "xy", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        (
            "<s>x</s><strike>y</strike><del>z</del>",
            "xyz",
            [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1), entity("strikethrough", 2, 1)],
        ),
        (
            '<tg-spoiler>x</tg-spoiler><span class="tg-spoiler">y</span>',
            "xy",
            [entity("spoiler", 0, 1), entity("spoiler", 1, 1)],
        ),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("😀<b>存</b>", "😀存", [entity("bold", 2, 1)]),
        ("<B >x</B >", "x", [entity("bold", 0, 1)]),
        ("<code>a &lt; b</code>", "a < b", [entity("code", 0, 5)]),
        ("<pre>a\nb</pre>", "a\nb", [entity("pre", 0, 3)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [entity("expandable_blockquote", 0, 1)]),
        (
            "<a href='https://example.com/?a=1&amp;b=2'>x</a>",
            "x",
            [entity("text_link", 0, 1, url="https://example.com/?a=1&b=2")],
        ),
        ("<a href='example.com'>x</a>", "x", [entity("text_link", 0, 1, url="http://example.com/")]),
        ("<a href='nowhere'>x</a>", "x", []),
        ("<a href='tg://user?id=7'>Ann</a>", "Ann", [entity("text_mention", 0, 3, user=ANN)]),
        ("<a href='tg://user?id=8'>Bob</a>", "Bob", []),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")],
        ),
        (
            '<tg-time unix="1800000000" format="wDT">soon</tg-time>',
            "soon",
            [entity("date_time", 0, 4, unix_time=1800000000, date_time_format="wDT")],
        ),
        (
            '<tg-time unix="1800000000">soon</tg-time>',
            "soon",
            [entity("date_time", 0, 4, unix_time=1800000000)],
        ),
        ("<b></b>x", "x", []),
        ("  \n <b>x</b> y  \n", "x y", [entity("bold", 0, 1)]),
        ("x<b> y  </b>", "x y", [entity("bold", 1, 2)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(html, text, entities):
    formatted = read(html)
    assert (formatted.text, list(formatted.entities)) == (text, entities)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("存<b", "Unclosed start tag at byte offset 3"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<marquee>x</marquee>", 'Unsupported start tag "marquee" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=a/b>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="1800000000" format="?">x</tg-time>', "Invalid date-time format specified"),
        (
            "&#55357;",
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "  # noqa: ISC004 - one sentence over two lines
            "surrogate code units",
        ),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(html, words):
    with pytest.raises(Refusal) as refused:
        read(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", [entity("bot_command", 0, 6)]),
        ("/join@hecun_bot K7QF", [entity("bot_command", 0, 15)]),
        ("and/or a/b", []),
        ("😀 see https://example.com/a?b=c.", [entity("url", 7, 25)]),
        ("t.me/hecun_bot?start=a", [entity("url", 0, 22)]),
        ("ask @hecun_bot now", [entity("mention", 4, 10)]),
        ("mail a@example.com", [entity("email", 5, 13)]),
        ("#saving together", [entity("hashtag", 0, 7)]),
    ],
)
def test_links_commands_and_mentions_are_found(text, found):
    assert list(read(text, None).entities) == found


def test_nothing_is_found_inside_code_or_links():
    formatted = read("<code>/start</code> <a href='https://example.com/'>@somebody</a>")
    assert [found["type"] for found in formatted.entities] == ["code", "text_link"]


def test_given_entities_are_taken_when_no_parse_mode_is():
    bold = entity("bold", 0, 2)
    assert read("😀x", None, [bold]).entities == (bold,)
    assert read("<i>x</i>", "HTML", [bold]).entities == (entity("italic", 0, 1),)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (entity("bold", 0, 4), "ENTITY_BOUNDS_INVALID"),
        (entity("bold", -1, 2), "ENTITY_BOUNDS_INVALID"),
        (entity("blink", 0, 1), 'can\'t parse MessageEntity: unsupported type "blink" specified'),
    ],
)
def test_given_entities_must_fit_the_text(given, words):
    with pytest.raises(Refusal) as refused:
        read("😀x", None, [given])
    assert refused.value.description == f"Bad Request: {words}"


def test_length_is_counted_in_utf16_units():
    assert [utf16_length(text) for text in ("", "a", "存", "😀")] == [0, 1, 1, 2]
