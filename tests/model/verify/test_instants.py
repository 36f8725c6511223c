"""Time as an order of instants: against numbers, under any order of settings, droppings and passing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connref.verify.instants import DEADLINE, ENTRY, MARK, Instants

GRACE = 1_000
NAMES = (DEADLINE, ENTRY, MARK)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from(NAMES)),
        st.tuples(st.just("drop"), st.sampled_from(NAMES)),
        st.tuples(st.just("put"), st.just(DEADLINE)),
        st.tuples(st.sampled_from(["wait", "reach"]), st.just("")),
    ),
    max_size=40,
)


class Numbers:
    """The same in numbers: each instant a time, and the present one too."""

    def __init__(self) -> None:
        self.now = 0
        self.at: dict[str, int] = {}

    def pass_to(self, instant: int) -> None:
        self.now = instant
        self.at = {name: due for name, due in self.at.items() if due >= instant}

    def order(self) -> Instants:
        times = sorted(set(self.at.values()))
        groups = tuple(frozenset(name for name, due in self.at.items() if due == time) for time in times)
        return Instants(
            groups, bool(times) and times[0] == self.now, bool(times) and times[-1] == self.now + GRACE
        )


@given(steps=STEPS)
def test_order_is_what_numbers_say(steps: list[tuple[str, str]]) -> None:
    order, numbers = Instants(), Numbers()
    for step, name in steps:
        match step:
            case "set":
                order = order.set(name)
                numbers.at[name] = numbers.now + GRACE
            case "drop":
                order = order.drop(name)
                numbers.at.pop(name, None)
            case "put" if ENTRY in numbers.at:
                order = order.put_with(name, ENTRY)
                numbers.at[name] = numbers.at[ENTRY]
            case "wait" if (later := order.wait()) is not None:
                order = later
                numbers.pass_to(numbers.now + 1)
            case "reach" if (later := order.reach()) is not None:
                order = later
                numbers.pass_to(min(numbers.at.values()))
            case _:
                pass
        assert order == numbers.order()
        for each in NAMES:
            assert order.has(each) is (each in numbers.at)
            assert order.is_now(each) is (numbers.at.get(each) == numbers.now)


def test_nothing_to_wait_for() -> None:
    assert Instants().reach() is None
    assert Instants().wait() is None
    assert Instants().set(MARK).drop(MARK) == Instants()
    reached = Instants().set(MARK).reach()
    assert reached is not None
    assert reached.reach() is None
    assert reached.wait() == Instants()


def test_what_is_put_with_something_gone_is_gone() -> None:
    assert Instants().put_with(DEADLINE, ENTRY) == Instants()
