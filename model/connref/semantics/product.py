"""The product of the charts: how the step of a state is derived from the rows of policy, link and session.

The charts decide where a step leads. This module fixes what no chart says: the order of the effects of one step
(sockets, status, calls that were pending, the session, and last the call itself), which pending calls a step settles,
and how a call is answered where the document allows success and error alike: `disconnect()` succeeds, the others fail.
"""

from __future__ import annotations

from functools import cache
from typing import assert_never

from connref.effects import (
    Api,
    ForgetUser,
    RefuseInput,
    Result,
    StatusChanged,
)
from connref.inputs import (
    Connect,
    Kill,
    MessageReceived,
    NetworkChanged,
    Suspend,
)
from connref.semantics.outputs import (
    Action,
    answer_ping,
    clear_deadline,
    deliver,
    die,
    disarm,
    fail_pings,
    forget_user,
    freeze,
    give_up_socket,
    grace_from_entry,
    grace_from_now,
    note_entry,
    open_socket,
    pend_connect,
    report,
    report_user,
    save_user,
    say,
    send_ping,
    settle_connects,
    start_afresh,
    throw,
    wait_to_repeat,
)
from connref.semantics.routes import APP_ONLY, LINK_INPUTS, POLICY_INPUTS, WITH_TEXT, WITHOUT_EFFECT, route_of
from connref.semantics.states import Cause, Product, ProductState, Step, Taken
from connref.semantics.table import DOWN_STATES, OFFLINE_STATES, session_table
from connref.spec.interpretations import Reading
from connref.spec.link import DOWN, DOWN_OFFLINE, OFFLINE, OPENING, UP, WAITING
from connref.spec.session import SESSION
from connref.spec.vocabulary import (
    PONG_EVENTS,
    Answer,
    Event,
    LinkEvent,
    Mode,
    Move,
    Region,
    Session,
    Storage,
    Wish,
)

API_OF_EVENT = {
    Event.CONNECT: Api.CONNECT,
    Event.CONNECT_OFFLINE: Api.CONNECT,
    Event.DISCONNECT: Api.DISCONNECT,
    Event.PING: Api.PING,
}
ENTERING: dict[str, Action] = {
    DOWN.id: start_afresh,
    DOWN_OFFLINE.id: start_afresh,
    OPENING.id: open_socket,
    WAITING.id: wait_to_repeat,
    OFFLINE.id: disarm,
    UP.id: start_afresh,
}
"""What entry into a state of the link means for its timer."""
MOVES: dict[Move, Action] = {
    Move.CLEAR: clear_deadline,
    Move.FROM_NOW: grace_from_now,
    Move.FROM_ENTRY: grace_from_entry,
}


@cache
def product_of(mode: Mode, reading: Reading) -> Product:
    """The product of a mode under a reading, made once for all its machines."""
    return Product(mode, reading, draft)


def draft(cell: ProductState, cause: Cause) -> Step:
    """The step that a cause takes in a cell. Raises `KeyError` for a cause that is impossible there."""
    if cell.dead and cause in APP_ONLY:
        raise KeyError(cause)
    route = route_of(cell, cause)
    if route is not None:
        return Step(cell, route=route)
    drafted = _Draft(cell)
    drafted.take(cause)
    return drafted.step(with_text=cause in WITH_TEXT)


