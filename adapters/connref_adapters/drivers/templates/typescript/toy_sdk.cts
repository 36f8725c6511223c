// A toy chat SDK for the web that keeps to the document: what the skeleton drives until your own SDK takes its place.
//
// It knows the browser and nothing of the kit: WebSocket, localStorage, timers, the events of the page. Its readings
// where the document leaves room: a ping counts from its call, a ping or a return at the deadline itself comes too late,
// an opening or a retry is given up on entering the background, connect() there is refused, a second init or login is
// ignored, disconnect() in auto mode holds until connect(), every failure is retried, a connection that dies in silence is
// not noticed, and the grace runs on while the process is suspended.

const SERVER = 'wss://chat.invalid/';
const GRACE_MS = 30_000;
const PATIENCE_MS = 10_000; // how long an opening or a ping may go without an answer
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 8_000;

interface Callbacks {
  onSuccess(): void;
  onError(): void;
}
type Ping = Callbacks & { timer: Timer };
type Timer = ReturnType<typeof setTimeout>;

interface Listener {
  message(text: string): void;
  status(value: string): void;
}

declare global {
  interface Navigator {
    readonly connection?: EventTarget;
  }
}

export class ToySdk {
  user: string | null = null;
  #told = 'disconnected';
  readonly #listener: Listener;
  #initialised = false;
  #auto = true;
  #wanted = false;
  #background = false;
  #socket: WebSocket | null = null;
  #up = false;
  #connects: Callbacks[] = [];
  #pings: Ping[] = [];
  #retryMs = FIRST_RETRY_MS;
  #retry: Timer | null = null;
  #patience: Timer | null = null;
  #deadline: Timer | null = null;

