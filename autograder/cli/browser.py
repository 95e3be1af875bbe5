"""`grade open`: the course in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.basics import extras
from autograder.cli.options import course_at, course_option, say


@click.command("open")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".")
@click.option("--no-browser", is_flag=True, help="Only say the address.")
@course_option
def open_course(folder: Path, no_browser: bool, course_file: Path | None) -> None:
    """Show the course in FOLDER (default: here) in the browser: whatever you save is checked at once.

    On this machine only, at an address that nobody else knows.
    """
    extras.require("web", "grade open")
    from autograder.live import server
    from autograder.live.desk import Desk

    course = course_at(course_file, folder)
    sock, token = server.listening(), server.new_token()
    address = f"http://{server.LOOPBACK}:{sock.getsockname()[1]}/{token}/"
    say(f"The course is open at\n\n    {address}\n\nKeep this running, and end it with Ctrl-C.")
    if not no_browser:
        import webbrowser

        webbrowser.open(address)
    with Desk(folder, course) as desk:
        server.serve(desk, sock, token)
    say("The course is closed.")