class _Draft:
    """A step in the making: where it has come so far, and what it does on the way."""

    def __init__(self, cell: ProductState) -> None:
        self.cell = cell
        self.state = cell.state
        self.link = cell.link
        self.dead = cell.dead
        self.timed = False
        self.sockets: list[Action] = []
        self.pending: list[Action] = []
        self.session: list[Action] = []
        self.answer: list[Action] = []
        self.taken: list[Taken] = []

    def take(self, cause: Cause) -> None:
        """Put the cause to the chart that it is for. Raises `KeyError` where it is impossible."""
        if cause is Connect:
            self.policy(Event.CONNECT_OFFLINE if self.link in OFFLINE_STATES else Event.CONNECT)
        elif cause is Kill:
            self.kill()
        elif cause is Suspend:
            self.timed = True
            self.session.append(freeze)
        elif cause is NetworkChanged:
            # The network that the sockets were opened in is gone, and there is another.
            self.link_event(LinkEvent.NETWORK_LOST)
            self.link_event(LinkEvent.NETWORK_AVAILABLE)
        elif cause is MessageReceived:
            self.session += [deliver] if self.link == UP.id else []
        elif cause in POLICY_INPUTS:
            self.policy(POLICY_INPUTS[cause])
        elif cause in LINK_INPUTS:
            self.link_event(LINK_INPUTS[cause])
        elif isinstance(cause, LinkEvent):
            self.link_event(cause)
        elif isinstance(cause, Event):
            self.policy(cause)
        elif cause not in WITHOUT_EFFECT:
            raise KeyError(cause)

    def kill(self) -> None:
        """The process is gone: nobody is told anything."""
        self.link_event(LinkEvent.PROCESS_KILLED)
        self.policy(Event.KILL)
        self.timed = True
        self.pending = [die]

    def policy(self, event: Event) -> None:
        """The policy's turn; then the link hears what it wants now."""
        rule = self.cell.product.rules(self.link)[(self.state, event, self.cell.region)]
        self.taken.append(rule)
        self.state = rule.destination
        if rule.enters:
            self.timed = True
            self.sockets.append(note_entry)
        if rule.move is not Move.KEEP:
            self.timed = True
            self.sockets.append(MOVES[rule.move])
        self.tell_wish()
        self.settle_pending(event)
        self.attend_session(event)
        if rule.answer is not None:
            self.reply(API_OF_EVENT[event], rule.answer)

    def tell_wish(self) -> None:
        """Bring the link's goal in line with the policy's wish."""
        wanted = self.wants(self.state)
        if wanted == (self.link in DOWN_STATES):
            self.link_event(LinkEvent.WANT if wanted else LinkEvent.UNWANT)

    def link_event(self, event: LinkEvent) -> None:
        """The link's turn; then the policy hears what it has to know."""
        rule = self.cell.product.links[(self.link, event)]
        self.taken.append(rule)
        if rule.closes is not None:
            self.sockets.append(give_up_socket(rule.closes))
        if rule.destination != self.link:
            self.timed = True
            self.sockets.append(ENTERING[rule.destination])
        self.link = rule.destination
        if rule.tells is not None:
            self.policy(rule.tells)

    def settle_pending(self, event: Event) -> None:
        """Calls that waited hear what became of what they waited for (CALL-OUTCOME)."""
        before = self.cell.location.label
        if event is Event.OPENED:
            self.pending.append(settle_connects(Result.SUCCESS, None))
        elif not self.wants(self.state) and self.wants(self.cell.state):
            detail = f"connect() given up: {event.value} in state {before!r}"
            self.pending.append(settle_connects(Result.ERROR, detail))
        if self.cell.link == UP.id != self.link:
            self.pending.append(fail_pings(f"ping() unanswered: {event.value} in state {before!r}"))
        if event in PONG_EVENTS:
            self.timed = True
            self.pending.append(answer_ping)

    def attend_session(self, event: Event) -> None:
        """Who is logged in, and whether a repeated init or login is refused: what the session's chart says."""
        row = session_table().get((self.cell.session, event))
        if row is None:
            return
        taken = row.branch(self.cell.product.choices)
        self.dead = SESSION.locations[taken.destination].session is Session.NOT_RUNNING
        for stored in taken.stores:
            self.session += self.stored(stored, event)

    def stored(self, stored: Storage, event: Event) -> list[Action]:
        """What the session's chart asks for, as actions."""
        match stored:
            case Storage.SAVE:
                return [save_user]
            case Storage.FORGET:
                return [forget_user, say(ForgetUser())]
            case Storage.REPORT:
                return [report_user]
            case Storage.REFUSE:
                name = event.value
                return [say(RefuseInput(name, f"{name} in state {self.cell.location.label!r}"))]
            case _:
                assert_never(stored)

    def reply(self, api: Api, answer: Answer) -> None:
        """What the call itself reports, or what it waits for."""
        detail = f"{api.value}() in state {self.cell.location.label!r}: {self.reason(api)}"
        match answer:
            case Answer.OPENS:
                self.answer.append(pend_connect)
            case Answer.SENDS:
                self.timed = True
                self.answer.append(send_ping(in_background=self.cell.in_background))
            case Answer.SUCCESS:
                self.answer.append(report(api, Result.SUCCESS, None))
            case Answer.ERROR | Answer.AT_MOST_ONE:
                self.answer.append(report(api, Result.ERROR, detail))
            case Answer.EITHER if api is Api.DISCONNECT:
                self.answer.append(report(api, Result.SUCCESS, None))
            case Answer.EITHER:
                self.answer.append(report(api, Result.ERROR, detail))
            case Answer.THROWS:
                self.answer.append(throw(api, detail))
            case Answer.SILENT:
                pass
            case _:
                assert_never(answer)

    def reason(self, api: Api) -> str:
        """Why a call is answered with an error, and what the app can do."""
        if self.cell.location.session is Session.NOT_INITIALISED:
            return "call init() first"
        if self.cell.location.session is Session.SIGNED_OUT:
            return "log a user in first"
        if self.wants(self.cell.state):
            return "the connection is up" if self.cell.location.up else "the connection is on its way"
        return "there is no connection" if api is not Api.CONNECT else "no connection is opened here and now"

    def wants(self, state: str) -> bool:
        """Whether a connection is wanted, or at least allowed, in a state of the policy."""
        return self.cell.product.locations[state].wish is not Wish.UNWANTED

    def step(self, *, with_text: bool) -> Step:
        """The finished step."""
        product, cell = self.cell.product, self.cell
        clock = product.locations[self.state].clock
        same_clock = clock is cell.clock
        region = cell.region if same_clock else Region.BEFORE
        target = product.cell((self.state, region, self.link, self.dead))
        status = (
            [say(StatusChanged(target.status))]
            if target.status is not cell.status and not target.dead
            else []
        )
        actions = (*self.sockets, *status, *self.pending, *self.session, *self.answer)
        timed = self.timed or not same_clock
        draws = wait_to_repeat in actions
        return Step(
            target,
            actions,
            quiet=not actions and not timed,
            timed=timed,
            guarded=with_text or draws,
            draws=draws,
            rules=tuple(self.taken),
        )
