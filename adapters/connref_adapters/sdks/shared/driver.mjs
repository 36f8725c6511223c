// Ties a platform to the protocol: the operations hello, reset, do, advance and bye.

import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

import { RestlessError } from './clock.mjs';
import { Device } from './device.mjs';
import { log } from './journal.mjs';
import { readOptions } from './options.mjs';
import { RequestError, serve } from './protocol.mjs';

const PROTOCOL = 1;

/** Runs a driver until `bye`. `createPlatform(packages)` gives the platform (see device.mjs). */
export async function main(createPlatform) {
  process.on('unhandledRejection', (error) => log('[unhandled rejection]', error));
  const driver = started(createPlatform);
  await serve((request) => driver.handle(request));
  process.exit(0);
}

/** What keeps a driver from starting is for a person: one sentence on its log, and a failing exit. */
function started(createPlatform) {
  try {
    const { packages, latency, tolerance } = readOptions(process.argv.slice(2), process.env);
    const require = createRequire(path.join(path.resolve(packages), 'package.json'));
    return new Driver(createPlatform(require), require('@sinonjs/fake-timers'), latency, tolerance);
  } catch (error) {
    log(`the driver cannot start: ${error.message.split('\n')[0]}`);
    return process.exit(1);
  }
}

class Driver {
  #platform;
  #fakeTimers;
  #latency;
  #tolerance;
  #device = null;

  constructor(platform, fakeTimers, latency, tolerance) {
    this.#platform = platform;
    this.#fakeTimers = fakeTimers;
    this.#latency = latency;
    this.#tolerance = tolerance;
  }

  async handle(request) {
    switch (request.op) {
      case 'hello':
        return this.#hello(request);
      case 'reset':
        return this.#played(() => this.#reset(request.mode));
      case 'do':
        return this.#played(() => this.#present().apply(request));
      case 'advance':
        return this.#played(() => this.#present().advance(whole(request.ms)));
      case 'bye':
        return {};
      default:
        throw new RequestError('unsupported', `no operation ${JSON.stringify(request.op)} in protocol ${PROTOCOL}`);
    }
  }

  #hello({ protocol }) {
    if (protocol !== PROTOCOL) {
      throw new RequestError('unsupported', `protocol ${protocol}: this driver speaks ${PROTOCOL}`);
    }
    const { implementation, inputs, observes } = this.#platform;
    return { implementation, clock: 'virtual', tolerance_ms: this.#tolerance, inputs, observes };
  }

  #reset(mode) {
    if (![null, 'auto', 'manual'].includes(mode)) throw new RequestError('bad-request', `mode ${JSON.stringify(mode)}`);
    this.#device?.kill();
    this.#device = new Device(this.#platform, this.#fakeTimers, this.#latency, mode);
  }

  #present() {
    if (this.#device === null) throw new RequestError('bad-request', 'a reset must come first');
    return this.#device;
  }

  async #played(action) {
    try {
      await action();
    } catch (error) {
      if (error instanceof RestlessError) throw new RequestError('crash', error.message);
      throw error;
    }
    const { clock, journal } = this.#device;
    return { now: clock.now, observations: journal.take(), next: clock.next };
  }
}

function whole(ms) {
  if (Number.isSafeInteger(ms) && ms >= 0) return ms;
  throw new RequestError('bad-request', `ms ${JSON.stringify(ms)}: expected 0 or more`);
}
