"""The course in the browser: pages, live results as server-sent events, sliders and quiz; on this machine only."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import uvicorn
import watchfiles
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from autograder.errors import UsageError
from autograder.live.desk import Desk
from autograder.live.guard import Guard
from autograder.live.pages import Pages

LOOPBACK = "127.0.0.1"
QUIET_MS = 60
"""How long nothing may have been written before a save is taken for whole."""
HEARTBEAT_SECONDS = 15
MOST_BYTES = 20_000
"""Of an answer to a question."""
KINDS = {"css": "text/css", "js": "text/javascript"}


class Live:
    """What one `grade open` serves; whatever runs a student's code runs in one thread, one thing at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pages = Pages(desk)
        self._worker = ThreadPoolExecutor(1)
        self._listeners: set[asyncio.Queue[str]] = set()

    def app(self, token: str, port: int) -> Guard:
        """The whole application."""
        routes = [
            Route(f"/{token}/", self.index),
            Route(f"/{token}/unit/{{unit}}", self.unit),
            Route(f"/{token}/card/{{name}}", self.card),
            Route(f"/{token}/steps/{{name}}", self.steps),
            Route(f"/{token}/solution/{{name}}", self.solution),
            Route(f"/{token}/try/{{name}}", self.try_out),
            Route(f"/{token}/quiz/{{unit}}/{{question:path}}", self.answer, methods=["POST"]),
            Route(f"/{token}/assets/{{file}}", self.asset),
            Route(f"/{token}/events", self.events),
        ]
        return Guard(Starlette(routes=routes, lifespan=self._watching), token, port)

    async def _in_turn(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._worker, partial(work, *arguments))

    @asynccontextmanager
    async def _watching(self, _: Starlette) -> AsyncIterator[None]:
        await self._in_turn(self._pages.progress.update)
        self._worker.submit(self._desk.prepare)
        task = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._worker.shutdown(cancel_futures=True)

    async def _watch(self) -> None:
        """Check what was saved, and tell every page."""
        async for _ in watchfiles.awatch(self._desk.folder, step=QUIET_MS, debounce=400, watch_filter=_is_work):
            changed = json.dumps(await self._in_turn(self._pages.progress.update))
            for listener in self._listeners:
                listener.put_nowait(changed)

    # ------------------------------------------------------------ what is asked for

    async def index(self, _: Request) -> Response:
        """The course with its progress."""
        return HTMLResponse(await self._in_turn(self._pages.index))

    async def unit(self, request: Request) -> Response:
        """A unit's page."""
        return await self._shown(self._pages.unit, request.path_params["unit"])

    async def card(self, request: Request) -> Response:
        """An exercise's latest result."""
        return await self._shown(self._pages.card, request.path_params["name"])

    async def steps(self, request: Request) -> Response:
        """An exercise's worked steps."""
        return await self._shown(self._pages.steps, request.path_params["name"])

    async def solution(self, request: Request) -> Response:
        """Our solution of an exercise that is solved."""
        return await self._shown(self._pages.solution, request.path_params["name"])

    async def try_out(self, request: Request) -> Response:
        """A picture of the student's function with some numbers."""
        settings = {}
        for name, text in request.query_params.items():
            with suppress(ValueError):
                settings[name] = float(text)
        probe = request.query_params.get("on", "")
        return await self._shown(self._pages.tried, request.path_params["name"], probe, settings)

    async def answer(self, request: Request) -> Response:
        """An answer to a question of the quiz, marked."""
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return Response(status_code=413)
        try:
            given = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        if not isinstance(given, dict) or not all(isinstance(text, str) for text in given.values()):
            return Response(status_code=400)
        return await self._shown(
            self._pages.answered, request.path_params["unit"], request.path_params["question"], given
        )

    async def asset(self, request: Request) -> Response:
        """A file that pages share."""
        name = request.path_params["file"]
        text = self._pages.assets.get(name)
        kind = KINDS.get(name.rpartition(".")[2], "text/plain")
        return Response(text, media_type=kind) if text is not None else Response(status_code=404)

    async def _shown(self, work: Any, *arguments: Any) -> Response:
        try:
            return HTMLResponse(await self._in_turn(work, *arguments))
        except UsageError:
            return Response(status_code=404)

    async def events(self, _: Request) -> Response:
        """Tells a page after each save which results have changed."""
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        """The names of the exercises with another result, after each save."""
        listener: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(listener)
        try:
            yield "retry: 1000\n\n"
            while True:
                try:
                    yield f"data: {await asyncio.wait_for(listener.get(), HEARTBEAT_SECONDS)}\n\n"
                except TimeoutError:
                    yield ": still there\n\n"
        finally:
            self._listeners.discard(listener)


def _is_work(_: watchfiles.Change, path: str) -> bool:
    return path.endswith((".py", ".ipynb"))


def listening() -> socket.socket:
    """A socket on this machine alone, at a port that the system chooses."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.bind((LOOPBACK, 0))
    made.listen()  # who comes before we are ready waits
    return made


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)


def server_for(desk: Desk, sock: socket.socket, token: str) -> uvicorn.Server:
    """What serves a desk at the port of a socket that is listening."""
    config = uvicorn.Config(
        Live(desk).app(token, sock.getsockname()[1]),
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=1,
        ws="none",
    )
    return uvicorn.Server(config)


def serve(desk: Desk, sock: socket.socket, token: str) -> None:
    """Serve until Ctrl-C."""
    with suppress(KeyboardInterrupt):
        server_for(desk, sock, token).run(sockets=[sock])
