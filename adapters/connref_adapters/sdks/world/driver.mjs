// Ties a platform to the protocol: the operations hello, reset, do, advance and bye.
//
//   await drive((packages) => ({
//     implementation: { name, version, language },
//     observes: ['status', 'delivered', 'user'],          what the app tells, beside what the world sees of itself
//     lacks: ['suspend', 'resume'],                       optional: inputs that the world has and this driver does not ask
//     server: () => half,                                 the vendor's half of the server, anew for each device (server.mjs)
//     backend: (request, server) => response,             optional: what HTTP is answered with (http.mjs)
//     uncaughtEndsApp: false,                             whether an exception in a timer or a handler ends the app
//     hello: { modes: ['manual'] },                       optional: further fields of the hello reply
//     start: (app, device) => ({ init(mode), login(user), connect(callbacks), … }),   a new process of the app
//   }));
//
// What `start` returns has one method for each input that the SDK has, out of init, login, logout, connect, disconnect,
// ping, background, foreground; network(up) and handover() where the operating system gives notice of those. The
// inputs of the hello follow from it.

import process from 'node:process';

import { RestlessError } from './clock.mjs';
import { Device } from './device.mjs';
import { log } from './journal.mjs';
import { readOptions } from './options.mjs';
import { Packages } from './packages.mjs';
import { RequestError, serve } from './protocol.mjs';
import { Loopback } from './real.mjs';

const PROTOCOL = 1;

const SEEN = ['socket_opening', 'socket_open', 'socket_closed', 'socket_failed'];

/** Runs a driver until `bye`. `createPlatform(packages)` gives the platform, as the head of this file has it. */
export async function drive(createPlatform) {
  process.on('unhandledRejection', (error) => log('[unhandled rejection]', error));
  const driver = await started(createPlatform);
  await serve((request) => driver.handle(request), { atOnce: driver.real });
  process.exit(0);
}

/** What keeps a driver from starting is for a person: one sentence on its log, and a failing exit. */
async function started(createPlatform) {
  try {
    const { packages, latency, tolerance, real } = readOptions(process.argv.slice(2), process.env);
    const loopback = real === null ? null : await Loopback.listening(new Packages(real).require('ws'));
    return new Driver(createPlatform(new Packages(packages)), latency, tolerance, loopback);
  } catch (error) {
    log(`the driver cannot start: ${error.message.split('\n')[0]}`);
    return process.exit(1);
  }
}

class Driver {
  #platform;
  #latency;
  #tolerance;
  #loopback;
  #device = null;

  /** `loopback` where time and sockets are real, else null. */
  constructor(platform, latency, tolerance, loopback) {
    this.#loopback = loopback;
    this.#platform = platform;
    this.#latency = latency;
    this.#tolerance = tolerance;
  }

  /** Whether time goes by itself. */
  get real() {
    return this.#loopback !== null;
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
    const { implementation, observes, hello } = this.#platform;
    const device = new Device(this.#platform, this.#latency, null, this.#loopback);
    const inputs = device.inputs;
    device.kill();
    const pings = inputs.includes('ping') ? ['ping_sent'] : [];
    const seen = [...SEEN, ...pings, 'outcome', 'threw', ...observes];
    const clock = this.real ? 'real' : 'virtual';
    return { implementation, clock, tolerance_ms: this.#tolerance, inputs, observes: seen, ...hello };
  }

  #reset(mode) {
    if (![null, 'auto', 'manual'].includes(mode)) throw new RequestError('bad-request', `mode ${JSON.stringify(mode)}`);
    this.#device?.kill();
    this.#device = new Device(this.#platform, this.#latency, mode, this.#loopback);
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
