// A driver of the connref protocol, for the toy SDK beside it. Needs Node 18 or newer and nothing else.
//
// Try it:      connref run --driver "node driver.mjs"
// Make it yours: replace toy_sdk.mjs by your SDK and change what is marked CHANGE. Keep world.mjs if your SDK can be
// given a clock and a socket from outside; else put a real clock and a real server there, and say "real" below.
// Standard output carries replies alone: log with console.error.

import { createInterface } from 'node:readline';

import { ToySdk } from './toy_sdk.mjs'; // CHANGE: your SDK
import { World } from './world.mjs';

const HELLO = {
  implementation: { name: 'toy-sdk', version: '1.0.0', language: 'javascript' }, // CHANGE
  clock: 'virtual',
  tolerance_ms: 0, // CHANGE: how late your SDK's timers may be, 1000 if it polls once a second
  // CHANGE: leave out what your SDK does not have; what needs it is then reported as unsupported.
  inputs: [
    'init', 'login', 'logout', 'connect', 'disconnect', 'ping', 'background', 'foreground', 'kill',
    'suspend', 'resume', 'network_handover', 'network_down', 'network_up', 'server_close', 'server_mute',
    'server_unmute', 'server_refuse', 'server_accept', 'server_reject', 'server_approve', 'server_message',
  ],
  observes: [
    'socket_opening', 'socket_open', 'socket_closed', 'socket_failed', 'ping_sent', 'outcome', 'threw',
    'delivered', 'user',
  ],
};

const OWN_FILES = [import.meta.url, new URL('world.mjs', import.meta.url).href];

/** Whether the driver made this mistake, and not the SDK: it was thrown in one of the driver's own files. */
function isOwn(error) {
  const thrown = String(error?.stack).split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return OWN_FILES.some((file) => thrown?.includes(`${file}:`));
}

/** One method for each operation of the protocol. */
class Driver {
  hello() {
    return HELLO;
  }

  bye() {
    return {};
  }

  /** A new device; `mode` is what every init until the next reset asks for (null: the app does not say). */
  reset({ mode }) {
    this.mode = mode;
    this.world = new World();
    this.startApp();
    return this.played();
  }

  /** A new process of the app: nothing but the storage is left of the one before. */
  startApp() {
    this.sdk = new ToySdk(this.world, (message) => this.world.record('delivered', { message })); // CHANGE
  }

  /** One input now. An exception that leaves the SDK is an observation; the driver's own is not the SDK's. */
  async do(request) {
    try {
      this.apply(request.input, request);
      await this.world.clock.advance(0);
    } catch (error) {
      if (isOwn(error)) throw error;
      const subject = request.call === undefined ? { input: request.input } : { call: request.call };
      this.world.record('threw', { ...subject, detail: String(error) });
    }
    return this.played();
  }

  /** CHANGE: how each input reaches your SDK. */
  apply(name, request) {
    if (['connect', 'disconnect', 'ping'].includes(name)) {
      const outcome = (result) => () => this.world.record('outcome', { call: request.call, api: name, result });
      this.sdk[name]({ onSuccess: outcome('success'), onError: outcome('error') });
    } else if (name === 'init') {
      this.sdk.init(this.mode === null ? {} : { auto: this.mode === 'auto' });
      this.world.record('user', { value: this.sdk.user });
    } else if (name === 'login') {
      this.sdk.login(request.user);
    } else if (['logout', 'background', 'foreground'].includes(name)) {
      this.sdk[name]();
    } else if (name === 'kill') {
      this.world.forgetProcess();
      this.startApp();
    } else {
      this.world.change(name, request);
      const { clock } = this.world;
      if (name === 'network_handover') request.notice && clock.after(0, () => this.sdk.networkReplaced());
      else if (name.startsWith('network_')) clock.after(0, () => this.sdk.networkChanged(name === 'network_up'));
    }
  }

  async advance({ ms }) {
    await this.world.clock.advance(ms);
    return this.played();
  }

  played() {
    return { now: this.world.clock.now, observations: this.world.observed(), next: this.world.clock.next };
  }
}

// Request lines in, reply lines out, strictly in order.
const driver = new Driver();
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let reply = { id: request.id };
  try {
    reply = { ...reply, ok: true, ...(await driver[request.op](request)) };
  } catch (error) {
    console.error(error); // the kit is told whose it is, and goes on with the next story
    reply = { ...reply, ok: false, error: { kind: isOwn(error) ? 'driver' : 'crash', message: String(error) } };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
  if (request.op === 'bye') break;
}
process.stdin.destroy(); // nothing more is read: the process ends once its replies are written
