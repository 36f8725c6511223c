// A toy chat SDK that keeps to the document: what the skeleton drives until your own SDK takes its place.
//
// Its readings where the document leaves room: a ping counts from its call, a ping or a return at the deadline itself
// comes too late, an opening or a retry is given up on entering the background, connect() there is refused, a second
// init or login is ignored, disconnect() in auto mode holds until connect(), every failure is retried, a connection that
// dies in silence is not noticed, and the grace runs on while the process is suspended.

const GRACE_MS = 30_000;
const PATIENCE_MS = 10_000; // how long an opening or a ping may go without an answer
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 8_000;

export class ToySdk {
  user = null;
  #world;
  #clock;
  #onMessage;
  #initialised = false;
  #auto = true;
  #wanted = false;
  #background = false;
  #socket = null;
  #connects = [];
  #pings = [];
  #retryMs = FIRST_RETRY_MS;
  #retry = null;
  #patience = null;
  #deadline = null;

  constructor(world, onMessage) {
    this.#world = world;
    this.#clock = world.clock;
    this.#onMessage = onMessage;
  }

  // The session.

  /** Starts the SDK; a saved user is found again. A second time it changes nothing. */
  init({ auto = true }) {
    if (this.#initialised) return;
    this.#initialised = true;
    this.#auto = auto;
    this.user = this.#world.storage.get('user') ?? null;
    this.#wanted = this.#auto && this.user !== null;
    this.#update();
  }

  /** Logs a user in and saves it. With a user logged in already it changes nothing. */
  login(user) {
    if (!this.#initialised || this.user !== null) return;
    this.user = user;
    this.#world.storage.set('user', user);
    this.#wanted = this.#auto;
    this.#update();
  }

  /** Forgets the user; the connection goes down. */
  logout() {
    this.user = null;
    this.#world.storage.delete('user');
    this.#wanted = false;
    this.#update();
  }

  // The calls.

  /** Asks for the connection; reports success once it is up. */
  connect(callbacks) {
    if (!this.#initialised || this.user === null) {
      callbacks.onError();
    } else if (this.#socket?.up) {
      callbacks.onSuccess();
    } else if (this.#background) {
      callbacks.onError();
    } else {
      this.#connects.push(callbacks);
      this.#wanted = true;
      this.#update();
    }
  }

  /** Takes the connection down until connect() is called. */
  disconnect({ onSuccess, onError }) {
    if (!this.#initialised) {
      onError();
      return;
    }
    this.#wanted = false;
    this.#update();
    onSuccess();
  }

  /** Tells the server that the app is there; in the background this starts a new grace. */
  ping({ onSuccess, onError }) {
    if (!this.#socket?.up) {
      onError();
      return;
    }
    const timer = this.#clock.after(PATIENCE_MS, () => this.#pings.shift().onError());
    this.#pings.push({ onSuccess, onError, timer });
    this.#world.ping(this.#socket);
    if (this.#deadline !== null) this.#startGrace();
  }

  // What the operating system tells.

  /** The app is no longer seen: auto mode ends the connection, manual mode gives it the grace. */
  background() {
    if (this.#background) return;
    this.#background = true;
    if (!this.#auto && this.#socket?.up) this.#startGrace();
    else if (!this.#auto) this.#wanted = false;
    this.#update();
  }

  /** The app is seen again: what still is up stays up. */
  foreground() {
    this.#background = false;
    this.#clock.cancel(this.#deadline);
    this.#deadline = null;
    this.#update();
  }

  /** The internet was lost or is back. */
  networkChanged(up) {
    if (!up) this.#lose();
    this.#tryAtOnce();
  }

  /** The device moved to another network: what was opened before carries nothing any more. */
  networkReplaced() {
    this.#lose();
    this.#tryAtOnce();
  }

  #tryAtOnce() {
    this.#retryMs = FIRST_RETRY_MS;
    this.#clock.cancel(this.#retry);
    this.#retry = null;
    this.#update();
  }

  // What the socket tells.

  /** The connection is up. */
  opened() {
    this.#clock.cancel(this.#patience);
    this.#retryMs = FIRST_RETRY_MS;
    for (const { onSuccess } of this.#connects.splice(0)) onSuccess();
  }

  /** The opening ended without success; whatever the reason, it is tried again. */
  failed() {
    this.#socket = null;
    this.#tryLater();
  }

  /** The server closed the connection. */
  closed() {
    this.#socket = null;
    this.#lose();
    this.#update();
  }

  /** A message for the app. */
  received(text) {
    this.#onMessage(text);
  }

  /** The answer to the oldest ping. */
  answered() {
    const ping = this.#pings.shift();
    if (!ping) return;
    this.#clock.cancel(ping.timer);
    ping.onSuccess();
  }

  // How the connection follows the wish.

  /** Opens or closes, so that there is a connection exactly when one is wanted. */
  #update() {
    if (!this.#wanted || (this.#auto && this.#background)) {
      this.#drop();
    } else if (this.#socket === null && this.#retry === null && this.#world.network) {
      this.#socket = this.#world.openSocket(this);
      this.#patience = this.#clock.after(PATIENCE_MS, () => this.#openingUnanswered());
    }
  }

  /** Down, with every timer stopped and every pending call answered. */
  #drop() {
    for (const timer of [this.#retry, this.#patience, this.#deadline]) this.#clock.cancel(timer);
    this.#retry = this.#patience = this.#deadline = null;
    this.#close();
    this.#failPings();
    for (const { onError } of this.#connects.splice(0)) onError();
  }

  /** The connection is lost; in the background it stays down, in the foreground the wish stands. */
  #lose() {
    this.#clock.cancel(this.#patience);
    this.#close();
    this.#failPings();
    if (this.#background && !this.#auto) this.#wanted = false;
  }

  #close() {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) this.#world.closeSocket(socket);
  }

  #tryLater() {
    this.#clock.cancel(this.#patience);
    this.#retry = this.#clock.after(this.#retryMs, () => {
      this.#retry = null;
      this.#update();
    });
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
  }

  #openingUnanswered() {
    this.#close();
    this.#tryLater();
  }

  #startGrace() {
    this.#clock.cancel(this.#deadline);
    this.#deadline = this.#clock.after(GRACE_MS, () => {
      this.#wanted = false;
      this.#update();
    });
  }

  #failPings() {
    for (const { onError, timer } of this.#pings.splice(0)) {
      this.#clock.cancel(timer);
      onError();
    }
  }
}
