"""Policy and link of one mode as Promela, with time as ticks, so that Spin can prove the requirements on its own.

A step is one `atomic` sequence: an event of the app, of the link or of time is chosen, put to the policy's rows, and
the link hears what is wanted now. The rows are the table's branches. A reading chooses an option of each name that a
rule reads, once and for all; every other choice is open at each step anew, which allows all that any reading allows.

Every clock expires one grace after it was started, so what can happen depends on their order alone; there are three
(deadline, entry, the rule's own), and a grace of four ticks tells all their orders apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connref.semantics.table import (
    DOWN_STATES,
    OFFLINE_STATES,
    SOCKET_STATES,
    PolicyTable,
    compile_table,
    link_table,
)
from connref.spec.declare import Guard, Transition
from connref.spec.interpretations import options_of
from connref.spec.link import DOWN
from connref.spec.variant import DOCUMENT_EVENTS
from connref.spec.vocabulary import (
    LINK_EVENTS,
    PONG_EVENTS,
    Answer,
    App,
    Clock,
    Event,
    LinkEvent,
    Mode,
    Move,
    Region,
    Session,
    Wish,
)
from connref_adapters.export.charts import ident
from connref_adapters.export.promela_rule import Rule
from connref_adapters.export.promela_rules import RULES
from connref_adapters.export.promela_text import FOLLOW, HEAD, STATE, STEP_HEAD, STEP_TAIL, TICK

GRACE_TICKS = 4


def promela(mode: Mode, rule: Rule | None = None, table: PolicyTable | None = None) -> str:
    """The model of a mode with one rule to prove (none: nothing but that whatever comes finds a row).

    `table` is the mode's own unless another is given, as a broken one is in a test.
    """
    return "\n".join(_parts(table or compile_table(mode), rule))


def rules_of(mode: Mode) -> tuple[Rule, ...]:
    """What Spin is asked of a mode."""
    return tuple(rule for rule in RULES if rule.mode is mode)


def _parts(table: PolicyTable, rule: Rule | None) -> Iterator[str]:
    names = () if rule is None else rule.names
    title = f"{table.mode.value.capitalize()} mode" + ("" if rule is None else f": {rule.requirement}")
    about = "whatever comes finds a row" if rule is None else rule.sentence
    yield HEAD.format(title=title, about=about, grace=GRACE_TICKS)
    yield _constants(table, names)
    yield STATE.format(initial=f"L_{table.initial}", down=f"K_{DOWN.id.upper()}")
    yield _choosing(names)
    yield _policy(table, names)
    yield _settle(table.mode)
    yield FOLLOW
    yield f"inline rule() {{\n{_indented('HOLDS(!blocked)' if rule is None else rule.code)}\n}}\n"
    yield STEP_HEAD + _choices_of_event(table) + STEP_TAIL


def _constants(table: PolicyTable, names: Iterable[str]) -> str:
    lines = _numbered("L", table.locations)
    lines += _numbered("K", dict.fromkeys(state for state, _ in link_table(table.mode)))
    lines += _numbered("E", ["nothing", "tick", *(event.value for event in DOCUMENT_EVENTS)], upper=True)
    lines += _numbered("A", [answer.name for answer in Answer])
    for name in names:
        lines += [f"byte r_{ident(name)};"]
        lines += _numbered(f"O_{ident(name)}", options_of(name))
    return "\n".join(lines) + "\n"


def _numbered(prefix: str, names: Iterable[str], *, upper: bool = False) -> list[str]:
    upper = upper or prefix in "KA"
    return [
        f"#define {prefix}_{ident(name.upper() if upper else name)} {number}"
        for number, name in enumerate(names)
    ]


def _choosing(names: Iterable[str]) -> str:
    """The reading: one option of each name, never changed again."""
    choices = [
        "   if\n"
        + "\n".join(f"   :: r_{ident(name)} = O_{ident(name)}_{ident(option)}" for option in options_of(name))
        + "\n   fi"
        for name in names
    ]
    return "inline choose_reading() {\n" + (";\n".join(choices) or "   skip") + "\n}\n"


def _policy(table: PolicyTable, names: tuple[str, ...]) -> str:
    """The rows: an event finds the branches of the location, in the region of time in which the step is."""
    lines = ["inline policy() {", "   if"]
    for location in table.locations:
        rows = [row for key, row in table.rows.items() if key[0] == location]
        if rows:
            lines += [f"   :: loc == L_{location} ->", "      if"]
            for row in rows:
                lines += [_branch(table, branch, row.region, names) for branch in row.branches]
            lines += ["      :: else -> blocked = true", "      fi"]
    return "\n".join([*lines, "   fi", "}", ""])


def _branch(table: PolicyTable, branch: Transition, region: Region, names: tuple[str, ...]) -> str:
    asked = [f"ev == E_{branch.event.value.upper()}", *_in_region(table, branch, region)]
    asked += [_allows(guard) for guard in branch.guards if guard.name in names]
    done = [*_timing(table, branch)]
    if branch.answer is not None:
        done.append(f"ans = A_{branch.answer.name}")
    if branch.target is not None:
        done.append(f"loc = L_{branch.target}")
    return f"      :: {' && '.join(asked)} -> {'; '.join(done) or 'skip'}"


def _in_region(table: PolicyTable, branch: Transition, region: Region) -> list[str]:
    match table.locations[branch.source].clock, region:
        case Clock.NONE, _:
            return []
        case Clock.ENTRY, Region.BEFORE:
            return ["entry > 0"]
        case Clock.ENTRY, _:
            return ["entry == 0"]
        case Clock.DEADLINE, Region.BEFORE:
            return ["deadline > 0 && deadline <= GRACE"]
        case Clock.DEADLINE, Region.AT:
            return ["deadline == 0"]
        case Clock.DEADLINE, _:
            return ["deadline == LATE"]


def _allows(guard: Guard) -> str:
    name = ident(guard.name)
    return "(" + " || ".join(f"r_{name} == O_{name}_{ident(option)}" for option in guard.options) + ")"


def _timing(table: PolicyTable, branch: Transition) -> Iterator[str]:
    """What a row does with the clocks; the entry is forgotten in the foreground, where each entry sets it anew."""
    if branch.enters:
        yield "entry = GRACE"
    match branch.move:
        case Move.KEEP:
            pass
        case Move.CLEAR:
            yield "deadline = NONE"
        case Move.FROM_NOW:
            yield "deadline = GRACE"
        case Move.FROM_ENTRY:
            yield "deadline = entry"
    if table.locations[branch.destination].app is App.FOREGROUND:
        yield "entry = 0"


def _settle(mode: Mode) -> str:
    """After the policy's turn the link hears what is wanted now."""
    table = compile_table(mode)
    wants = [f"loc == L_{name}" for name, each in table.locations.items() if each.wish is not Wish.UNWANTED]
    wanted = [f"loc == L_{name}" for name, each in table.locations.items() if each.wish is Wish.WANTED]
    up = [f"loc == L_{name}" for name, each in table.locations.items() if each.up]
    down = [f"link == K_{ident(name.upper())}" for name in sorted(DOWN_STATES)]
    lines = [
        "inline settle() {",
        f"   is_wants = ({' || '.join(wants)});",
        f"   is_wanted = ({' || '.join(wanted)});",
        f"   is_up = ({' || '.join(up)});",
        "   if",
    ]
    for event, asked in ((LinkEvent.WANT, "is_wants"), (LinkEvent.UNWANT, "!is_wants")):
        for (state, named), row in link_table(mode).items():
            if named is event:
                lines.append(f"   :: {asked} && link == K_{ident(state.upper())} -> {_link_moves(row)}")
    lines += [
        f"   :: is_wants == !({' || '.join(down)})",
        "   fi;",
        f"   has_socket = ({' || '.join(f'link == K_{ident(name.upper())}' for name in sorted(SOCKET_STATES))})",
        "}",
        "",
    ]
    return "\n".join(lines)


