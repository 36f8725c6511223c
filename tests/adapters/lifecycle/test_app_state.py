"""The adapter point for toolkits: news from any thread reach the manager on its loop, until it is unbound."""

from __future__ import annotations

import asyncio
import threading

from tests.adapters.runtime.loops import on_loop, settle

from connref_adapters.lifecycle import AppState, bind_app_state


class Told:
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        self.news: list[tuple[str, int]] = []

    def app_entered_background(self) -> None:
        self.news.append(("background", threading.get_ident()))

    def app_entered_foreground(self) -> None:
        self.news.append(("foreground", threading.get_ident()))


@on_loop
async def test_news_arrive_on_the_loop_in_order_whatever_thread_they_come_from() -> None:
    told, state = Told(), AppState()
    bind_app_state(told, state)

    def toolkit() -> None:
        state.background()
        state.foreground()

    await asyncio.to_thread(toolkit)
    state.background()
    await settle()
    here = threading.get_ident()
    assert told.news == [("background", here), ("foreground", here), ("background", here)]


@on_loop
async def test_nothing_arrives_after_it_is_unbound() -> None:
    told, state = Told(), AppState()
    unbind = bind_app_state(told, state)
    unbind()
    unbind()
    state.background()
    await settle()
    assert told.news == []


def test_toolkit_may_outlive_the_loop() -> None:
    told, state = Told(), AppState()

    async def bind() -> None:
        bind_app_state(told, state)

    asyncio.run(bind())
    state.background()
    assert told.news == []
