// One process of the app: a fresh JavaScript realm in which the SDK's script runs, with the platform around it.
//
// The script is compiled once and run in a new vm context for every process, so that nothing of one process reaches
// the next but what the SDK put into storage.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

import { log } from './journal.mjs';

/** Compiles a CommonJS script once; `run` is then called for each process. */
export function compile(path) {
  const source = readFileSync(path, 'utf8');
  return new vm.Script(`(function (exports, require, module) {${source}\n})`, { filename: path });
}

export class App {
  alive = true;
  #clock;
  #timers = new Set();
  #realm;
  #onThrow;

  /** `onThrow(error)` is told of each exception that leaves the SDK in a timer or an event handler. */
  constructor(clock, random, onThrow) {
    this.#clock = clock;
    this.#onThrow = onThrow;
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

  /** Runs the compiled script; `require(name)` gives the platform's modules. Returns what it exports. */
  load(script, require) {
    const module = { exports: {} };
    script.runInContext(this.global)(module.exports, require, module);
    return module.exports;
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
