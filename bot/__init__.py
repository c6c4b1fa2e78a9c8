"""The edges of Hecun: chat, command line, jobs and the sandbox, and the one place where all is wired together."""

from bot.models_on_use import build_models_on_use

build_models_on_use()
