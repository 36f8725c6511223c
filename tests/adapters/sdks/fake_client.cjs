// Stands in for reconnecting-websocket: the little of its interface that the driver uses, and nothing comes back by itself.

module.exports = class {
  OPEN = 1;
  #socket = null;
  #listeners = { open: [], close: [], message: [] };

  constructor(url, protocols, { startClosed }) {
    if (!startClosed) throw new Error('it is to be made closed');
    this.url = url;
  }

  get readyState() {
    return this.#socket?.readyState ?? 3;
  }

  addEventListener(type, listener) {
    this.#listeners[type].push(listener);
  }

  reconnect() {
    this.#socket?.close();
    this.#socket = new WebSocket(this.url);
    for (const [type, all] of Object.entries(this.#listeners)) {
      for (const listener of all) this.#socket.addEventListener(type, listener);
    }
  }

  close() {
    this.#socket?.close();
  }
};
