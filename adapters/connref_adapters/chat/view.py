"""The screen of the demonstration, drawn from what is known; it decides nothing and reads nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.layout import Layout
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from connref.effects import Status
from connref_adapters.chat.keys import Key
from connref_adapters.chat.screen import Happening, Screen

COLOURS = {Status.CONNECTED: "bold green", Status.CONNECTING: "bold yellow", Status.DISCONNECTED: "bold red"}
SIGNS = {Status.CONNECTED: "●", Status.CONNECTING: "◌", Status.DISCONNECTED: "○"}
HEAD_LINES = 8
FOOT_LINES = 4
FRAME_LINES = 2
URGENT_MS = 5_000
_FIRST_KEYS = 5
"""So many keys stand on the first of two lines: all of them fit into 80 columns then."""


def view(screen: Screen, status: Status, state: str, due_in_ms: int | None, height: int) -> RenderableType:
    """The whole screen, `height` lines high. `due_in_ms` is when something happens by itself, None for never."""
    layout = Layout()
    layout.split_column(
        Layout(_head(screen, status, state, due_in_ms), size=HEAD_LINES),
        Layout(name="middle"),
        Layout(_foot(screen), size=FOOT_LINES),
    )
    room = max(1, height - HEAD_LINES - FOOT_LINES - FRAME_LINES)
    layout["middle"].split_row(
        Layout(Panel(_lines(screen.happenings, room), title="what the model does"), ratio=2),
        Layout(Panel(_lines(screen.messages, room), title="messages"), ratio=1),
    )
    return layout


def _head(screen: Screen, status: Status, state: str, due_in_ms: int | None) -> Panel:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column()
    rows.add_row("connection", Text(f"{SIGNS[status]} {status.value}", style=COLOURS[status]))
    rows.add_row("policy", Text(state, style="bold"))
    rows.add_row("app", Text("in the background" if screen.background else "in the foreground"))
    rows.add_row("network", Text("there") if screen.network else Text("lost", style="bold red"))
    return Panel(
        Group(rows, _countdown(screen, due_in_ms)),
        title=f"{screen.user}, {screen.mode} mode",
        subtitle=screen.url,
    )


def _countdown(screen: Screen, due_in_ms: int | None) -> RenderableType:
    """A bar while something is due: in the background it is the deadline, otherwise a retry or a time limit."""
    if due_in_ms is None:
        return Text("nothing is due by itself", style="dim")
    what = "deadline" if screen.background else "next by itself"
    style = "bold red" if due_in_ms < URGENT_MS else "bold"
    row = Table.grid(padding=(0, 1), expand=True)
    row.add_column(no_wrap=True)
    row.add_column(ratio=1)
    row.add_row(
        Text(f"{what} in {due_in_ms / 1000:.1f} s", style=style),
        ProgressBar(total=max(screen.grace_ms, 1), completed=min(due_in_ms, screen.grace_ms)),
    )
    return row


def _lines(happenings: Iterable[Happening], room: int) -> RenderableType:
    rows = Table.grid(padding=(0, 1), expand=True)
    rows.add_column(style="dim", justify="right", no_wrap=True, width=7)
    rows.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    rows.add_column(style="cyan", no_wrap=True, justify="right")
    for each in list(happenings)[-room:]:
        rows.add_row(f"{each.at / 1000:.1f}", Text(each.words), each.requirement)
    return rows


def _foot(screen: Screen) -> Panel:
    if screen.typing is not None:
        return Panel(
            Text(f"{screen.typing}▏"), title="to whom, and what: bert hello · Enter sends · Esc gives up"
        )
    keys = list(Key)
    words = Text("\n").join(map(_keys, (keys[:_FIRST_KEYS], keys[_FIRST_KEYS:])))
    return Panel(words, title="Ctrl-Z is the background too, and SIGCONT the foreground")


def _keys(keys: Iterable[Key]) -> Text:
    """One line of keys with what they do."""
    return Text("  ").join(Text.assemble((key.letter, "bold reverse"), f" {key.words}") for key in keys)
