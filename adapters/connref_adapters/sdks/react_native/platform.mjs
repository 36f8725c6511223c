// React Native around @cometchat/chat-sdk-react-native: the modules and globals that the SDK asks for.

import { compile } from '../shared/app.mjs';
import { fetchFor } from '../shared/backend.mjs';
import { ChatApp, WORLD_INPUTS, messageFrame } from '../shared/cometchat.mjs';
import { webSocketClass } from '../shared/socket.mjs';
import { asyncStorage } from '../shared/storage.mjs';

const PACKAGE = '@cometchat/chat-sdk-react-native';

/** `require` resolves from the folder in which the package is installed. */
export function createPlatform(require) {
  const { version } = require(`${PACKAGE}/package.json`);
  const script = compile(require.resolve(PACKAGE));
  const calls = ['init', 'login', 'logout', 'connect', 'disconnect', 'ping', 'background', 'foreground'];
  return {
    implementation: { name: PACKAGE, version, language: 'javascript' },
    inputs: [...calls, ...WORLD_INPUTS],
    observes: [
      'socket_opening', 'socket_open', 'socket_closed', 'socket_failed', 'ping_sent', 'status', 'outcome', 'threw',
      'delivered', 'user',
    ],
    uncaughtEndsApp: true, // a release build of React Native ends the app
    start: (app, device) => start(script, app, device),
    messageFrame,
  };
}

function start(script, app, device) {
  const appState = new AppState(app);
  Object.assign(app.global, {
    navigator: { userAgent: 'connref', product: 'ReactNative' },
    __DEV__: false,
    fetch: fetchFor(device.server, app.realm),
    WebSocket: webSocketClass(device.server, app),
    FormData,
  });
  const modules = nativeModules(appState, asyncStorage(device.storage, app.realm.Promise));
  const chat = app.load(script, (name) => modules[name] ?? missing(name)).CometChat;
  const own = new ChatApp(chat, device.journal);
  return {
    init: (mode) => own.init(mode),
    login: (user) => own.login(user),
    logout: () => own.logout(),
    connect: (callbacks) => chat.connect(callbacks),
    disconnect: (callbacks) => chat.disconnect(callbacks),
    ping: (callbacks) => chat.ping(callbacks),
    background: () => appState.change('background'),
    foreground: () => appState.change('active'),
  };
}

/** React Native's AppState: the operating system's word on background and foreground. */
class AppState {
  currentState = 'active';
  #app;
  #listeners = new Set();

  constructor(app) {
    this.#app = app;
  }

  addEventListener(type, listener) {
    if (type !== 'change') return { remove: () => {} };
    this.#listeners.add(listener);
    return { remove: () => this.#listeners.delete(listener) };
  }

  change(state) {
    this.currentState = state;
    for (const listener of [...this.#listeners]) this.#app.run(() => listener(state));
  }
}

function nativeModules(appState, storage) {
  const screen = { width: 400, height: 800, scale: 1, fontScale: 1 };
  return {
    '@react-native-async-storage/async-storage': { __esModule: true, default: storage },
    'react-native': {
      AppState: appState,
      Dimensions: { get: () => screen },
      Platform: { OS: 'ios' },
      NativeModules: {},
    },
    react: { Component: class {} },
  };
}

/** How a bundler and Node answer for an optional module that is not installed. */
function missing(name) {
  const error = new Error(`Cannot find module '${name}'`);
  error.code = 'MODULE_NOT_FOUND';
  throw error;
}
