"""The document as a page to read: no script, nothing from elsewhere, so it works offline."""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.locales import Locale
from bot.openapi import Json

_STYLE = """
:root{color-scheme:light dark;--ink:#102422;--paper:#fbfaf6;--line:#d9d5c7;--soft:#f1eee4;--jade:#0b6b57}
@media (prefers-color-scheme:dark){:root{--ink:#e9e6dc;--paper:#121917;--line:#34403c;--soft:#1b2522;--jade:#5fd0b2}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{line-height:1.2}h2{margin-top:3rem;border-top:1px solid var(--line);padding-top:1.5rem}
a{color:var(--jade)}nav ul{columns:18rem;padding-left:1rem}
code,pre{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
code{background:var(--soft);padding:.1em .3em;border-radius:4px;overflow-wrap:anywhere}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:1rem;overflow:auto}
pre code{background:none;padding:0}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}
h1,h2,p,li{overflow-wrap:anywhere}
td,th{border-bottom:1px solid var(--line);padding:.4rem .8rem .4rem 0;text-align:left;vertical-align:top}
.method{display:inline-block;min-width:3.2rem;color:var(--jade);font-weight:700;text-transform:uppercase}
td:first-child code{overflow-wrap:normal;white-space:nowrap}
@media (max-width:34rem){
h1{font-size:1.6rem}h2{font-size:1.25rem}
pre,pre code{font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}pre{padding:.6rem}
table,tbody{display:block}tr{display:block;border-bottom:1px solid var(--line);padding:.4rem 0}
td,th{display:block;border:0;padding:.1rem 0}
}
"""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the page itself says; what the document says is in English."""

    begin: str
    who: str
    open: str
    share: str
    simulate: str
    settled: str
    programs: str
    calls: str
    parameters: str
    required: str
    body: str
    answers: str
    shapes: str
    descriptions: str = ""


_LABELS = {
    Locale.EN: Labels(
        begin="Begin here",
        who="Who am I, and what may I?",
        open="Open a campaign of ¥10,000 that is open for three days",
        share="Take its id from the answer, and send people its link (link.url, or /join with link.short_code)",
        simulate="With a test key: have three simulated members fill it",
        settled="It is settled at once: see what became of it",
        programs="For programs",
        calls="Calls",
        parameters="Parameters",
        required="required",
        body="Body",
        answers="Answers",
        shapes="Shapes",
    ),
    Locale.ZH_HANS: Labels(
        begin="从这里开始",
        who="我是谁，我有哪些权限？",
        open="发起一个目标 ¥10,000、三天内有效的众筹",
        share="从应答中取其 id，把链接发给参与人（link.url，或用 /join 加 link.short_code）",
        simulate="使用测试密钥：让三位模拟成员认满",
        settled="随即结算：查看结果",
        programs="供程序读取",
        calls="接口",
        parameters="参数",
        required="必填",
        body="请求体",
        answers="应答",
        shapes="数据结构",
        descriptions="接口说明为英文。",
    ),
}


def docs_page(document: Json, locale: Locale = Locale.EN) -> str:
    """The whole page."""
    say = _LABELS.get(locale, _LABELS[Locale.EN])
    info, base_url = document["info"], document["servers"][0]["url"]
    operations = [
        (method, path, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    parts = [
        f"<h1>{escape(info['title'])} <small>{escape(info['version'])}</small></h1>",
        "".join(f"<p>{_prose(each)}</p>" for each in info["description"].strip().split("\n\n")),
        f'<p>{say.programs}: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1). {say.descriptions}</p>',
        _begin(base_url, say),
        f"<nav><h2>{say.calls}</h2><ul>",
        *(
            f'<li><a href="#{each["operationId"]}">{escape(each["summary"])}</a></li>'
            for _, _, each in operations
        ),
        "</ul></nav>",
        *(_operation(method, path, each, say) for method, path, each in operations),
        f"<h2>{say.shapes}</h2>",
        *(_shape(name, schema) for name, schema in document["components"]["schemas"].items()),
    ]
    return (
        f'<!doctype html><html lang="{locale.value}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )


def _begin(base_url: str, say: Labels) -> str:
    lines = (
        f"export HECUN={base_url}",
        "export KEY=hecun_test_…    # yours",
        'post() { curl -s "$HECUN$1" -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\',
        '  -H "Idempotency-Key: $2" -d "$3"; }',
        'get() { curl -s "$HECUN$1" -H "Authorization: Bearer $KEY"; }',
        "",
        f"# 1. {say.who}",
        "get /v1/partner",
        "",
        f"# 2. {say.open}",
        'DEADLINE=$(date -u -d "3 days" +%Y-%m-%dT%H:%M:%SZ)    # macOS: date -u -v+3d +…',
        """post /v1/campaigns order-1017 \\""",
        """  '{"product_code":"TD12M","currency":"CNY","target_minor":1000000,"deadline":"'$DEADLINE'"}'""",
        "",
        f"# 3. {say.share}",
        "CAMPAIGN=cmp_…",
        "get /v1/campaigns/$CAMPAIGN/qr.png > qr.png",
        "",
        f"# 4. {say.simulate}",
        """for MEMBER in 500000 300000 200000; do""",
        """  post /v1/test/campaigns/$CAMPAIGN/pledges order-1017-$MEMBER '{"amount_minor":'$MEMBER'}'; done""",
        "",
        f"# 5. {say.settled}",
        "get /v1/campaigns/$CAMPAIGN",
        "get /v1/campaigns/$CAMPAIGN/deposit",
        "get /v1/campaigns/$CAMPAIGN/certificates",
    )
    return f"<h2>{say.begin}</h2><pre><code>{escape(chr(10).join(lines))}</code></pre>"


def _operation(method: str, path: str, described: Json, say: Labels) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(each['name'])}</code></td><td>{escape(each['in'])}"
        f"{f', {say.required}' if each.get('required') else ''}</td><td>{_prose(each.get('description', ''))} "
        f"{_kind(each['schema'])}</td></tr>"
        for each in described["parameters"]
    )
    answers = "".join(
        f"<tr><td><code>{status}</code></td><td>{_prose(answer['description'])}</td></tr>"
        for status, answer in described["responses"].items()
    )
    body = described.get("requestBody", {}).get("content", {}).get("application/json")
    good = next(iter(described["responses"].values()))
    told = good["content"].get("application/json", {})
    return "".join(
        (
            f'<h2 id="{described["operationId"]}">{escape(described["summary"])}</h2>',
            f'<p><span class="method">{method}</span> <code>{escape(path)}</code></p>',
            f"<p>{_prose(described['description'])}</p>" if "description" in described else "",
            f"<h3>{say.parameters}</h3><table>{rows}</table>" if rows else "",
            f"<h3>{say.body}</h3><p>{_kind(body['schema'])}</p>{_example(body)}" if body else "",
            f"<h3>{say.answers}</h3><table>{answers}</table>",
            f"<p>{_kind(told['schema'])}</p>{_example(told)}" if told else "",
        )
    )


def _example(media: Json) -> str:
    if "example" not in media:
        return ""
    text = json.dumps(media["example"], indent=2, ensure_ascii=False)
    return f"<pre><code>{escape(text)}</code></pre>"


def _shape(name: str, schema: Json) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(field)}</code></td><td>{_kind(each)}</td>"
        f"<td>{_prose(each.get('description', ''))}</td></tr>"
        for field, each in schema.get("properties", {}).items()
    )
    words = f"<p>{_kind(schema)}</p>" if "enum" in schema else ""
    return (
        f'<h3 id="{name}">{name}</h3><p>{_prose(schema.get("description", ""))}</p>{words}'
        f"{f'<table>{rows}</table>' if rows else ''}"
    )


def _kind(schema: Json) -> str:
    """What a value is, in a few words."""
    match schema:
        case {"$ref": reference}:
            name = reference.rpartition("/")[2]
            return f'<a href="#{name}">{name}</a>'
        case {"anyOf": options}:
            return " or ".join(map(_kind, options))
        case {"enum": words}:
            return " · ".join(f"<code>{escape(str(word))}</code>" for word in words)
        case {"const": word}:
            return f"<code>{escape(str(word))}</code>"
        case {"type": "array", "items": item}:
            return f"list of {_kind(item)}"
    told = [escape(str(schema.get("type", "anything")))]
    told += [f"{escape(schema['format'])}"] if "format" in schema else []
    told += [f"<code>{escape(schema['pattern'])}</code>"] if "pattern" in schema else []
    told += [f"{word} {_limit(schema[name])}" for name, word in _LIMITS.items() if name in schema]
    return " ".join(told)


_LIMITS = {
    "minimum": "from",
    "exclusiveMinimum": "more than",
    "maximum": "to",
    "minLength": "of at least",
    "maxLength": "of at most",
}


def _limit(value: Any) -> str:
    return f"{value:,}"


def _prose(text: str) -> str:
    """Text with `code` and **bold**."""
    html = escape(" ".join(text.split()))
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", html)
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", html)
