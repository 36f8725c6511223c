// React Native around @cometchat/chat-sdk-react-native: the modules and globals that the SDK asks for.

import { ChatApp, OBSERVES } from '../cometchat/app.mjs';
import { backend } from '../cometchat/backend.mjs';
import { server } from '../cometchat/server.mjs';
import { asyncStorage } from '../world/index.mjs';

const PACKAGE = '@cometchat/chat-sdk-react-native';

/** `packages` is the folder in which the package is installed. */
export function createPlatform(packages) {
  return {
    implementation: { name: PACKAGE, version: packages.version(PACKAGE), language: 'javascript' },
    observes: OBSERVES,
    lacks: ['suspend', 'resume'], // the findings that are told of it were made without
    uncaughtEndsApp: true, // a release build of React Native ends the app
    server,
    backend,
    start: (app, device) => start(packages, app, device),
  };
}

function start(packages, app, device) {
  const appState = new AppState(app);
  const { WebSocket, fetch } = app.web(device);
  const navigator = { userAgent: 'connref', product: 'ReactNative' };
  Object.assign(app.global, { navigator, __DEV__: false, fetch, WebSocket, FormData });
  const modules = nativeModules(appState, asyncStorage(device.storage, app.realm.Promise));
  const chat = packages.load(app, PACKAGE, modules).CometChat;
  const own = new ChatApp(chat, device);
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
