// The virtual clock: every timer of the SDK, of the platform and of the fake server, on one line of milliseconds.
//
// Timers fire one at a time, by instant and then by the order in which they were armed. After each one the microtasks
// are drained, as a real event loop does, so that promise chains end in the instant in which they began. Nothing moves
// but by `advance`. While the process is suspended time goes on and nothing fires.

/** The wall-clock instant of every reset: fixed, so that the same requests give the same bytes. */
const EPOCH = Date.UTC(2026, 0, 1);

/** More events than this in one instant means that the SDK does not come to rest. */
const MAX_EVENTS_PER_INSTANT = 10_000;

/** The longest delay of the web's timers; a longer one counts as 1 ms there. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The SDK under test keeps arming work for the same instant and never rests. */
export class RestlessError extends Error {}

export class VirtualClock {
  /** Milliseconds since the reset. */
  now = 0;
  /** Whether the process is suspended. */
  frozen = false;
  #armed = new Map();
  #soon = [];
  #count = 0;
  #firing = false;
  /** The Date class that reads this clock. */
  Date = dateClass(() => EPOCH + this.now);

  setTimeout(callback, ms) {
    // Inside a timer, 0 means 1: a chain of such timers moves on, as it does in browsers and in Node.
    return this.#arm(callback, delay(ms) || (this.#firing ? 1 : 0), null);
  }

  setInterval(callback, ms) {
    const every = Math.max(1, delay(ms));
    return this.#arm(callback, every, every);
  }

  clear(id) {
    this.#armed.delete(id);
  }

  /** Runs `callback` at the present instant, after the code that runs now and its microtasks. */
  soon(callback) {
    this.#soon.push(callback);
  }

  /** Runs `callback` after `ms`; 0 means at this instant, which setTimeout does not promise inside another timer. */
  after(ms, callback) {
    if (ms > 0) this.setTimeout(callback, ms);
    else this.soon(callback);
  }

  /** The instant of the next armed timer in ms since the reset, or null. */
  get next() {
    return this.frozen ? null : (this.#first()?.at ?? null);
  }

  /** Lets promise chains run to their end, and nothing else: one turn of the real event loop drains them all. */
  drained() {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets all that is due at the present instant happen. */
  async settle() {
    for (let events = 0; events < MAX_EVENTS_PER_INSTANT; events += 1) {
      await this.drained();
      if (this.frozen) return;
      const callback = this.#soon.shift();
      if (callback) callback();
      else if (this.#due(this.now)) this.#fire();
      else return;
    }
    throw new RestlessError(`more than ${MAX_EVENTS_PER_INSTANT} events at ${this.now} ms and no end of them`);
  }

  /** Moves on by `ms`, from armed timer to armed timer, the end instant included. */
  async advance(ms) {
    const end = this.now + ms;
    await this.settle();
    while (!this.frozen && this.#due(end)) {
      this.#fire();
      await this.settle();
    }
    this.now = end;
  }

  #arm(callback, ms, every) {
    this.#count += 1;
    this.#armed.set(this.#count, { id: this.#count, at: this.now + ms, callback, every });
    return this.#count; // browsers and React Native have numbers for ids
  }

  #first() {
    let first = null;
    for (const timer of this.#armed.values()) if (first === null || timer.at < first.at) first = timer;
    return first;
  }

  #due(end) {
    const first = this.#first();
    return first !== null && first.at <= end;
  }

  #fire() {
    const timer = this.#first();
    this.now = Math.max(this.now, timer.at); // what was due in a suspension is late
    if (timer.every === null) this.#armed.delete(timer.id);
    else timer.at = this.now + timer.every;
    this.#firing = true;
    try {
      timer.callback();
    } finally {
      this.#firing = false;
    }
  }
}

function delay(ms) {
  const whole = Math.trunc(Number(ms)) || 0;
  return whole > MAX_DELAY_MS ? 1 : Math.max(0, whole);
}

/** The built-in Date, but that it takes its present from `present`. */
function dateClass(present) {
  const Faked = new Proxy(Date, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [present()], made),
    apply: () => new Date(present()).toString(),
    get: (target, name) => (name === 'now' ? present : Reflect.get(target, name)),
  });
  return Faked;
}
