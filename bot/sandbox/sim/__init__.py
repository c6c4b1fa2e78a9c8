"""The script by which people are played over HTTP: `/sim/…`, JSON in and out, errors as `{"error": words}`.

The page uses nothing else, and neither do the tests. A person is `{"id", "first_name", "last_name"?, "username"?,
"language_code", "phone", "note", "started", "blocked"}`. A message is the Bot API's Message with `out` (the person sent
it), `deleted` and `revision`, maybe `pinned` and `reactions`; its `reply_markup` is whatever keyboard was sent along.
Where there is `wait`, the answer comes when there is one, at the latest after that many seconds.

    GET   /sim/bot                      {id, username, first_name, commands_default, polling, description,
                                         descriptions: {language code: text}}
    GET   /sim/people                   {people: [person]}
    POST  /sim/people                   a person's fields → person; with the id of somebody, changes them
    PATCH /sim/people/ID                the fields to change → person
    POST  /sim/people/ID/block          → person; so does …/unblock
    POST  /sim/people/ID/messages       {text, reply_to_message_id?} → {message}
    POST  /sim/people/ID/start          {payload?} → {message}; restarts a blocked bot, as the button does
    POST  /sim/people/ID/open           {url: a t.me or tg:// link to the bot} → {message}
    POST  /sim/people/ID/taps           {message_id, callback_data or row and column, wait?}
                                        → {callback_query_id, answer: {text, show_alert, url} or null, stale}
    POST  /sim/people/ID/contact        {of?: a person's id} → {message}
    POST  /sim/people/ID/scan           {file_id} → {text, payload or null}; follows a link to the bot
    GET   /sim/people/ID/messages       ?after=REVISION&wait= → {revision, messages, toasts, typing}; 0: all there is
    GET   /sim/people/ID/commands       {commands}, by scope and language as Telegram chooses them
    GET   /sim/people/ID/sms            ?after=ID&wait= → {sms: [{id, text, sender, at}]}
    POST  /sim/sms                      {phone, text, sender?} → {id}
    GET   /sim/events                   server-sent: {kind: chat|toast|sms|person|bot|reset, person_id?, revision?}
    GET   /sim/calls                    ?after=N&wait= → {calls: [{n, method, params, ok, error_code?, description?}]}
    POST  /sim/reset                    forgets chats, updates, calls and SMS; keeps people
    GET   /sim/files/FILE_ID            the bytes
    any   /sim/app/…                    the bot's backstage server
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.people import Unplayable
from bot.sandbox.refusals import Refusal
from bot.sandbox.sim import acting, watching

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes() -> list[web.RouteDef]:
    person = r"/sim/people/{person_id:\d+}"
    return [
        web.get("/sim/bot", watching.show_bot),
        web.get("/sim/people", acting.list_people),
        web.post("/sim/people", acting.put_person),
        web.patch(person, acting.change_person),
        web.post(f"{person}/block", acting.block),
        web.post(f"{person}/unblock", acting.unblock),
        web.post(f"{person}/messages", acting.say),
        web.post(f"{person}/start", acting.start),
        web.post(f"{person}/open", acting.follow),
        web.post(f"{person}/taps", acting.tap),
        web.post(f"{person}/contact", acting.share_contact),
        web.post(f"{person}/scan", acting.scan),
        web.get(f"{person}/messages", watching.show_chat),
        web.get(f"{person}/commands", watching.show_commands),
        web.get(f"{person}/sms", watching.show_sms),
        web.post("/sim/sms", watching.send_sms),
        web.get("/sim/events", watching.stream_events),
        web.get("/sim/calls", watching.show_calls),
        web.post("/sim/reset", watching.reset),
        web.get("/sim/files/{file_id}", watching.show_file),
    ]


@web.middleware
async def errors_as_words(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Says in JSON what was wrong with a `/sim/…` request."""
    if not request.path.startswith("/sim/"):
        return await handler(request)
    try:
        return await handler(request)
    except Unplayable as unplayable:
        return web.json_response({"error": unplayable.words}, status=unplayable.status)
    except Refusal as refusal:
        return web.json_response({"error": refusal.description}, status=422)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return web.json_response({"error": error.text or error.reason}, status=error.status)
