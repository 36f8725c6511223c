"""The page of docs/findings on the field: every published client that has a driver, by the document and by its vendor.

All of it is written from the data of `make league`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from connref_adapters.reports import Verdict
from connref_adapters.reports.ci import plain
from connref_adapters.reports.text import count, grouped
from connref_adapters.site.league import Against, Entry, Judgement, Real

_ORDER = (Verdict.PASS, Verdict.FAIL, Verdict.UNSUPPORTED, Verdict.INCONCLUSIVE)


def page(entries: Sequence[Entry]) -> str:
    """The whole page in Markdown."""
    parts = [_HEAD, _matrix(entries), _requirements(entries), *(_client(entry) for entry in entries), _FOOT]
    return "\n\n".join(parts) + "\n"


def _matrix(entries: Iterable[Entry]) -> str:
    rows = [
        "| client | version | by the document | by its own profile | findings | its own | real time | seconds |",
        "| --- | --- | --- | --- | ---: | ---: | --- | ---: |",
    ]
    return "\n".join([*rows, *(_row(entry) for entry in entries)])


def _row(entry: Entry) -> str:
    if entry.document is None:
        return f"| `{entry.name}` | {entry.version} | not judged: {plain(entry.fault or '')} |  |  |  |  |  |"
    against = sum(each.against == Against.PROFILE for each in entry.findings)
    tried = [each for each in entry.findings if each.real != Real.NOT_TRIED]
    shown = sum(each.real == Real.REPRODUCED for each in tried)
    own = "no profile ships" if entry.own is None else _tally(entry.own)
    cells = [
        f"[`{entry.name}`](#{_anchor(entry.name)})",
        entry.version,
        _tally(entry.document),
        own,
        str(len(entry.findings)),
        "" if entry.own is None else str(against),
        f"{shown} of {len(tried)}" if tried else "",
        f"{entry.document.seconds:.0f}" if entry.document.seconds else "",
    ]
    return f"| {' | '.join(cells)} |"


def _tally(judged: Judgement) -> str:
    held, failed, unasked, undecided = (len(judged.ids(verdict)) for verdict in _ORDER)
    return f"{held} hold, {failed} fail, {unasked} not asked, {undecided} undecided"


_MARKS = {Verdict.PASS: "+", Verdict.FAIL: "**fails**", Verdict.UNSUPPORTED: "", Verdict.INCONCLUSIVE: "?"}


def _requirements(entries: Sequence[Entry]) -> str:
    """A row for each requirement that some client breaks, a column for each client: document / own profile."""
    judged = [(entry, entry.document) for entry in entries if entry.document is not None]
    broken = {id_ for _, document in judged for id_ in document.ids(Verdict.FAIL)}
    broken |= {id_ for entry, _ in judged if entry.own is not None for id_ in entry.own.ids(Verdict.FAIL)}
    names = " | ".join(f"`{entry.name}`" for entry, _ in judged)
    rows = [f"| requirement | {names} |", f"| --- |{' --- |' * len(judged)}"]
    for id_ in sorted(broken):
        cells = " | ".join(_cell(id_, document, entry.own) for entry, document in judged)
        rows.append(f"| {id_} | {cells} |")
    return f"{_REQUIREMENTS}\n\n" + "\n".join(rows)


def _cell(id_: str, document: Judgement, own: Judgement | None) -> str:
    first = _MARKS[Verdict(document.requirements[id_])]
    second = first if own is None else _MARKS[Verdict(own.requirements[id_])]
    return first if first == second else f"{first} / {second or 'not promised'}"


def _client(entry: Entry) -> str:
    head = f"## {entry.name}\n\n`{entry.package}` {entry.version}."
    if entry.document is None:
        return f"{head} Not judged: {plain(entry.fault or '')}"
    lines = [f"{head} {count(entry.document.cases, 'case')}. By the document: {_tally(entry.document)}."]
    if entry.own is not None:
        lines.append(f"By the profile `{entry.own.profile}`: {_tally(entry.own)}.")
    if not entry.findings:
        return " ".join([*lines, "No finding."])
    rows = [
        "| what it does instead | cases | breaks | stands against | real time |",
        "| --- | ---: | --- | --- | --- |",
    ]
    rows += [
        f"| {each.id}: {plain(each.sentence)} | {grouped(each.cases)} | {', '.join(each.requirements)} "
        f"| {each.against} | {each.real} |"
        for each in entry.findings
    ]
    stories = "\n".join(f"{each.id}: {each.mode or 'default'}: {each.story}" for each in entry.findings)
    return "\n\n".join([" ".join(lines), "\n".join(rows), f"```text\n{stories}\n```", _commands(entry)])


def _commands(entry: Entry) -> str:
    name = f"{entry.name}@{entry.version}"
    first = entry.findings[0].id
    return (
        f"```sh\n.venv/bin/connref run --driver {name} --out {entry.name}-results  # exit status 1\n"
        f".venv/bin/connref replay {entry.name}-results/results.json#{first} --driver {name} --real\n```"
    )


def _anchor(name: str) -> str:
    return name.replace(".", "-")


_HEAD = """\
# The field: published clients, side by side

Written by `make league`; nothing on it by hand. The data is `league.json` beside this page. Each client is driven
through its published interface alone, over a fake server that speaks its vendor's frames; where those are not published
the fake is an assumption, as the notes of the drivers (`adapters/connref_adapters/sdks/README.md`) say.

By the document every client is held to one document, which is not its own vendor's: what fails there is a difference,
and not a mistake. What stands against a client's own documentation (*its own*) is judged by the profile of its
vendor. A story counts as reproduced where it breaks the same in real time, over real sockets on the loopback, with
another WebSocket class."""

_REQUIREMENTS = """\
## Requirements

Those that some client breaks: `+` holds, `?` undecided, empty where it cannot be asked. Where the vendor's profile says
otherwise: document / profile."""

_FOOT = """\
## How a finding is classed

1. `connref run --driver NAME --profile document` finds what a client does instead, and its shortest story.
2. The story is judged again by the vendor's profile. Where it breaks there too, it stands against the vendor's own
   documentation; else against the document only.
3. A mistake of the driver ends its run with status 2: the client is then not judged, and its row says why.
4. `connref replay FILE#ID --driver NAME --real` plays the story in real time. Stories longer than the limit of
   `make league` are not tried."""
