"""The script by which people are played over HTTP: `/sim/…`, JSON in and out, errors as `{"error": words}`.

The page uses nothing else, and neither do the tests. A person is `{"id", "first_name", "last_name"?, "username"?,
"language_code", "phone", "note", "started", "blocked"}`. A message is the Bot API's Message with `out` (the person sent
it), `deleted` and `revision`, maybe `pinned` and `reactions`; its `reply_markup` is whatever keyboard was sent along.
One with `only_for_you` is ephemeral, and may stand in the place of another (`replaces`); its `message_id` is of use
here only. Every act takes a `chat_id`; without one it happens in the person's chat with the bot. What a button with
`switch_inline_query…` means is the page's: it types the query where the button says, by `/sim/people/ID/inline`.
Where there is `wait`, the answer comes when there is one, at the latest after that many seconds.

    GET   /sim/bot                      {id, username, first_name, commands_default, receiving: polling|webhook|null,
                                         polling: whether it is there, either way; description,
                                         descriptions: {language code: text}, switches: {privacy_mode, …}}
    PATCH /sim/bot                      {privacy_mode?, can_join_groups?, inline_mode?, inline_feedback?}, what
                                         BotFather switches → the same
    GET   /sim/people                   {people: [person]}
    POST  /sim/people                   a person's fields → person; with the id of somebody, changes them
    PATCH /sim/people/ID                the fields to change → person
    POST  /sim/people/ID/block          → person; so does …/unblock
    POST  /sim/people/ID/messages       {text, reply_to_message_id?} → {message}
    POST  /sim/people/ID/start          {payload?} → {message}; restarts a blocked bot, as the button does
    POST  /sim/people/ID/open           {url: a t.me or tg:// link to the bot, or an invite link; chat_id?: the group
                                         for a startgroup link} → {message or null}
    POST  /sim/people/ID/taps           {message_id, callback_data or row and column, wait?}
                                        → {callback_query_id, answer: {text, show_alert, url} or null, stale}
    PATCH /sim/people/ID/messages/ID    {text} → {message}: edits one's own; DELETE …?chat_id= takes one away
    POST  /sim/people/ID/messages       {forward_from: {chat_id, message_id}} → {message}
    POST  /sim/people/ID/documents      {base64, file_name?, mime_type?, as: document|photo|animation|sticker, caption?}
                                        → {message}
    POST  /sim/people/ID/reactions      {message_id, emoji: [text]}: instead of one's earlier ones
    POST  /sim/people/ID/contact        {of?: a person's id, or card: {phone_number, first_name, last_name?, vcard?} of
                                         somebody who is not on Telegram} → {message}
    POST  /sim/people/ID/pick           {request_id, people: [id]}, or {request_id, chat: id} → {message}: answers a
                                         button that asks for people or for a chat
    POST  /sim/people/ID/chats          {with: a person's id} → the chat of the two, which the bot is not in
    POST  /sim/people/ID/inline         {query, offset?, wait?} → {inline_query_id, answer: null or {button,
                                         next_offset, results: [{id, type, title?, …, content?, reply_markup?}]}}: types
                                         @bot query in a chat
    POST  /sim/people/ID/inline/choose  {inline_query_id, result_id}, or {prepared_id} → {message}
    POST  /sim/people/ID/stop           presses the button that stops what the bot is just writing
    POST  /sim/people/ID/scan           {file_id} → {text, payload or null}; follows a link to the bot
    POST  /sim/people/ID/groups         {title, type: group|supergroup, is_forum?, members: [id]} → {chat}
    PATCH …/groups/CHAT                 {title?, description?, username?, permissions?, is_forum?} → {chat}
    POST  …/groups/CHAT/members         {user_id: somebody, the bot, or oneself to join; invite_link?} → {chat}
    DELETE …/groups/CHAT/members/USER   removes, or leaves → {chat or null}
    POST  …/groups/CHAT/promote         {user_id, rights: {can_…: true}, title?} → {chat}; …/demote {user_id}
    POST  …/groups/CHAT/restrict        {user_id, permissions: {can_…: bool}, until_date?} → {chat}
    POST  …/groups/CHAT/pin             {message_id, pinned?} → {chat}
    POST  …/groups/CHAT/upgrade         → {chat}: the supergroup that the group has become
    POST  …/groups/CHAT/topics          {name, icon_color?} → {chat}
    PATCH …/groups/CHAT/topics/THREAD   {name?, closed?, hidden?} → {chat}; DELETE takes the topic away
    GET   /sim/people/ID/chats          ?after=REVISION&wait= → {revision, chats: [{id, type, title, with, topics, …}]}
    GET   /sim/people/ID/messages       ?after=REVISION&wait= → {revision, messages, toasts, typing, draft: what the bot
                                         is just writing}; 0: all there is
    GET   /sim/people/ID/commands       {commands}, by scope and language as Telegram chooses them
    GET   /sim/people/ID/sms            ?after=ID&wait= → {sms: [{id, text, sender, at}]}
    POST  /sim/sms                      {phone, text, sender?} → {id}
    GET   /sim/events                   server-sent: {kind: chat|toast|sms|person|bot|timeline|faults|pace|reset,
                                        person_id?, chat_id?, revision?}
    GET   /sim/calls                    ?after=N&wait= → {calls: [{n, method, params, ok, error_code?, description?}]}
    GET   /sim/timeline                 ?after=N&before=N&limit=&wait= → {entries: [{n, at, kind: call|update|delivery|
                                        fault|breach, title, ok, chat_id?, person_id?, text?, ms?, …}]}: the newest
    GET   /sim/timeline/N               the entry with its parameters, answer or update
    GET   /sim/faults                   {faults: [fault], down_until}
    POST  /sim/faults                   {kind: flood|error|slow|lost_answer|lost_call|down|delay|reorder|duplicate,
                                        methods?, chat_id?, times?, lasts_seconds?, retry_after?, status?, description?,
                                        seconds?, repeats?} → fault, with id, times_left and until
    DELETE /sim/faults/ID               ends it, and lets go what it holds; DELETE /sim/faults ends all
    POST  /sim/updates                  {kind, content} → sends the bot an update of any content
    POST  /sim/updates/now              tries at once what the webhook did not take → {}
    GET   /sim/pace                     {mode: off|record|enforce, overall_per_second, chat_per_second, chat_burst,
                                        group_per_minute, breaches: [{n, at, method, chat_id, rule, early_seconds,
                                        retry_after}]}; PUT changes the mode and the limits
    DELETE /sim/pace/breaches           forgets them
    POST  /sim/reset                    forgets chats, updates, the timeline and SMS, ends faults; keeps people
    GET   /sim/files/FILE_ID            the bytes
    any   /sim/app/…                    the bot's backstage server
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.acts.here import Unplayable
from bot.sandbox.refusals import Refusal
from bot.sandbox.sim import acting, faults, groups, inline, pace, timeline, watching

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes() -> list[web.RouteDef]:
    person = r"/sim/people/{person_id:\d+}"
    return [
        web.get("/sim/bot", watching.show_bot),
        web.patch("/sim/bot", watching.switch_bot),
        web.get("/sim/people", acting.list_people),
        web.post("/sim/people", acting.put_person),
        web.patch(person, acting.change_person),
        web.post(f"{person}/block", acting.block),
        web.post(f"{person}/unblock", acting.unblock),
        web.post(f"{person}/messages", acting.say),
        web.patch(rf"{person}/messages/{{message_id:\d+}}", acting.edit),
        web.delete(rf"{person}/messages/{{message_id:\d+}}", acting.delete),
        web.post(f"{person}/documents", acting.send_file),
        web.post(f"{person}/reactions", acting.react),
        web.post(f"{person}/start", acting.start),
        web.post(f"{person}/open", acting.follow),
        web.post(f"{person}/taps", acting.tap),
        web.post(f"{person}/contact", acting.share_contact),
        web.post(f"{person}/scan", acting.scan),
        *groups.routes(person),
        *inline.routes(person),
        web.get(f"{person}/chats", watching.show_chats),
        web.get(f"{person}/messages", watching.show_chat),
        web.get(f"{person}/commands", watching.show_commands),
        web.get(f"{person}/sms", watching.show_sms),
        web.post("/sim/sms", watching.send_sms),
        web.get("/sim/events", watching.stream_events),
        web.get("/sim/calls", watching.show_calls),
        web.get("/sim/timeline", timeline.show_timeline),
        web.get(r"/sim/timeline/{n:\d{1,18}}", timeline.show_entry),
        web.get("/sim/faults", faults.show_faults),
        web.post("/sim/faults", faults.play_fault),
        web.delete("/sim/faults", faults.lift_all_faults),
        web.delete(r"/sim/faults/{fault_id:\d{1,18}}", faults.lift_fault),
        web.post("/sim/updates", faults.queue_update),
        web.post("/sim/updates/now", watching.deliver_now),
        web.get("/sim/pace", pace.show_pace),
        web.put("/sim/pace", pace.set_pace),
        web.delete("/sim/pace/breaches", pace.forget_breaches),
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
