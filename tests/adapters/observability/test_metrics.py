"""Metrics: what the connection did, as numbers, for whatever reader the application brings."""

from __future__ import annotations

from typing import Any

from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from tests.adapters.observability.watching import TOKEN, USER, story
from tests.adapters.runtime.loops import on_loop

from connref_adapters.observability.metrics import Metrics


async def measured() -> dict[str, list[Any]]:
    """The data points of the story by metric."""
    reader = InMemoryMetricReader()
    provider = MeterProvider([reader], shutdown_on_exit=False)
    await story(Metrics(provider))
    data = reader.get_metrics_data()
    provider.shutdown()
    assert data is not None
    metrics = [
        metric
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    ]
    return {metric.name: list(metric.data.data_points) for metric in metrics}


def values(points: list[Any], key: str) -> dict[object, int]:
    """The sums by one attribute."""
    sums: dict[object, int] = {}
    for point in points:
        if key in point.attributes:
            sums[point.attributes[key]] = sums.get(point.attributes[key], 0) + point.value
    return sums


@on_loop
async def test_everything_is_counted() -> None:
    points = await measured()
    sockets = values(points["connref.sockets"], "event")
    assert sockets == {"opened": 4, "lost": 2, "failed": 1, "rejected": 1, "given up": 3}
    assert values(points["connref.calls"], "result") == {"success": 3, "error": 1}
    assert values(points["connref.transitions"], "requirement")["MAN-GRACE-ENDS"] == 1
    assert [point.value for point in points["connref.messages"]] == [1]
    assert [point.count for point in points["connref.opening"]] == [4]


@on_loop
async def test_nobody_is_connected_in_the_end_and_nobody_is_named() -> None:
    points = await measured()
    assert [point.value for point in points["connref.connected"]] == [0]
    assert not [private for private in (USER, TOKEN) if private in repr(points)]


@on_loop
async def test_without_a_provider_nothing_happens() -> None:
    await story(Metrics())
