// One process of the app: a fresh JavaScript realm in which the SDK's code runs, with the platform around it.
//
// Scripts are compiled once and run in a new vm context for every process, so that nothing of one process reaches the
// next but what the SDK put into storage.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

import { log } from './journal.mjs';
import { deliberate } from './mistakes.mjs';

// The classes of the web, made of the realm's own intrinsics. Named by its URL: it is the driver's, not the SDK's.
const WEB_FILE = new URL('./web.js', import.meta.url);
const WEB = new vm.Script(readFileSync(WEB_FILE, 'utf8'), { filename: WEB_FILE.href });

export class App {
  alive = true;
  /** What `Packages` has run in this process, by file. */
  modules = new Map();
  #clock;
  #timers = new Set();
  #realm;
  #onThrow;
  #web = null;

  /** `onThrow(error)` is told of each exception that leaves the SDK in a timer or an event handler. */
  constructor(clock, random, onThrow) {
    this.#clock = clock;
    this.#onThrow = onThrow;
    this.random = random;
    const global = vm.createContext({});
    Object.assign(global, this.#timerFunctions(), { window: global, global, self: global, console: quietConsole() });
    Object.assign(global, { Date: clock.Date, URL, URLSearchParams, TextEncoder, TextDecoder });
    global.performance = { now: () => clock.now };
    this.#realm = vm.runInContext('({ Promise, TypeError, JSON, Math })', global);
    this.#realm.Math.random = random;
    this.global = global;
  }

  /** The intrinsic objects of this process, for the platform's promises and replies. */
  get realm() {
    return this.#realm;
  }

  /** The web's classes in this realm (web.js): Event, WebSocket, fetch and more; `device` carries what they send. */
  web(device) {
    this.#web ??= WEB.runInContext(this.global)({
      run: (callback) => this.run(callback),
      clock: this.#clock,
      server: device.server,
      http: device.http,
      random: this.random,
      deliberate,
      URL,
      encode: (text) => Buffer.from(text, 'utf8'),
      decode: (bytes, label, options) => new TextDecoder(label, options).decode(bytes),
    });
    if (device.webSocket !== null) this.#web.WebSocket = device.webSocket;
    return this.#web;
  }

  /** Runs the SDK's code on behalf of the platform; an exception is recorded, as the app's platform would see it. */
  run(callback) {
    if (!this.alive) return;
    try {
      callback();
    } catch (error) {
      this.#onThrow(error);
    }
  }

  /** The process dies: no code of it ever runs again. */
  kill() {
    this.alive = false;
    for (const id of this.#timers) this.#clock.clear(id);
  }

  #timerFunctions() {
    const clear = (id) => {
      this.#timers.delete(id);
      this.#clock.clear(id);
    };
    const set = (arm, once) => (callback, ms, ...rest) => {
      if (typeof callback !== 'function') throw deliberate(new this.#realm.TypeError('the callback is no function'));
      const id = arm(() => {
        if (once) this.#timers.delete(id);
        this.run(() => callback(...rest));
      }, ms);
      this.#timers.add(id);
      return id;
    };
    return {
      setTimeout: set((callback, ms) => this.#clock.setTimeout(callback, ms), true),
      setInterval: set((callback, ms) => this.#clock.setInterval(callback, ms), false),
      setImmediate: set((callback) => this.#clock.setTimeout(callback, 0), true),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
      queueMicrotask: (callback) => queueMicrotask(() => this.run(callback)),
    };
  }
}

/** The SDK's own chatter is dropped; what it warns of goes to the driver's log. */
function quietConsole() {
  const drop = () => {};
  const warn = (...parts) => log('[sdk]', ...parts);
  return { log: drop, info: drop, debug: drop, trace: drop, warn, error: warn };
}

/** A small seeded generator (mulberry32): the same requests give the same jitter and the same identifiers. */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
