"""The one place where everything is wired: the storage to the ports (`books`), the ports to the chat (`running`).

Two modules, because `running` imports aiogram, which takes seconds, and a bank clerk's command should not.
"""
