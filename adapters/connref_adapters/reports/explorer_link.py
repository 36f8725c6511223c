"""A counterexample as an address of the explorer: the whole story after #, under the readings that the run established.

The explorer's own script reads and writes the same form (`fromHash`, `toHash` of story.js); a test holds both together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref_adapters.reports.data import Counterexample
from connref_adapters.reports.timeline import Happening, done_in, seen_in
from connref_adapters.reports.words import expected_words, observed_words
from connref_adapters.safe_text import visible

_FIELDS = ("user", "call", "code", "message", "notice")
_LONGEST_TOLD = 600
_SEPARATORS = re.compile(r"[:,]")


def explorer_link(
    page: str, name: str, found: Counterexample, interpretations: Mapping[str, Sequence[str]]
) -> str:
    """The address of a story, `name` being what it breaks, on the explorer's page (its address without #)."""
    items = _items(found)
    end = max([0, *(each.at_ms for each in done_in(found.steps)), *(at for at, _ in items)])
    fields = {
        "mode": found.mode or "auto",
        "now": str(end),
        "do": ",".join(f"{at}:{words}" for at, words in items),
        "seen": "1",
        "told": f"{visible(name)}: expected {expected_words(found)}; observed {observed_words(found)}."[
            :_LONGEST_TOLD
        ],
        **{id_: option for id_, option in established(interpretations).items() if option != DEFAULT[id_]},
    }
    return f"{page}#{urlencode(fields, safe=':,*').replace('~', '%7E')}"


def established(interpretations: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """One reading that a run left possible: the default where that is among them, else the first option left."""
    return {
        id_: DEFAULT[id_] if DEFAULT[id_] in left or not left else left[0]
        for id_, left in ((id_, tuple(interpretations.get(id_, ()))) for id_ in INTERPRETATIONS)
    }


def _items(found: Counterexample) -> list[tuple[int, str]]:
    """What was done and what was seen of the connection; at one instant the inputs come first: they cause the rest."""
    done = [(each.at_ms, _done(each)) for each in done_in(found.steps) if each.body["op"] == "do"]
    seen = [(each.at_ms, words) for each in seen_in(found.observations) if (words := _seen(each))]
    return sorted([*done, *seen], key=lambda item: item[0])


def _done(each: Happening) -> str:
    value = next((each.body[field] for field in _FIELDS if field in each.body), None)
    return _item(str(each.body["input"]), value)


def _seen(each: Happening) -> str:
    body = each.body
    match body["kind"]:
        case "outcome" if body.get("api") == "ping" and body.get("result") == "success":
            return _item("pong", body.get("call"))
        case "socket_open" | "socket_closed" | "socket_failed" as kind:
            return _item(kind, body.get("by"))
        case _:
            return ""


def _item(name: str, value: object) -> str:
    return name if value is None else f"{name}:{_SEPARATORS.sub('-', str(value))}"
