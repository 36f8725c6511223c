"""Replay connref vectors: `python3 execute.py vectors.json`; exit status 1 where a step differs."""

import json
import sys
from pathlib import Path
from typing import Any


class Policy:
    """The policy of one mode under one reading; instants are ms."""

    def __init__(self, mode: dict[str, Any], choices: dict[str, str], grace_ms: int) -> None:
        self.states, self.state, self.grace = mode["states"], str(mode["initial"]), grace_ms
        self.deadline: int | None = None
        self.entry, self.taken = 0, list[dict[str, Any]]()
        self.rows = {(row["state"], row["event"], row["zone"]): row["branches"] for row in mode["rows"]}
        self.choices = choices

    def due(self) -> int | None:
        """The deadline, None where none runs."""
        return self.deadline if self.states[self.state]["clock"] == "deadline" else None

    def take(self, event: str, now: int) -> None:
        """Take the branch for an event at this instant."""
        due, clock = self.due(), self.states[self.state]["clock"]
        late = now > due if due is not None else clock == "entry" and now >= self.entry + self.grace
        zone = "at" if now == due else "past" if late else "before"
        rows = self.rows[self.state, event, zone]
        branch = next(b for b in rows if all(self.choices[n] in o for n, o in b["when"].items()))
        self.entry = now if branch["enters"] else self.entry
        ends = {"keep": self.deadline, "clear": None}
        ends |= {"grace from now": now + self.grace, "grace from entry": self.entry + self.grace}
        self.deadline, self.state = ends[branch["deadline"]], branch["to"]
        self.taken.append(branch)

    def step(self, at: int, event: str | None) -> dict[str, Any]:
        """Let what falls due happen, then the event (None: time alone), and say what holds then."""
        self.taken.clear()
        while (due := self.due()) is not None and due <= at:
            self.take("deadline", due)
            if self.due() == due:  # inclusive readings: the deadline itself still belongs to the grace
                if due == at:
                    break
                self.take("deadline", due + 1)
        if event is not None:
            self.take(event, at)
        answer = self.taken[-1]["answer"] if event else None
        seen = {"at": at, "event": event, "state": self.state, "deadline": self.due(), "answer": answer}
        requirements = list(dict.fromkeys(each["requirement"] for each in self.taken))
        return {**seen, "wish": self.states[self.state]["wish"], "requirements": requirements}


if __name__ == "__main__":
    vectors, wrong = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), 0
    for trace in vectors["traces"]:
        mode, reading = vectors["modes"][trace["mode"]], vectors["readings"][trace["reading"]]
        policy = Policy(mode, reading, vectors["grace_ms"])
        wrong += sum(policy.step(step["at"], step["event"]) != step for step in trace["steps"])
    sys.stdout.write(f"{len(vectors['traces'])} traces, {wrong} differences\n")
    sys.exit(wrong > 0)
