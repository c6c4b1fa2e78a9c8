"""aiogram's models, each built when it is first used.

Importing aiogram builds the validators of all Telegram's types and methods, more than six hundred, many again and
again as parts of each other: four fifths of that import, and most of a start. A bot uses a few dozen. While aiogram is
being imported, this asks pydantic to defer the building, as pydantic offers to any model (`defer_build`).
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any


def build_models_on_use() -> None:
    """Let aiogram be imported so, whoever imports it; does nothing if somebody has already."""
    if "aiogram" not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "aiogram":
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(spec.loader.name, spec.loader.path)
        return spec


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with _deferring() as names:
            super().exec_module(module)
        _make_known(names)


@contextmanager
def _deferring() -> Iterator[dict[str, Any]]:
    """Models that are made meanwhile are not built; yields the names that they were to be built with."""
    from pydantic import BaseModel  # noqa: PLC0415 - takes a moment, which only users of aiogram need to wait

    names: dict[str, Any] = {}
    config, rebuild = BaseModel.model_config, vars(BaseModel)["model_rebuild"]

    def rebuild_later(_model: type[BaseModel], *, _types_namespace: dict[str, Any]) -> None:
        names.update(_types_namespace)

    all_models: Any = BaseModel
    all_models.model_config = {"defer_build": True}
    all_models.model_rebuild = classmethod(rebuild_later)
    try:
        yield names
    finally:
        all_models.model_config = config
        all_models.model_rebuild = rebuild


def _make_known(names: dict[str, Any]) -> None:
    """Let each module know what it imports for type checkers only, for its models are built when that is forgotten."""
    for module_name in {getattr(named, "__module__", "") for named in names.values()}:
        if module_name.startswith("aiogram.types."):
            known = vars(sys.modules[module_name])
            for name, named in names.items():
                known.setdefault(name, named)
