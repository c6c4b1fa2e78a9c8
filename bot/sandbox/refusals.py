"""How Telegram says no: an error code, a description in its own words, sometimes parameters."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A call that is not carried out; the answer has `error_code`, `description` and maybe `parameters`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(words: str) -> Refusal:
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    return Refusal(403, f"Forbidden: {words}")


def not_found() -> Refusal:
    """There is no such method, or no such bot."""
    return Refusal(404, "Not Found")


def too_many_requests(retry_after: int) -> Refusal:
    """The flood control: not before so many seconds."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def conflict(words: str) -> Refusal:
    return Refusal(409, f"Conflict: {words}")


def not_played(what: str) -> Refusal:
    """Something Telegram can do and this sandbox cannot yet: said aloud, never pretended."""
    return Refusal(501, f"Not Implemented: the sandbox does not play {what} yet")
