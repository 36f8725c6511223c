"""Sets of readings, small and fast: which options of each interpretation are still possible.

A *cube* is a set of readings in which every interpretation has some of its options left, whatever the others
choose. It is an integer with a bit for each option. The readings that explain a case are a union of a few cubes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from connref.spec.interpretations import INTERPRETATIONS

Cube = int
Union = tuple[Cube, ...]
"""The readings that explain a case: those in any of the cubes, which are sorted."""


def _layout() -> tuple[Mapping[tuple[str, str], int], Mapping[str, int]]:
    bits: dict[tuple[str, str], int] = {}
    fields: dict[str, int] = {}
    for entry in INTERPRETATIONS.values():
        for option in entry.options:
            bits[entry.id, option] = 1 << len(bits)
            fields[entry.id] = fields.get(entry.id, 0) | bits[entry.id, option]
    return bits, fields


BITS, FIELDS = _layout()
EVERYTHING: Cube = sum(FIELDS.values())
"""The cube of all readings."""


def mask_of(choices: Mapping[str, Sequence[str]]) -> Cube:
    """The cube in which the named interpretations have only the given options left."""
    cube = EVERYTHING
    for name, options in choices.items():
        cube &= ~FIELDS[name] | sum(BITS[name, option] for option in options)
    return cube


def meet(left: Cube, right: Cube) -> Cube | None:
    """The readings in both cubes, None where there are none."""
    both = left & right
    return both if all(both & field for field in FIELDS.values()) else None


def meet_all(left: Iterable[Cube], right: Iterable[Cube]) -> tuple[Cube, ...]:
    """The readings in both unions of cubes; empty where there are none."""
    rights = tuple(right)
    met = {both for one in left for other in rights if (both := meet(one, other)) is not None}
    return join(met)


def join(cubes: Iterable[Cube]) -> tuple[Cube, ...]:
    """The same readings in fewer cubes: drops what another contains, fuses two that differ in one interpretation."""
    left = sorted(set(cubes))
    fused = True
    while fused:
        fused = False
        for index, one in enumerate(left):
            for other in left[index + 1 :]:
                union = fuse(one, other)
                if union is not None:
                    left = [cube for cube in left if cube not in (one, other)]
                    left = sorted({*left, union})
                    fused = True
                    break
            if fused:
                break
    return tuple(left)


def fuse(one: Cube, other: Cube) -> Cube | None:
    """One cube for both, where that adds no reading that neither has; otherwise None."""
    union = one | other
    if union in (one, other):
        return union
    difference = one ^ other
    differing = sum(1 for field in FIELDS.values() if difference & field)
    return union if differing == 1 else None


def options_left(cubes: Iterable[Cube], name: str) -> tuple[str, ...]:
    """The options of an interpretation that some reading in the cubes chooses, in the order of the catalogue."""
    around = hull(cubes)
    return tuple(option for option in INTERPRETATIONS[name].options if around & BITS[name, option])


def hull(cubes: Iterable[Cube]) -> Cube:
    """The smallest cube around the cubes."""
    around = 0
    for cube in cubes:
        around |= cube
    return around


def project(cubes: Iterable[Cube], names: Iterable[str]) -> Union:
    """The readings with every interpretation but the named ones left open."""
    kept = sum(FIELDS[name] for name in names)
    return join(cube | (EVERYTHING & ~kept) for cube in cubes)
