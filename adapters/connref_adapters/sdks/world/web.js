// The web's classes as an SDK sees them, made inside the app's realm: events, WebSocket, fetch, XMLHttpRequest.
//
// One expression, run in each new realm (app.mjs) with `host`: run(callback) calls the SDK's code and keeps its
// exceptions, clock, server (server.mjs), http (http.mjs), random, deliberate(error), URL. What is made here is of the
// realm's own intrinsics, so that an SDK's `instanceof` says what it says in a browser.
(function (host) {
  'use strict';

  class Event {
    defaultPrevented = false;
    target = null;
    currentTarget = null;
    constructor(type, { bubbles = false, cancelable = false } = {}) {
      Object.assign(this, { type: String(type), bubbles, cancelable, timeStamp: host.clock.now, isTrusted: true });
    }
    preventDefault() {
      if (this.cancelable) this.defaultPrevented = true;
    }
    stopPropagation() {}
    stopImmediatePropagation() {
      this.stopped = true;
    }
  }

  class MessageEvent extends Event {
    constructor(type, { data = null, origin = '', lastEventId = '' } = {}) {
      super(type);
      Object.assign(this, { data, origin, lastEventId, source: null, ports: [] });
    }
  }

  class CloseEvent extends Event {
    constructor(type, { code = 0, reason = '', wasClean = false } = {}) {
      super(type);
      Object.assign(this, { code, reason, wasClean });
    }
  }

  class ErrorEvent extends Event {
    constructor(type, { message = '', error = null } = {}) {
      super(type);
      Object.assign(this, { message, error });
    }
  }

  class EventTarget {
    #listeners = new Map();

    addEventListener(type, listener, options) {
      if (listener === null || listener === undefined) return;
      if (!this.#listeners.has(type)) this.#listeners.set(type, new Map());
      const known = this.#listeners.get(type);
      if (!known.has(listener)) known.set(listener, options?.once === true);
      options?.signal?.addEventListener('abort', () => this.removeEventListener(type, listener));
    }

    removeEventListener(type, listener) {
      this.#listeners.get(type)?.delete(listener);
    }

    dispatchEvent(event, target = this) {
      Object.assign(event, { target, currentTarget: target });
      const property = target[`on${event.type}`];
      if (typeof property === 'function') host.run(() => property.call(target, event));
      for (const [listener, once] of [...(this.#listeners.get(event.type) ?? [])]) {
        if (event.stopped) break;
        if (once) this.removeEventListener(event.type, listener);
        const callback = typeof listener === 'function' ? listener : listener.handleEvent;
        host.run(() => callback.call(typeof listener === 'function' ? target : listener, event));
      }
      return !event.defaultPrevented;
    }
  }

  class DOMException extends Error {
    constructor(message = '', name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name, configurable: true });
    }
  }

  /** What a browser throws at the SDK, which is no mistake of the driver. */
  const thrown = (name, message) => host.deliberate(new DOMException(message, name));
  const failed = (message) => host.deliberate(new TypeError(message));

  class AbortSignal extends EventTarget {
    aborted = false;
    reason = undefined;
    onabort = null;
    throwIfAborted() {
      if (this.aborted) throw this.reason;
    }
    static timeout(ms) {
      const own = new AbortController();
      host.clock.after(ms, () => own.abort(thrown('TimeoutError', 'the operation timed out')));
      return own.signal;
    }
    static abort(reason) {
      const own = new AbortController();
      own.abort(reason);
      return own.signal;
    }
  }

  class AbortController {
    signal = new AbortSignal();
    abort(reason = thrown('AbortError', 'the operation was aborted')) {
      if (this.signal.aborted) return;
      Object.assign(this.signal, { aborted: true, reason });
      this.signal.dispatchEvent(new Event('abort'));
    }
  }

  const encode = (text) => Uint8Array.from(host.encode(String(text)));
  const decode = (bytes, label, options) => host.decode(bytes, label, options);

  class TextEncoder {
    encoding = 'utf-8';
    encode(text = '') {
      return encode(text);
    }
    encodeInto(text, target) {
      const written = encode(text).subarray(0, target.length);
      target.set(written);
      return { read: String(text).length, written: written.length };
    }
  }

  class TextDecoder {
    constructor(label = 'utf-8', options = {}) {
      this.encoding = String(label).toLowerCase();
      this.options = options;
    }
    decode(data = new Uint8Array(0)) {
      return decode(bytesOf(data), this.encoding, this.options);
    }
  }

  class Blob {
    #bytes;
    constructor(parts = [], { type = '' } = {}) {
      const all = parts.map((part) => (part instanceof Blob ? part.#bytes : typeof part === 'string' ? encode(part) : bytesOf(part)));
      this.#bytes = new Uint8Array(all.reduce((size, each) => size + each.length, 0));
      let at = 0;
      for (const each of all) {
        this.#bytes.set(each, at);
        at += each.length;
      }
      this.type = type;
    }
    get size() {
      return this.#bytes.length;
    }
    slice(start, end, type) {
      return new Blob([this.#bytes.slice(start, end)], { type });
    }
    async arrayBuffer() {
      return this.#bytes.slice().buffer;
    }
    async text() {
      return decode(this.#bytes, 'utf-8');
    }
    static bytes(blob) {
      return blob.#bytes;
    }
  }

  /** The bytes of an ArrayBuffer, a view of one, or a Blob, as a copy. */
  function bytesOf(data) {
    if (data instanceof Blob) return Blob.bytes(data).slice();
    if (ArrayBuffer.isView(data)) return Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return Uint8Array.from(new Uint8Array(data));
  }

  const isBinary = (data) => data instanceof Blob || ArrayBuffer.isView(data) || Object.prototype.toString.call(data) === '[object ArrayBuffer]';

  class WebSocket extends EventTarget {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSING = 2;
    static CLOSED = 3;
    CONNECTING = 0;
    OPEN = 1;
    CLOSING = 2;
    CLOSED = 3;
    binaryType = 'blob';
    bufferedAmount = 0;
    extensions = '';
    onopen = null;
    onmessage = null;
    onerror = null;
    onclose = null;
    #state = WebSocket.CONNECTING;
    #opened = false;
    #connection;

    constructor(url, protocols = []) {
      super();
      this.url = addressOf(url);
      this.protocol = '';
      this.#connection = host.server.open(this.#client(), this.url, [protocols].flat().map(String));
    }

    get readyState() {
      return this.#state;
    }

    send(data) {
      if (this.#state === WebSocket.CONNECTING) throw thrown('InvalidStateError', 'INVALID_STATE_ERR: send() before the socket is open');
      if (this.#state === WebSocket.OPEN) host.server.receive(this.#connection, isBinary(data) ? bytesOf(data) : String(data));
    }

    close(code, reason) {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw thrown('InvalidAccessError', `close() with the code ${code}: it is 1000, or of 3000 to 4999`);
      }
      if (this.#state === WebSocket.CLOSING || this.#state === WebSocket.CLOSED) return;
      this.#state = WebSocket.CLOSING;
      host.server.closedByClient(this.#connection, code ?? 1005, reason ?? '');
    }

    #client() {
      return {
        opened: (protocol) => {
          this.#state = WebSocket.OPEN;
          this.#opened = true;
          this.protocol = protocol;
          this.dispatchEvent(new Event('open'));
        },
        receive: (data) => this.dispatchEvent(new MessageEvent('message', { data: this.#received(data) })),
        closed: (code, reason) => this.#closed(code, reason, code !== 1006),
        failed: (code, reason) => {
          if (!this.#opened) this.dispatchEvent(new ErrorEvent('error', { message: 'the connection could not be opened' }));
          this.#closed(code, reason, false);
        },
      };
    }

    #received(data) {
      if (typeof data === 'string') return data;
      const bytes = bytesOf(data);
      return this.binaryType === 'arraybuffer' ? bytes.buffer : new Blob([bytes]);
    }

    #closed(code, reason, wasClean) {
      this.#state = WebSocket.CLOSED;
      this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean }));
    }
  }

  function addressOf(url) {
    let parsed;
    try {
      parsed = new host.URL(String(url));
    } catch {
      throw thrown('SyntaxError', `${url} is no address of a WebSocket`);
    }
    if (!['ws:', 'wss:', 'http:', 'https:'].includes(parsed.protocol)) throw thrown('SyntaxError', `${url} is no address of a WebSocket`);
    return parsed.href.replace(/^http/, 'ws');
  }

  class Headers {
    #map = new Map();
    constructor(init = {}) {
      const pairs = typeof init[Symbol.iterator] === 'function' ? [...init] : init instanceof Headers ? [...init.#map] : Object.entries(init);
      for (const [name, value] of pairs) this.set(name, value);
    }
    append(name, value) {
      this.set(name, this.has(name) ? `${this.get(name)}, ${value}` : value);
    }
    set(name, value) {
      this.#map.set(String(name).toLowerCase(), String(value));
    }
    get(name) {
      return this.#map.get(String(name).toLowerCase()) ?? null;
    }
    has(name) {
      return this.#map.has(String(name).toLowerCase());
    }
    delete(name) {
      this.#map.delete(String(name).toLowerCase());
    }
    forEach(callback) {
      for (const [name, value] of this.#map) callback(value, name, this);
    }
    entries() {
      return this.#map.entries();
    }
    keys() {
      return this.#map.keys();
    }
    [Symbol.iterator]() {
      return this.#map.entries();
    }
  }

  class Response {
    bodyUsed = false;
    type = 'basic';
    redirected = false;
    body = null;
    #bytes;
    constructor(body = '', { status = 200, statusText = '', headers = {}, url = '' } = {}) {
      this.#bytes = typeof body === 'string' ? encode(body) : bytesOf(body);
      Object.assign(this, { status, statusText, url, ok: status >= 200 && status < 300, headers: new Headers(headers) });
    }
    async text() {
      return decode(this.#bytes, 'utf-8');
    }
    async json() {
      return JSON.parse(decode(this.#bytes, 'utf-8'));
    }
    async arrayBuffer() {
      return this.#bytes.slice().buffer;
    }
    async blob() {
      return new Blob([this.#bytes]);
    }
    clone() {
      return new Response(this.#bytes, this);
    }
  }

  /** A request as the backend is asked: { method, url, headers (names in lower case), body (text, bytes or null) }. */
  function asked(url, method, headers, body) {
    const plain = {};
    new Headers(headers).forEach((value, name) => (plain[name] = value));
    const given = body === undefined || body === null ? null : isBinary(body) ? bytesOf(body) : String(body);
    return { method: String(method).toUpperCase(), url: String(url), headers: plain, body: given };
  }

  function fetch(input, init = {}) {
    const { url = input, method = 'GET', headers = {} } = typeof input === 'object' ? input : {};
    const request = asked(url, init.method ?? method, init.headers ?? headers, init.body);
    return new Promise((resolve, reject) => {
      if (init.signal?.aborted) return reject(init.signal.reason);
      init.signal?.addEventListener('abort', () => reject(init.signal.reason), { once: true });
      return host.http.send(request, {
        answered: ({ status, headers: given, body }) => resolve(new Response(body, { status, headers: given, url: request.url })),
        failed: () => reject(failed('Failed to fetch')),
      });
    });
  }

  class XMLHttpRequest extends EventTarget {
    static UNSENT = 0;
    static OPENED = 1;
    static HEADERS_RECEIVED = 2;
    static LOADING = 3;
    static DONE = 4;
    readyState = 0;
    status = 0;
    statusText = '';
    response = '';
    responseText = '';
    responseType = '';
    responseURL = '';
    timeout = 0;
    withCredentials = false;
    upload = new EventTarget();
    onreadystatechange = null;
    #request = null;
    #headers = {};
    #answer = new Headers();
    #number = 0;

    open(method, url) {
      this.#request = { method, url };
      this.#headers = {};
      this.#to(1);
    }
    setRequestHeader(name, value) {
      this.#headers[name] = value;
    }
    getResponseHeader(name) {
      return this.#answer.get(name);
    }
    getAllResponseHeaders() {
      return [...this.#answer].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }
    overrideMimeType() {}
    send(body) {
      if (this.readyState !== 1) throw thrown('InvalidStateError', 'send() before open()');
      const number = ++this.#number;
      const current = (action) => (answer) => host.clock.soon(() => number === this.#number && action(answer));
      if (this.timeout > 0) host.clock.after(this.timeout, () => number === this.#number && this.readyState < 4 && this.#end('timeout'));
      host.http.send(asked(this.#request.url, this.#request.method, this.#headers, body), {
        answered: current((answer) => this.#answered(answer)),
        failed: current(() => this.#end('error')),
      });
    }
    abort() {
      this.#number += 1;
      if (this.#request !== null && this.readyState > 0 && this.readyState < 4) this.#end('abort');
      this.readyState = 0;
    }
    #answered({ status, headers, body }) {
      this.#answer = new Headers(headers);
      Object.assign(this, { status, responseURL: this.#request.url });
      this.#to(2);
      this.#to(3);
      const text = typeof body === 'string' ? body : decode(bytesOf(body), 'utf-8');
      if (this.responseType === 'json') this.response = JSON.parse(text);
      else if (this.responseType === 'arraybuffer') this.response = (typeof body === 'string' ? encode(body) : bytesOf(body)).buffer;
      else this.response = this.responseText = text;
      this.#end('load');
    }
    #end(type) {
      this.#number += 1;
      this.#to(4);
      this.dispatchEvent(new Event(type));
      this.dispatchEvent(new Event('loadend'));
    }
    #to(state) {
      this.readyState = state;
      this.dispatchEvent(new Event('readystatechange'));
    }
  }

  return {
    Event, MessageEvent, CloseEvent, ErrorEvent, CustomEvent: class CustomEvent extends Event {
      constructor(type, init = {}) {
        super(type, init);
        this.detail = init.detail ?? null;
      }
    },
    EventTarget, DOMException, AbortSignal, AbortController, TextEncoder, TextDecoder, Blob, WebSocket, Headers, Response,
    fetch, XMLHttpRequest,
  };
});
