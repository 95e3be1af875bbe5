"""Who is let in: a browser on this machine that was given the address, and no other page that it shows.

An address holds a token, so that no other program or page knows it. The Host must be the one that was printed, so that
no name that somebody lets point here (DNS rebinding) opens it. What a page sends must come from our own page.
"""

from __future__ import annotations

import hmac

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """Lets in what has the token, the right Host, and no foreign Origin; everything else gets a 403 and no more."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan" or self._is_ours(scope):
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "http":
            refused = PlainTextResponse("Open the address that grade open printed.\n", status_code=403)
            await refused(scope, receive, _with_headers(send))

    def _is_ours(self, scope: Scope) -> bool:
        if scope["type"] != "http":
            return False
        names = [name for name, _ in scope["headers"]]
        headers = dict(scope["headers"])
        if names.count(b"host") != 1 or headers[b"host"] not in self._hosts:
            return False
        if headers.get(b"origin", b"http://" + headers[b"host"]) != b"http://" + headers[b"host"]:
            return False
        if headers.get(b"sec-fetch-site", b"none") not in (b"none", b"same-origin"):
            return False
        token = scope["path"].split("/")[1].encode("utf-8", "surrogatepass")
        return hmac.compare_digest(token, self._token)


def _with_headers(send: Send) -> Send:
    async def sent(message: dict) -> None:  # type: ignore[type-arg]
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return sent  # type: ignore[return-value]
