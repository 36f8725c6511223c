// The virtual clock: every timer of the SDK, of the platform and of the fake server, on one line of milliseconds.
//
// The timers are those of @sinonjs/fake-timers, fired one at a time. After each one the microtasks are drained, as a
// real event loop does, so that promise chains end in the instant in which they began. Nothing moves but by `advance`.

/** The wall-clock instant of every reset: fixed, so that the same requests give the same bytes. */
const EPOCH = Date.UTC(2026, 0, 1);

/** More events than this in one instant means that the SDK does not come to rest. */
const MAX_EVENTS_PER_INSTANT = 10_000;

/** The SDK under test keeps arming work for the same instant and never rests. */
export class RestlessError extends Error {}

export class VirtualClock {
  #timers;
  #soon = [];

  /** `fakeTimers` is the module @sinonjs/fake-timers. */
  constructor(fakeTimers) {
    // A global whose setTimeout returns a number: browsers and React Native have numbers for ids, Node has objects.
    const global = { Date, setTimeout: () => 1, clearTimeout() {}, setInterval: () => 1, clearInterval() {} };
    this.#timers = fakeTimers.withGlobal(global).createClock(EPOCH);
  }

  /** Milliseconds since the reset. */
  get now() {
    return this.#timers.now - EPOCH;
  }

  /** The Date class that reads this clock. */
  get Date() {
    return this.#timers.Date;
  }

  setTimeout(callback, ms) {
    return this.#timers.setTimeout(callback, ms);
  }

  setInterval(callback, ms) {
    return this.#timers.setInterval(callback, ms);
  }

  clear(id) {
    this.#timers.clearTimeout(id);
  }

  /** Runs `callback` at the present instant, after the code that runs now and its microtasks. */
  soon(callback) {
    this.#soon.push(callback);
  }

  /** Runs `callback` after `ms`; 0 means at this instant, which setTimeout does not promise inside another timer. */
  after(ms, callback) {
    if (ms > 0) this.#timers.setTimeout(callback, ms);
    else this.soon(callback);
  }

  /** The instant of the next armed timer in ms since the reset, or null. */
  get next() {
    let first = null;
    for (const timer of Object.values(this.#timers.timers ?? {})) {
      if (first === null || timer.callAt < first) first = timer.callAt;
    }
    return first === null ? null : first - EPOCH;
  }

  /** Lets promise chains run to their end, and nothing else: one turn of the real event loop drains them all. */
  drained() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets all that is due at the present instant happen. */
  async settle() {
    for (let events = 0; events < MAX_EVENTS_PER_INSTANT; events += 1) {
      await this.drained();
      const callback = this.#soon.shift();
      if (callback) callback();
      else if (this.next !== null && this.next <= this.now) this.#timers.next();
      else return;
    }
    throw new RestlessError(`more than ${MAX_EVENTS_PER_INSTANT} events at ${this.now} ms and no end of them`);
  }

  /** Moves on by `ms`, from armed timer to armed timer, the end instant included. */
  async advance(ms) {
    const end = this.now + ms;
    await this.settle();
    while (this.next !== null && this.next <= end) {
      this.#timers.next();
      await this.settle();
    }
    this.#timers.tick(end - this.now); // no timer is left before the end: this moves the time and fires nothing
  }
}
