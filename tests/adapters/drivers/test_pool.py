"""A pool of drivers gives what one driver gives, in the same order, and ends cleanly whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connref.errors import UsageError
from connref.protocol import Advance, Case
from connref_adapters.drivers import (
    Connection,
    DriverFault,
    DriverPool,
    FaultReason,
    Limits,
    PlaybackStatus,
    child_process,
    in_process,
)
from miniatures.driver import Body, Miniature
from miniatures.support import (
    calm,
    case,
    miniature,
    nothing_left_behind,
    ping,
    play_until_fault,
    striking,
)


def numbered(count: int) -> list[Case]:
    return [case(str(number), Advance(number), ping(f"c{number}")) for number in range(count)]


def pool(jobs: int, defect: str = "", **limits: float) -> DriverPool:
    bounds = Limits(reply_s=limits.get("reply_s", 20), start_s=20, restarts=0)
    return DriverPool(lambda: child_process(miniature(defect), limits=bounds), jobs)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_jobs_makes_no_difference(jobs: int) -> None:
    expected = list(in_process(Miniature).play_many(numbered(600)))
    with nothing_left_behind(), pool(jobs) as drivers:
        assert list(drivers.play_many(numbered(600))) == expected
        assert list(drivers.play_many(numbered(5))) == expected[:5]
        drivers.bye()


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("defect", ["exit", "hang", "wrong-id"])
def test_a_fault_comes_in_its_place_after_all_earlier_results(jobs: int, defect: str) -> None:
    cases = [*numbered(200), striking("bad"), *numbered(200)]
    with nothing_left_behind(), pool(jobs, defect, reply_s=0.5 if defect == "hang" else 20) as drivers:
        played, fault = play_until_fault(drivers, cases)
    assert "case bad, step 3 of 4" in str(fault)
    assert len(played) == 200


def test_the_first_of_several_faults_is_the_one_that_is_raised() -> None:
    cases = [*numbered(30), striking("one"), *numbered(30), striking("two"), *numbered(30), striking("three")]
    with (
        nothing_left_behind(),
        pool(3, "exit") as drivers,
        pytest.raises(DriverFault, match="case one, step"),
    ):
        list(drivers.play_many(cases))


def test_a_driver_that_does_not_start_is_a_fault_of_the_pool() -> None:
    with nothing_left_behind(), DriverPool(lambda: child_process(["/no/such/program"]), 2) as drivers:
        _, fault = play_until_fault(drivers, numbered(3))
    assert fault.reason is FaultReason.START


def test_an_iterator_left_half_way_ends_the_drivers_and_they_start_anew() -> None:
    with nothing_left_behind(), pool(2) as drivers:
        playbacks = drivers.play_many(numbered(5000))
        next(playbacks)
        playbacks.close()
        assert drivers.play(None, [Advance(5)]).status is PlaybackStatus.OK
        assert len(list(drivers.play_many(numbered(50)))) == 50


def test_what_the_iterable_raises_is_passed_on() -> None:
    def broken() -> Iterator[Case]:
        yield from numbered(10)
        raise KeyError("eleven")

    with nothing_left_behind(), pool(2) as drivers, pytest.raises(KeyError):
        list(drivers.play_many(broken()))


def test_no_cases_give_no_playbacks() -> None:
    with nothing_left_behind(), pool(3) as drivers:
        assert list(drivers.play_many([])) == []


def test_drivers_that_disagree_are_a_fault() -> None:
    names = iter("ab")

    def make() -> Connection:
        name = next(names)
        return in_process(lambda: Miniature(implementation={"name": name, "version": "", "language": ""}))

    with DriverPool(make, 2) as drivers, pytest.raises(DriverFault) as caught:
        list(drivers.play_many(numbered(3000)))
    assert caught.value.reason is FaultReason.CHANGED


def test_recovered_faults_of_all_drivers_are_told() -> None:
    class Once(Miniature):
        struck = False

        def request(self, request: Body) -> Body:
            if request.get("call") == "strike" and not Once.struck:
                Once.struck = True
                raise RuntimeError("once")
            return super().request(request)

    with DriverPool(lambda: in_process(Once), 2) as drivers:
        assert len(list(drivers.play_many([calm("a"), striking("b"), calm("c")]))) == 3
    assert [fault.reason for fault in drivers.recovered] == [FaultReason.RAISED]


def test_every_driver_gets_its_goodbye_and_the_first_fault_is_raised() -> None:
    with nothing_left_behind():
        drivers = pool(2, "bye-status")
        list(drivers.play_many(numbered(2000)))
        with pytest.raises(DriverFault, match="status 5"):
            drivers.bye()


def test_a_pool_has_at_least_one_driver() -> None:
    with pytest.raises(UsageError, match="got 0"):
        DriverPool(lambda: in_process(Miniature), 0)
