"""The arguments of a call as they came over HTTP: by query string, form, multipart form or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from bot.sandbox.refusals import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent in a multipart form."""

    file_name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a call was given: `values` are strings where a form was used, JSON values where JSON was."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def loggable(self) -> dict[str, Any]:
        """The same for the call log: readable, without the bytes of files and without secrets."""
        shown = {name: _readable(value) for name, value in self.values.items()}
        if "secret_token" in shown:
            shown["secret_token"] = "…"  # noqa: S105 - what is shown instead of it
        for name, upload in self.uploads.items():
            shown[name] = {"file_name": upload.file_name, "file_size": len(upload.data)}
        return shown


def _readable(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value, parse_constant=_refuse_constant)
        except ValueError:
            return value
    return value


async def read_arguments(request: web.Request) -> Arguments:
    """Reads a call's arguments; those in the body win over those in the query string."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values.update(await _read_json(request))
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return Arguments(values, uploads)


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)


async def _read_json(request: web.Request) -> dict[str, Any]:
    text = await request.text()
    if not text:
        return {}
    try:
        body = json.loads(text, parse_constant=_refuse_constant)
    except ValueError:
        raise bad_request("can't parse JSON object in the request body") from None
    if not isinstance(body, dict):
        raise bad_request("the request body must be a JSON object")
    return {name: value for name, value in body.items() if value is not None}


async def read_reply(response: ClientResponse) -> Arguments:
    """The arguments of the call that a webhook's answer may carry, `method` among them; none if it is no call."""
    try:
        if response.content_type == "multipart/form-data":
            return await _read_multipart(MultipartReader(response.headers, response.content))
        text = await response.text(errors="replace")
        if response.content_type == "application/x-www-form-urlencoded":
            return Arguments(dict(parse_qsl(text, keep_blank_values=True)))
        body = json.loads(text)
    except ValueError:
        return Arguments()
    if not isinstance(body, dict):
        return Arguments()
    return Arguments({name: value for name, value in body.items() if value is not None})


async def _read_multipart(reader: MultipartReader) -> Arguments:
    arguments = Arguments()
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            arguments.values[part.name] = data.decode("utf-8", "replace")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            arguments.uploads[part.name] = Upload(part.filename, kind, data)
    return arguments
