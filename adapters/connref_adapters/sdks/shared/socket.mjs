// The WebSocket class that the SDK sees: the public interface of the web's WebSocket, over server.mjs.

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** A WebSocket class for one process of the app: `app.run` calls the SDK's handlers and keeps its exceptions. */
export function webSocketClass(server, app) {
  return class WebSocket {
    static CONNECTING = CONNECTING;
    static OPEN = OPEN;
    static CLOSING = CLOSING;
    static CLOSED = CLOSED;
    CONNECTING = CONNECTING;
    OPEN = OPEN;
    CLOSING = CLOSING;
    CLOSED = CLOSED;
    binaryType = 'blob';
    bufferedAmount = 0;
    extensions = '';
    protocol = '';
    onopen = null;
    onmessage = null;
    onerror = null;
    onclose = null;
    #state = CONNECTING;
    #opened = false;
    #listeners = new Map();
    #connection;

    constructor(url) {
      this.url = String(url);
      this.#connection = server.open(this.#client());
    }

    get readyState() {
      return this.#state;
    }

    send(data) {
      if (this.#state === CONNECTING) throw invalidState('send() before the socket is open');
      if (this.#state === OPEN) server.receive(this.#connection, parsed(data));
    }

    close(code, reason) {
      if (this.#state === CLOSING || this.#state === CLOSED) return;
      this.#state = CLOSING;
      server.closedByClient(this.#connection, code ?? 1005, reason ?? '');
    }

    addEventListener(type, listener) {
      if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
      this.#listeners.get(type).add(listener);
    }

    removeEventListener(type, listener) {
      this.#listeners.get(type)?.delete(listener);
    }

    #client() {
      return {
        opened: () => {
          this.#state = OPEN;
          this.#opened = true;
          this.#emit('open', {});
        },
        receive: (data) => this.#emit('message', { data }),
        closed: (code, reason) => this.#closed(code, reason, true),
        failed: (code, reason) => {
          if (!this.#opened) this.#emit('error', { message: 'the connection could not be opened' });
          this.#closed(code, reason, false);
        },
      };
    }

    #closed(code, reason, wasClean) {
      this.#state = CLOSED;
      this.#emit('close', { code, reason, wasClean });
    }

    #emit(type, fields) {
      const event = { type, target: this, currentTarget: this, ...fields };
      const property = this[`on${type}`];
      if (typeof property === 'function') app.run(() => property.call(this, event));
      for (const listener of [...(this.#listeners.get(type) ?? [])]) {
        const callback = typeof listener === 'function' ? listener : listener.handleEvent;
        app.run(() => callback.call(this, event));
      }
    }
  };
}

function invalidState(message) {
  const error = new Error(`INVALID_STATE_ERR: ${message}`);
  error.name = 'InvalidStateError';
  return error;
}

function parsed(data) {
  try {
    return Object(JSON.parse(data));
  } catch {
    return {}; // not a frame that the server answers
  }
}