def _link_moves(row: Transition) -> str:
    """Where the link goes, and what becomes of its socket: opened, closed, or gone by itself."""
    done = [f"link = K_{ident(row.destination.upper())}"]
    if row.opens:
        done.append("opened = true")
    if row.closes is not None:
        done.append("closed = true")
    elif row.source in SOCKET_STATES and row.destination not in SOCKET_STATES:
        done.append("gone = true")
    return "; ".join(done)


FROM_WITHIN = frozenset({LinkEvent.WANT, LinkEvent.UNWANT, LinkEvent.PROCESS_KILLED})
"""What the link hears from the policy and the process; all else comes from the world."""


def _choices_of_event(table: PolicyTable) -> str:
    """Everything that can come: from the app, from the world, and time."""
    lines = ["   if", "   /* The app. */"]
    lines += [
        _from_app(table, event)
        for event in DOCUMENT_EVENTS
        if event not in LINK_EVENTS and event is not Event.DEADLINE
    ]
    lines.append("   /* The socket, the network, and the link's own timers. */")
    for (state, event), row in link_table(table.mode).items():
        if event not in FROM_WITHIN:
            tells = "E_NOTHING" if row.tells is None else f"E_{row.tells.value.upper()}"
            lines.append(f"   :: link == K_{ident(state.upper())} -> ev = {tells}; {_link_moves(row)}")
    return "\n".join(lines) + "\n" + TICK + "   fi;\n"


def _from_app(table: PolicyTable, event: Event) -> str:
    offline = " || ".join(f"link == K_{ident(name.upper())}" for name in sorted(OFFLINE_STATES))
    fresh = " || ".join(
        f"loc == L_{name}"
        for name, each in table.locations.items()
        if each.session is Session.NOT_INITIALISED
    )
    does = f"ev = E_{event.value.upper()}"
    if event is Event.CONNECT:
        return f"   :: !({offline}) -> {does}"
    if event is Event.CONNECT_OFFLINE:
        return f"   :: ({offline}) -> {does}"
    if event in PONG_EVENTS:
        return f"   :: link == K_UP -> {does}"
    if event is Event.REOPEN:
        return f"   :: ({fresh}) && saved -> {does}"
    if event is Event.INIT:
        return f"   :: !(({fresh}) && saved) -> {does}"
    if event is Event.KILL:
        return "   :: " + does + ";\n" + _killing(table.mode)
    return f"   :: {does}"


def _killing(mode: Mode) -> str:
    """The process dies, and the link's socket with it."""
    lines = ["      if"]
    for (state, event), row in link_table(mode).items():
        if event is LinkEvent.PROCESS_KILLED:
            lines.append(f"      :: link == K_{ident(state.upper())} -> {_link_moves(row)}")
    return "\n".join([*lines, "      fi"])


def _indented(code: str) -> str:
    return "\n".join(f"   {line}" for line in code.splitlines())
