// The world around the SDK under test: a clock that moves only when told, a network, and a server.
//
// The SDK opens a socket with openSocket(listener); the listener is told opened() once the server has approved it,
// failed(), closed(), received(text), and answered() for each ping. Every instant is ms since the reset.

const OPENING_MS = 50; // from the start of an opening to its end
const ANSWER_MS = 20; // from a ping to its answer

/** Timers on one line of time; the order of two at the same instant is the order in which they were set. */
class Clock {
  now = 0;
  frozen = false; // the process is suspended: time goes on, and nothing fires
  #timers = new Map();
  #count = 0;

  /** Runs `action` in `ms` milliseconds; the number returned cancels it. */
  after(ms, action) {
    this.#count += 1;
    this.#timers.set(this.#count, { at: this.now + ms, action });
    return this.#count;
  }

  /** Forgets a timer; one that has fired, or null, is no matter. */
  cancel(number) {
    this.#timers.delete(number);
  }

  cancelAll() {
    this.#timers.clear();
  }

  /** The instant of the next timer, or null. */
  get next() {
    return this.frozen ? null : this.#first()?.at ?? null;
  }

  /** Moves on, firing what falls due in order, the end instant included; promises run to their end after each. */
  async advance(ms) {
    const end = this.now + ms;
    await settled();
    for (let first = this.#first(); !this.frozen && first && first.at <= end; first = this.#first()) {
      this.#timers.delete(first.number);
      this.now = Math.max(first.at, this.now); // what was due in a suspension is late
      first.action();
      await settled();
    }
    this.now = end;
  }

  #first() {
    let first = null;
    for (const [number, { at, action }] of this.#timers) if (!first || at < first.at) first = { number, at, action };
    return first;
  }
}

function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Storage, clock, network and server of one device, and what was observed on it. */
export class World {
  clock = new Clock();
  storage = new Map();
  network = true;
  #server = { mute: false, refuse: false, reject: false };
  #sockets = new Set();
  #count = 0;
  #observations = [];

  /** An observation, at the present instant. */
  record(kind, fields) {
    this.#observations.push({ at: this.clock.now, kind, ...fields });
  }

  /** What was observed since the last time. */
  observed() {
    return this.#observations.splice(0);
  }

  // What the SDK can do.

  /** Starts to open a socket. Whether it is refused or rejected is settled now, the rest when its time is over. */
  openSocket(listener) {
    this.#count += 1;
    const socket = { number: this.#count, listener, up: false, leftBehind: false };
    this.#sockets.add(socket);
    this.record('socket_opening', { socket: socket.number });
    const welcome = !this.#server.refuse && !this.#server.reject;
    this.clock.after(OPENING_MS, () => this.#endOfOpening(socket, welcome));
    return socket;
  }

  /** Sends a ping; its answer comes unless the network or the server's silence swallows it. */
  ping(socket) {
    if (!this.#sockets.has(socket) || !this.network || socket.leftBehind) return;
    this.record('ping_sent', { socket: socket.number });
    this.clock.after(ANSWER_MS, () => this.#reaches(socket) && socket.listener.answered());
  }

  /** The SDK gives the socket up. */
  closeSocket(socket) {
    this.#sockets.delete(socket);
    if (!socket.up) this.record('socket_failed', { socket: socket.number });
    else this.record('socket_closed', { socket: socket.number, by: this.network ? 'client' : 'network' });
  }

  // What the kit can do.

  /** Applies an input that concerns the process, the network or the server; one that is suspended hears it later. */
  change(name, { message }) {
    const switches = {
      network_down: () => (this.network = false),
      network_up: () => (this.network = true),
      server_mute: () => (this.#server.mute = true),
      server_unmute: () => (this.#server.mute = false),
      server_refuse: () => (this.#server.refuse = true),
      server_accept: () => (this.#server.refuse = false),
      server_reject: () => (this.#server.reject = true),
      server_approve: () => (this.#server.reject = false),
      suspend: () => (this.clock.frozen = true),
      resume: () => (this.clock.frozen = false),
      network_handover: () => this.#sockets.forEach((each) => (each.leftBehind = true)),
      server_close: () => this.clock.after(0, () => this.#closeByServer()),
      server_message: () => this.clock.after(0, () => [...this.#sockets].forEach((each) => this.#send(each, message))),
    };
    switches[name]();
  }

  /** The app was killed: its timers and sockets are gone without a word. */
  forgetProcess() {
    this.clock.cancelAll();
    this.clock.frozen = false;
    this.#sockets.clear();
  }

  #reaches(socket) {
    return this.#sockets.has(socket) && this.network && !socket.leftBehind && !this.#server.mute;
  }

  #endOfOpening(socket, welcome) {
    if (!this.#sockets.has(socket) || socket.leftBehind || (this.network && this.#server.mute)) return; // the SDK has to notice by itself
    if (this.network && welcome) {
      socket.up = true;
      this.record('socket_open', { socket: socket.number });
      socket.listener.opened();
      return;
    }
    this.#sockets.delete(socket);
    this.record('socket_failed', { socket: socket.number });
    socket.listener.failed();
  }

  #closeByServer() {
    for (const socket of [...this.#sockets].filter((each) => each.up && this.network && !each.leftBehind)) {
      this.#sockets.delete(socket);
      this.record('socket_closed', { socket: socket.number, by: 'server' });
      socket.listener.closed();
    }
  }

  #send(socket, text) {
    if (socket.up && this.#reaches(socket)) socket.listener.received(text);
  }
}
