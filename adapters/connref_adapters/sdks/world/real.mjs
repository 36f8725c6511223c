// Real time and real sockets in place of the virtual ones: the SDK's WebSocket is that of `ws`, over the loopback.
//
// The server's decisions and the vendor's half are those of server.mjs, on this clock. Between the server and the SDK lies
// a TCP connection with a WebSocket library at each end. What shows here as well is no matter of the virtual clock, nor of
// the WebSocket class of web.js.

import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';

import { log } from './journal.mjs';

const CROSSING_MS = 25;
const ABNORMAL = 1006;
const NO_STATUS = 1005;
const REFUSED = 'HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n';

/** The machine's own clock, with the interface of the virtual one. */
export class RealClock {
  frozen = false;
  #start = performance.now();
  #timers = new Map();
  #count = 0;

  get now() {
    return Math.floor(performance.now() - this.#start);
  }

  get next() {
    return null; // the kit cannot wait for the instant of a timer
  }

  get Date() {
    return Date;
  }

  setTimeout(callback, ms) {
    const id = this.#count + 1;
    return this.#armed(setTimeout(() => this.#timers.delete(id) && callback(), ms));
  }

  setInterval(callback, ms) {
    return this.#armed(setInterval(callback, ms));
  }

  clear(id) {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  soon(callback) {
    setImmediate(callback);
  }

  after(ms, callback) {
    if (ms > 0) this.setTimeout(callback, ms);
    else this.soon(callback);
  }

  drained() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** What an input sets off crosses the loopback, and is seen at the other end. */
  async settle() {
    await new Promise((resolve) => setTimeout(resolve, CROSSING_MS));
  }

  async advance(ms) {
    const end = this.now + ms;
    while (this.now < end) await new Promise((resolve) => setTimeout(resolve, end - this.now));
    await this.drained();
  }

  #armed(timer) {
    this.#count += 1;
    this.#timers.set(this.#count, timer); // browsers and React Native have numbers for ids
    return this.#count;
  }
}

/** A listener on the loopback; `webSocket(server)` is a WebSocket class whose sockets end at that device's server. */
export class Loopback {
  #ws;
  #port;
  #ends = new Map();

  /** `ws` is the module of that name. Resolves when the port is there. */
  static async listening(ws) {
    const loopback = new Loopback();
    loopback.#ws = ws;
    const acceptor = new ws.WebSocketServer({ noServer: true });
    const http = createServer().on('upgrade', (request, socket, head) => {
      loopback.#ends.get(request.url)?.arrived((done) => acceptor.handleUpgrade(request, socket, head, done), socket);
    });
    await new Promise((resolve) => http.listen(0, '127.0.0.1', resolve));
    loopback.#port = http.address().port;
    process.on('uncaughtException', (error) => log('[thrown out of an event]', error));
    return loopback;
  }

  webSocket(server) {
    const open = (url, protocols) => this.#open(server, url, protocols);
    const { WebSocket } = this.#ws;
    const made = new Set();
    return class extends WebSocket {
      constructor(url, protocols = []) {
        const offered = [protocols].flat().map(String);
        super(open(String(url), offered), offered);
        this.binaryType = 'arraybuffer';
        made.add(this);
      }

      /** The process that holds the sockets dies: no code of it hears of their end. */
      static kill() {
        for (const socket of made) {
          socket.removeAllListeners();
          socket.on('error', () => {});
          socket.terminate();
        }
      }
    };
  }

  #open(server, url, protocols) {
    const end = new ServerEnd(server);
    end.connection = server.open(end, url, protocols);
    const path = `/${this.#ends.size + 1}`;
    this.#ends.set(path, end);
    return `ws://127.0.0.1:${this.#port}${path}`;
  }
}

/** The server's end of one real socket: it carries out what the server decides, and hands on what the client sends. */
class ServerEnd {
  connection = null;
  #server;
  #upgrade = null;
  #raw = null;
  #socket = null;
  #decided = null;

  constructor(server) {
    this.#server = server;
  }

  /** The client's request is here; the server's decision may be there before it. */
  arrived(upgrade, raw) {
    this.#upgrade = upgrade;
    this.#raw = raw;
    raw.on('error', () => {});
    raw.on('close', () => this.#server.closedByClient(this.connection, ABNORMAL, ''));
    this.#decided?.();
  }

  opened() {
    this.#when(() => this.#upgrade((socket) => {
      this.#socket = socket;
      socket.on('message', (data, binary) => this.#server.receive(this.connection, binary ? data : String(data)));
      socket.on('close', (code, reason) => this.#server.closedByClient(this.connection, code, String(reason)));
    }));
  }

  receive(data) {
    this.#socket?.send(data);
  }

  closed(code, reason) {
    if (code === ABNORMAL) this.#socket?.terminate();
    else if (code === NO_STATUS) this.#socket?.close();
    else this.#socket?.close(code, reason);
  }

  failed() {
    if (this.#socket !== null) this.#socket.terminate();
    else this.#when(() => this.#raw.end(REFUSED));
  }

  #when(act) {
    this.#decided = act;
    if (this.#raw !== null) act();
  }
}
