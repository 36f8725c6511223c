// The fake HTTP backend of a device: what `fetch` and XMLHttpRequest of the app reach.
//
// backend(request, server) gives { status, headers, body }, all optional, or null for no answer at all. `body` is a
// text, bytes, or an object, which is sent as JSON.

const NOTHING = () => ({});

export class Http {
  #clock;
  #server;
  #backend;
  #latency;

  constructor(clock, server, latency, backend = NOTHING) {
    this.#clock = clock;
    this.#server = server;
    this.#backend = backend;
    this.#latency = latency;
  }

  /** Sends { method, url, headers, body }; `to` has answered(response) and failed(). Without network it fails. */
  send(request, to) {
    if (!this.#server.network) {
      to.failed();
      return;
    }
    const answer = this.#backend(request, this.#server);
    if (answer === null) return;
    const { status = 200, headers = {}, body = '' } = answer;
    const plain = typeof body === 'string' || ArrayBuffer.isView(body);
    const response = { status, headers, body: plain ? body : JSON.stringify(body) };
    if (this.#latency.http > 0) this.#clock.after(this.#latency.http, () => (this.#server.network ? to.answered(response) : to.failed()));
    else to.answered(response);
  }
}
