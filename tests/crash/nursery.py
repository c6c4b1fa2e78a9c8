"""Processes that are copies of one that has imported everything: a life costs as long as its work takes."""

import multiprocessing
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from typing import Any

CONTEXT = multiprocessing.get_context("forkserver")
_preloaded: list[str] = []


def start(work: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    """A process that does this and ends; it is copied from one that knows the module of `work`."""
    preload = ["pytest", work.__module__]
    if _preloaded != preload:
        forkserver._forkserver._stop()  # type: ignore[attr-defined]  # Python keeps one, with the modules it began with
        CONTEXT.set_forkserver_preload(preload)
        _preloaded[:] = preload
    process = CONTEXT.Process(target=work, args=arguments)
    process.start()
    return process
