// One device from reset to reset, and the inputs of the protocol on it. What differs between SDKs is in the platform
// (driver.mjs says what it has).

import { App, seededRandom } from './app.mjs';
import { VirtualClock } from './clock.mjs';
import { Http } from './http.mjs';
import { Journal, log } from './journal.mjs';
import { isOwn } from './mistakes.mjs';
import { RequestError } from './protocol.mjs';
import { RealClock } from './real.mjs';
import { Server } from './server.mjs';

const OWN = ['init', 'login', 'logout', 'connect', 'disconnect', 'ping', 'background', 'foreground'];
const CALLS = ['connect', 'disconnect', 'ping'];

/** What happens to the world and not to the app; possible while the app is dead or suspended. */
const WORLD = {
  kill: (device) => device.kill(),
  suspend: (device) => (device.clock.frozen = true),
  resume: (device) => (device.clock.frozen = false),
  network_down: (device) => device.network(false),
  network_up: (device) => device.network(true),
  server_close: (device, { code }) => device.clock.soon(() => device.server.close(code)),
  server_mute: (device) => device.server.mute(),
  server_unmute: (device) => device.server.unmute(),
  server_refuse: (device) => (device.server.refusing = true),
  server_accept: (device) => (device.server.refusing = false),
  server_reject: (device) => (device.server.rejecting = true),
  server_approve: (device) => (device.server.rejecting = false),
  server_message: (device, { message }) => device.message(message),
};

/** What only a virtual clock can do. */
const FROZEN = ['suspend', 'resume'];

/** As WORLD, where the operating system tells the SDK of it. */
const NOTICED = { network_handover: (device, { notice }) => device.handover(notice) };

/** What the app does, other than the calls with callbacks, and what the operating system tells it. */
const APP = {
  init: (device) => device.sdk.init(device.mode),
  login: (device, { user }) => device.login(user),
  logout: (device) => device.sdk.logout(),
  background: (device) => device.sdk.background(),
  foreground: (device) => device.sdk.foreground(),
};

export class Device {
  storage = new Map();
  sdk = null;
  /** The user of the last login, to whom the server's messages go. */
  user = null;
  /** The WebSocket class that takes the place of the web's, where sockets are real. */
  webSocket = null;
  #app = null;
  #fatal = null;
  #mistake = null;
  #platform;
  #loopback;
  #random;

  /** `mode` is "auto", "manual" or null: what every init of this device asks for. `loopback`: real.mjs, or null. */
  constructor(platform, latency, mode, loopback) {
    this.mode = mode;
    this.clock = loopback === null ? new VirtualClock() : new RealClock();
    this.journal = new Journal(this.clock);
    this.server = new Server(this.clock, this.journal, latency, platform.server?.());
    this.http = new Http(this.clock, this.server, latency, platform.backend);
    this.#platform = platform;
    this.#loopback = loopback;
    this.#random = seededRandom(1);
    this.#start();
  }

  /** The inputs that can be asked of this SDK while its process lives, in the protocol's order. */
  get inputs() {
    const own = OWN.filter((name) => name in this.sdk);
    const all = [...own, ...Object.keys(WORLD), ...('handover' in this.sdk ? Object.keys(NOTICED) : [])];
    const lacks = [...(this.#platform.lacks ?? []), ...(this.#loopback === null ? [] : FROZEN)];
    return all.filter((name) => !lacks.includes(name));
  }

  /** Applies one input and lets everything happen that is due at this instant. */
  async apply(request) {
    const { input } = request;
    if (input === 'init' && this.#app === null) this.#start();
    this.#check(input);
    if (CALLS.includes(input)) await this.#call(input, request.call);
    else this.#guarded({ input }, () => ({ ...WORLD, ...NOTICED, ...APP })[input](this, request));
    await this.clock.settle();
    this.#checkAlive();
  }

  async advance(ms) {
    await this.clock.advance(ms);
    this.#checkAlive();
  }

  /** An observation now; `record('status', { value: 'connected' })`. */
  record(kind, fields) {
    this.journal.record(kind, fields);
  }

  login(user) {
    this.user = user;
    this.sdk.login(user);
  }

  network(up) {
    this.clock.soon(() => this.sdk?.network?.(up));
    if (up) this.server.networkUp();
    else this.server.networkDown();
  }

  handover(notice) {
    this.server.handover();
    if (notice) this.clock.soon(() => this.sdk?.handover?.());
  }

  message(message) {
    this.clock.soon(() => this.server.message(message, this.user));
  }

  /** The process dies; storage stays, in a new map, so that nothing can hold on to the old one. */
  kill() {
    this.#app?.kill();
    this.webSocket?.kill();
    this.server.forgetAll();
    this.#app = null;
    this.sdk = null;
    this.clock.frozen = false;
    this.storage = new Map(this.storage);
  }

  #start() {
    this.webSocket = this.#loopback?.webSocket(this.server) ?? null;
    this.#app = new App(this.clock, this.#random, (error) => this.#uncaught(error));
    this.sdk = this.#platform.start(this.#app, this);
  }

  #check(input) {
    if (this.#app === null && !(input in WORLD) && !(input in NOTICED)) {
      throw new RequestError('unsupported', `the app is dead: ${input} needs an init first`);
    }
    if (this.sdk !== null && !this.inputs.includes(input)) {
      throw new RequestError('unsupported', `this SDK has no input ${JSON.stringify(input)}`);
    }
  }

  /** An exception that left a timer or an event handler of the SDK: some platforms end the app for it. */
  #uncaught(error) {
    if (isOwn(error)) {
      this.#mistake ??= error;
      return;
    }
    log('[sdk threw out of an event]', error);
    if (this.#platform.uncaughtEndsApp) this.#fatal ??= error;
  }

  #checkAlive() {
    if (this.#mistake !== null) throw this.#mistake;
    if (this.#fatal === null) return;
    this.kill();
    throw new RequestError('crash', `an exception left the SDK outside any call: ${describe(this.#fatal)}`);
  }

  /** An API call with both callbacks. Frames sent until its microtasks have run follow from it. */
  async #call(api, call) {
    const report = (result) => (error) => this.#report(api, call, result, error);
    this.server.appPings = api === 'ping';
    this.#guarded({ call }, () => this.sdk[api]({ onSuccess: report('success'), onError: report('error') }));
    await this.clock.drained();
    this.server.appPings = false;
  }

  #report(api, call, result, error) {
    const detail = result === 'error' ? describe(error) : undefined;
    this.record('outcome', detail === undefined ? { call, api, result } : { call, api, result, detail });
  }

  #guarded(subject, action) {
    try {
      action();
    } catch (error) {
      if (error instanceof RequestError || isOwn(error)) throw error;
      log('[sdk threw]', error);
      this.record('threw', { ...subject, detail: describe(error) });
    }
  }
}

function describe(error) {
  if (error === null || error === undefined) return undefined;
  const text = error.code ?? error.message ?? (typeof error === 'object' ? JSON.stringify(error) : error);
  return String(text).slice(0, 200);
}