  /** `listener` has message(text) and status(value): "connected", "connecting" or "disconnected". */
  constructor(listener: Listener) {
    this.#listener = listener;
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#hidden() : this.#shown()));
    window.addEventListener('online', () => this.#tryAtOnce());
    window.addEventListener('offline', () => this.#lose());
    navigator.connection?.addEventListener('change', () => this.#networkReplaced());
  }

  // The session.

  /** Starts the SDK; a saved user is found again. A second time it changes nothing. */
  init({ auto = true }: { auto?: boolean }): void {
    if (this.#initialised) return;
    this.#initialised = true;
    this.#auto = auto;
    this.user = localStorage.getItem('user');
    this.#wanted = this.#auto && this.user !== null;
    this.#update();
  }

  /** Logs a user in and saves it. With a user logged in already it changes nothing. */
  login(user: string): void {
    if (!this.#initialised || this.user !== null) return;
    this.user = user;
    localStorage.setItem('user', user);
    this.#wanted = this.#auto;
    this.#update();
  }

  /** Forgets the user; the connection goes down. */
  logout(): void {
    this.user = null;
    localStorage.removeItem('user');
    this.#wanted = false;
    this.#update();
  }

  // The calls.

  /** Asks for the connection; reports success once it is up. */
  connect(callbacks: Callbacks): void {
    if (!this.#initialised || this.user === null) {
      callbacks.onError();
    } else if (this.#up) {
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
  disconnect({ onSuccess, onError }: Callbacks): void {
    if (!this.#initialised) {
      onError();
      return;
    }
    this.#wanted = false;
    this.#update();
    onSuccess();
  }

  /** Tells the server that the app is there; in the background this starts a new grace. */
  ping({ onSuccess, onError }: Callbacks): void {
    if (!this.#up) {
      onError();
      return;
    }
    const timer = setTimeout(() => this.#pings.shift()?.onError(), PATIENCE_MS);
    this.#pings.push({ onSuccess, onError, timer });
    this.#socket?.send(JSON.stringify({ type: 'ping' }));
    if (this.#deadline !== null) this.#startGrace();
  }

  // What the page tells.

  /** The app is no longer seen: auto mode ends the connection, manual mode gives it the grace. */
  #hidden() {
    if (this.#background) return;
    this.#background = true;
    if (!this.#auto && this.#up) this.#startGrace();
    else if (!this.#auto) this.#wanted = false;
    this.#update();
  }

  /** The app is seen again: what still is up stays up. */
  #shown() {
    this.#background = false;
    clearTimeout(this.#deadline ?? undefined);
    this.#deadline = null;
    this.#update();
  }

  /** The device moved to another network: what was opened before carries nothing any more. */
  #networkReplaced() {
    this.#lose();
    this.#tryAtOnce();
  }

  #tryAtOnce() {
    this.#retryMs = FIRST_RETRY_MS;
    clearTimeout(this.#retry ?? undefined);
    this.#retry = null;
    this.#update();
  }

  // What the socket tells.

  #open() {
    const socket = new WebSocket(SERVER);
    this.#socket = socket;
    const current = <E,>(action: (event: E) => void) => (event: E) => {
      if (socket === this.#socket) action(event);
    };
    socket.onopen = current(() => socket.send(JSON.stringify({ type: 'auth', user: this.user })));
    socket.onmessage = current(({ data }: MessageEvent<string>) => this.#received(JSON.parse(data)));
    socket.onclose = current(() => (this.#up ? this.#closed() : this.#failed()));
    this.#patience = setTimeout(() => this.#openingUnanswered(), PATIENCE_MS);
  }

  #received({ type, text }: { type: string; text: string }) {
    if (type === 'welcome') this.#opened();
    else if (type === 'pong') this.#answered();
    else if (type === 'message') this.#listener.message(text);
  }

  /** The connection is up. */
  #opened() {
    this.#up = true;
    clearTimeout(this.#patience ?? undefined);
    this.#retryMs = FIRST_RETRY_MS;
    this.#tell();
    for (const { onSuccess } of this.#connects.splice(0)) onSuccess();
  }

  /** The opening ended without success; whatever the reason, it is tried again. */
  #failed() {
    this.#socket = null;
    this.#tryLater();
  }

  /** The server closed the connection. */
  #closed() {
    this.#lose();
    this.#update();
  }

  /** The answer to the oldest ping. */
  #answered() {
    const ping = this.#pings.shift();
    if (!ping) return;
    clearTimeout(ping.timer ?? undefined);
    ping.onSuccess();
  }

  // How the connection follows the wish.

  /** Opens or closes, so that there is a connection exactly when one is wanted. */
  #update() {
    if (!this.#wanted || (this.#auto && this.#background)) {
      this.#drop();
    } else if (this.#socket === null && this.#retry === null && navigator.onLine) {
      this.#open();
    }
    this.#tell();
  }

  /** Down, with every timer stopped and every pending call answered. */
  #drop() {
    for (const timer of [this.#retry, this.#patience, this.#deadline]) clearTimeout(timer ?? undefined);
    this.#retry = this.#patience = this.#deadline = null;
    this.#close();
    this.#failPings();
    for (const { onError } of this.#connects.splice(0)) onError();
  }

  /** The connection is lost; in the background it stays down, in the foreground the wish stands. */
  #lose() {
    clearTimeout(this.#patience ?? undefined);
    this.#close();
    this.#failPings();
    if (this.#background && !this.#auto) this.#wanted = false;
    this.#tell();
  }

  #close() {
    const socket = this.#socket;
    this.#socket = null;
    this.#up = false;
    socket?.close();
  }

  #tryLater() {
    clearTimeout(this.#patience ?? undefined);
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.#update();
    }, this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
  }

  #openingUnanswered() {
    this.#close();
    this.#tryLater();
  }

  #startGrace() {
    clearTimeout(this.#deadline ?? undefined);
    this.#deadline = setTimeout(() => {
      this.#wanted = false;
      this.#update();
    }, GRACE_MS);
  }

  #failPings() {
    for (const { onError, timer } of this.#pings.splice(0)) {
      clearTimeout(timer ?? undefined);
      onError();
    }
  }

  /** Tells the app the status, where it has changed. */
  #tell() {
    const now = this.#up ? 'connected' : this.#socket !== null || this.#retry !== null ? 'connecting' : 'disconnected';
    if (now === this.#told) return;
    this.#told = now;
    this.#listener.status(now);
  }
}
