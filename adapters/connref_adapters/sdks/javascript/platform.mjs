// A browser's page around @cometchat/chat-sdk-javascript: the globals that the SDK asks for.
//
// The package has no ping and takes no notice of background and foreground, so that these are not listed: what needs
// them is reported as unsupported, not as a failure. connect() and disconnect() are given their callbacks as the
// document has it; that this package declares none, and calls none, is a fact about the package and is reported.

import { createHash } from 'node:crypto';

import { compile } from '../shared/app.mjs';
import { fetchFor } from '../shared/backend.mjs';
import { ChatApp, WORLD_INPUTS, messageFrame } from '../shared/cometchat.mjs';
import { webSocketClass } from '../shared/socket.mjs';
import { webStorage } from '../shared/storage.mjs';

const PACKAGE = '@cometchat/chat-sdk-javascript';
const ORIGIN = 'https://app.invalid';

/** `require` resolves from the folder in which the package is installed. */
export function createPlatform(require) {
  const { version } = require(`${PACKAGE}/package.json`);
  const script = compile(require.resolve(PACKAGE));
  return {
    implementation: { name: PACKAGE, version, language: 'javascript' },
    inputs: ['init', 'login', 'logout', 'connect', 'disconnect', ...WORLD_INPUTS],
    observes: [
      'socket_opening', 'socket_open', 'socket_closed', 'socket_failed', 'status', 'outcome', 'threw', 'delivered',
      'user',
    ],
    uncaughtEndsApp: false, // a browser writes it to the console and goes on
    start: (app, device) => start(script, app, device),
    messageFrame,
  };
}

function start(script, app, device) {
  const page = new EventSource(app);
  const navigator = { userAgent: 'connref', language: 'en', onLine: device.server.network };
  Object.assign(app.global, {
    addEventListener: (type, listener) => page.add(type, listener),
    removeEventListener: (type, listener) => page.remove(type, listener),
    navigator,
    location: new URL(`${ORIGIN}/`),
    matchMedia: (media) => ({ media, matches: false, addEventListener() {}, removeEventListener() {} }),
    screen: { width: 1280, height: 800, availWidth: 1280, availHeight: 800 },
    document: pageDocument(app),
    localStorage: webStorage(device.storage),
    sessionStorage: webStorage(new Map()),
    fetch: fetchFor(device.server, app.realm),
    WebSocket: webSocketClass(device.server, app),
    FormData,
    crypto: pageCrypto(app.realm),
  });
  const chat = app.load(script, notInstalled).CometChat;
  const own = new ChatApp(chat, device.journal);
  return {
    init: (mode) => own.init(mode),
    login: (user) => own.login(user),
    logout: () => own.logout(),
    connect: (callbacks) => chat.connect(callbacks),
    disconnect: (callbacks) => chat.disconnect(callbacks),
    network: (up) => {
      navigator.onLine = up;
      page.emit(up ? 'online' : 'offline', app.global);
    },
  };
}

/** A document that is visible and empty: the SDK looks for elements and finds none. */
function pageDocument(app) {
  const events = new EventSource(app);
  return {
    hidden: false,
    visibilityState: 'visible',
    referrer: '',
    querySelector: () => null,
    querySelectorAll: () => [],
    getElementById: () => null,
    addEventListener: (type, listener) => events.add(type, listener),
    removeEventListener: (type, listener) => events.remove(type, listener),
  };
}

/** The part of the page's crypto that the SDK asks for, done at once: Node's own answers outside the virtual clock. */
function pageCrypto({ Promise }) {
  const digest = (algorithm, data) => {
    const name = String(algorithm.name ?? algorithm).replace('-', '').toLowerCase();
    const bytes = createHash(name).update(new Uint8Array(data.buffer ?? data)).digest();
    return Promise.resolve(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  };
  return { subtle: { digest } };
}

class EventSource {
  #app;
  #listeners = new Map();

  constructor(app) {
    this.#app = app;
  }

  add(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
  }

  remove(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  emit(type, target) {
    const event = { type, target };
    const property = target[`on${type}`];
    if (typeof property === 'function') this.#app.run(() => property.call(target, event));
    for (const listener of [...(this.#listeners.get(type) ?? [])]) this.#app.run(() => listener.call(target, event));
  }
}

function notInstalled(name) {
  const error = new Error(`Cannot find module '${name}'`);
  error.code = 'MODULE_NOT_FOUND';
  throw error;
}
