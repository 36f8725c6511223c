"""Headlines, and a counterexample as plain lines."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import (
    CATALOGUE,
    conforming_report,
    contradiction,
    do,
    grace_ends,
    sample_report,
)

from connref_adapters.reports import (
    Counterexample,
    RequirementResult,
    RunVerdict,
    Verdict,
    counterexample_lines,
)
from connref_adapters.reports.data import NOT_SELECTED
from connref_adapters.reports.words import FAMILIES, also_words, family_of, grounds_words, headline, shorten


def test_a_counterexample_in_lines() -> None:
    lines = counterexample_lines(grace_ends())
    assert lines[:2] == ["expected: down by 30.250 s", "observed: up at 30.251 s"]
    assert "   5. [250 ms] The app goes into the background" in lines
    assert "        → 120 ms: connect() c1 reports success" in lines
    assert lines[-1].startswith("The requirement fails in 3 other cases too, which may have other causes: ")


def test_a_contradiction_shows_both_cases() -> None:
    lines = counterexample_lines(contradiction())
    at = lines.index("It contradicts this earlier case:")
    assert "    observed: connect-when-up: success" in lines[at:]


def test_a_very_long_story_keeps_its_beginning_and_its_end() -> None:
    steps = tuple(do("ping", call=f"p{n}") for n in range(2_000))
    lines = counterexample_lines(Counterexample("manual", steps, (), "e", "o"))
    assert len(lines) < 170
    assert any("as p0" in line for line in lines)
    assert any("as p1999" in line for line in lines)
    assert any("lines left out" in line for line in lines)


def test_of_many_like_cases_some_are_named() -> None:
    many = replace(grace_ends(), also=tuple(f"case-{n}" for n in range(20)))
    assert also_words(many) == (
        "The requirement fails in 20 other cases too, which may have other causes: "
        + ", ".join(f"case-{n}" for n in range(3))
        + " and 17 more"
    )
    assert (
        also_words(replace(many, also=("a",)))
        == "The requirement fails in 1 other case too, which may have other causes: a"
    )


def test_shortening_leaves_short_stories_alone() -> None:
    lines = [str(n) for n in range(10)]
    assert shorten(lines, 10) == lines
    assert shorten(lines, 4) == ["0", "1", "   … 6 lines left out, results.json has them …", "8", "9"]


def test_headlines() -> None:
    assert headline(sample_report()) == (
        "acme-chat 4.2.0 does not conform: 27 of 33 requirements tested and hold, 4 fail, "
        "1 could not be asked (no input kill), 1 left undecided"
    )
    assert headline(conforming_report()) == "right-chat 1.0 conforms: all 33 requirements tested and hold"
    one = RequirementResult(Verdict.FAIL, 1, grace_ends())
    failing = replace(
        conforming_report(), requirements={**conforming_report().requirements, "MAN-GRACE": one}
    )
    assert headline(failing).endswith("32 of 33 requirements tested and hold, 1 fails")
    results = dict(conforming_report().requirements)
    results["MAN-GRACE"] = RequirementResult(Verdict.INCONCLUSIVE, 0)
    unsure = replace(conforming_report(), requirements=results, verdict=RunVerdict.INCONCLUSIVE)
    assert (
        headline(unsure)
        == "right-chat 1.0 is not decided: 32 of 33 requirements tested and hold, 1 left undecided"
    )


def test_every_requirement_belongs_to_a_named_family() -> None:
    assert {family_of(id_) for id_ in CATALOGUE.requirements} == set(FAMILIES.values())
    assert family_of("NEW-THING") == "NEW"


def test_grounds_say_the_share_what_was_left_unplayed_and_why() -> None:
    assert grounds_words(RequirementResult(Verdict.PASS, 31, tested=28)) == "tested in 28 of 31 cases"
    few = RequirementResult(Verdict.PASS, 3, tested=3, unplayed=642)
    assert grounds_words(few) == "tested in 3 of 3 cases, 642 left unplayed"
    assert (
        grounds_words(RequirementResult(Verdict.UNSUPPORTED, 0, reason="no manual mode")) == "no manual mode"
    )


def test_what_does_not_count_is_in_no_tally() -> None:
    results = dict(conforming_report().requirements)
    for name in ("MAN-GRACE", "MAN-CONNECT"):
        results[name] = RequirementResult(Verdict.UNSUPPORTED, 0, reason=NOT_SELECTED)
    results["AUTO-DEFAULT"] = RequirementResult(Verdict.UNSUPPORTED, 0, reason="no default mode")
    part = replace(conforming_report(), requirements=results, verdict=RunVerdict.HOLDS_IN_PART)
    assert headline(part) == (
        "right-chat 1.0 holds in part: 30 of 31 requirements tested and hold, 1 could not be asked (no default mode)"
    )


def test_what_is_missing_is_named_once_whatever_lacks_it() -> None:
    reasons = [
        "no input ping, background",
        "no input background",
        "no manual mode",
        "no observation ping_sent",
    ]
    results = dict(conforming_report().requirements)
    for name, reason in zip(results, reasons, strict=False):
        results[name] = RequirementResult(Verdict.UNSUPPORTED, 0, reason=reason)
    told = headline(replace(conforming_report(), requirements=results))
    assert (
        "4 could not be asked (no input background, ping; no manual mode; no observation ping_sent)" in told
    )
