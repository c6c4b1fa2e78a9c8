"""A bot written with aiogram, pointed at the sandbox by its address alone."""

import asyncio

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramForbiddenError
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from tests.sandbox.playing import ANN, BOB, png


@pytest.fixture
async def bot(sandbox):
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(sandbox.token, session=session) as bot:
        yield bot


async def test_texts_and_keyboards_of_every_kind_are_sent(bot):
    markup = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="Pledge", callback_data="p", style="success")],
            [InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="K7QF-2M9D"))],
            [InlineKeyboardButton(text="Taken", disabled=DisabledButton())],
            [InlineKeyboardButton(text="Share", switch_inline_query="join")],
        ]
    )
    sent = await bot.send_message(ANN, "<b>合存</b>", parse_mode="HTML", reply_markup=markup)
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == markup.model_dump()
    assert sent.html_text == "<b>合存</b>"
    contact = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Share", request_contact=True)]])
    await bot.send_message(ANN, "Who are you?", reply_markup=contact)


async def test_a_card_is_sent_and_replaced_by_upload(bot, sandbox):
    sent = await bot.send_photo(ANN, BufferedInputFile(png(400, 300), "card.png"), caption="one")
    media = InputMediaPhoto(media=BufferedInputFile(png(500, 300), "card.png"), caption="two")
    edited = await bot.edit_message_media(media, chat_id=ANN, message_id=sent.message_id)
    assert isinstance(edited, Message)
    assert edited.photo is not None
    assert (edited.photo[-1].width, edited.caption) == (500, "two")
    downloaded = await bot.download(edited.photo[-1].file_id)
    assert downloaded is not None
    assert downloaded.read() == png(500, 300)


async def test_refusals_arrive_as_aiograms_own_exceptions(bot, sandbox):
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(BOB, "hi")
    await sandbox.sim("POST", f"people/{ANN}/block")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(ANN, "hi")
    await bot.set_webhook("https://b.example/")
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()


async def test_commands_are_set_by_scope_and_language(bot, sandbox):
    commands = [BotCommand(command="start", description="Start")]
    await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code="en")
    shown = await sandbox.sim("GET", f"people/{ANN}/commands")
    assert shown["commands"] == [{"command": "start", "description": "Start"}]


async def test_a_polling_dispatcher_answers_people(bot, sandbox):
    router = Router()

    @router.message(CommandStart(deep_link=True))
    async def welcome(message: Message) -> None:
        button = InlineKeyboardButton(text="Pledge", callback_data="pledge")
        await message.answer("Welcome", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @router.callback_query()
    async def pledged(query: CallbackQuery) -> None:
        await query.answer("Held", show_alert=True)

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    seen = (await sandbox.chat())["revision"]
    async with asyncio.TaskGroup() as tasks:
        polling = dispatcher.start_polling(
            bot, handle_signals=False, close_bot_session=False, polling_timeout=5
        )
        tasks.create_task(polling)
        started = (await sandbox.sim("POST", f"people/{ANN}/start", payload="j_abc"))["message"]
        news = await sandbox.sim("GET", f"people/{ANN}/messages?after={started['revision']}&wait=30")
        (answer,) = news["messages"]
        tapped = await sandbox.tap(answer, "pledge", wait=30)
        await dispatcher.stop_polling()
    assert seen < started["revision"]
    assert answer["text"] == "Welcome"
    assert tapped["answer"] == {"text": "Held", "show_alert": True, "url": None}
