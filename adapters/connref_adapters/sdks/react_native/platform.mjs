// React Native around @cometchat/chat-sdk-react-native: the modules and globals that the SDK asks for, and its public API.

import { compile } from '../shared/app.mjs';
import { AUTH_KEY, HOSTS, fetchFor } from '../shared/backend.mjs';
import { log } from '../shared/journal.mjs';
import { webSocketClass } from '../shared/socket.mjs';
import { asyncStorage } from '../shared/storage.mjs';

const PACKAGE = '@cometchat/chat-sdk-react-native';
const APP_ID = 'app';
const LISTENER = 'connref';

const INPUTS = [
  'init', 'login', 'logout', 'connect', 'disconnect', 'ping', 'background', 'foreground', 'kill',
  'network_down', 'network_up', 'server_close', 'server_mute', 'server_unmute', 'server_refuse', 'server_accept',
  'server_reject', 'server_approve', 'server_message',
];
const OBSERVES = [
  'socket_opening', 'socket_open', 'socket_closed', 'socket_failed', 'ping_sent', 'status', 'outcome', 'threw',
  'delivered', 'user',
];

/** `require` resolves from the folder in which the package is installed. */
export function createPlatform(require) {
  const { version } = require(`${PACKAGE}/package.json`);
  const script = compile(require.resolve(PACKAGE));
  return {
    implementation: { name: PACKAGE, version, language: 'javascript' },
    inputs: INPUTS,
    observes: OBSERVES,
    start: (app, device) => new ReactNativeSdk(script, app, device),
  };
}

class ReactNativeSdk {
  #chat;
  #app;
  #journal;
  #appStateListeners = [];

  constructor(script, app, device) {
    this.#app = app;
    this.#journal = device.journal;
    Object.assign(app.global, {
      navigator: { userAgent: 'connref', product: 'ReactNative' },
      __DEV__: false,
      fetch: fetchFor(device.server, app.realm),
      WebSocket: webSocketClass(device.server, app),
      FormData,
    });
    const modules = this.#modules(device);
    this.#chat = app.load(script, (name) => modules[name] ?? missing(name)).CometChat;
    this.#listen();
  }

  init(mode) {
    const { CometChat, journal } = { CometChat: this.#chat, journal: this.#journal };
    const builder = new CometChat.AppSettingsBuilder()
      .subscribePresenceForAllUsers()
      .setRegion('us')
      .overrideAdminHost(HOSTS.admin)
      .overrideClientHost(HOSTS.client);
    if (mode !== null) builder.autoEstablishSocketConnection(mode === 'auto');
    CometChat.init(APP_ID, builder.build())
      .then(() => CometChat.getLoggedinUser())
      .then((user) => journal.record('user', { value: user ? user.getUid() : null }))
      .catch((error) => log('[init failed]', JSON.stringify(error) ?? error));
  }

  login(user) {
    this.#chat.login(user, AUTH_KEY).catch((error) => log('[login failed]', JSON.stringify(error) ?? error));
  }

  logout() {
    this.#chat.logout().catch((error) => log('[logout failed]', JSON.stringify(error) ?? error));
  }

  connect(callbacks) {
    this.#chat.connect(callbacks);
  }

  disconnect(callbacks) {
    this.#chat.disconnect(callbacks);
  }

  ping(callbacks) {
    this.#chat.ping(callbacks);
  }

  background() {
    this.#tellAppState('background');
  }

  foreground() {
    this.#tellAppState('active');
  }

  /** The frame with which the server delivers a text message. */
  messageText(message, user) {
    const addressed = { receiver: user, receiverType: 'user', sender: 'sender' };
    const body = { id: message, muid: message, conversationId: `sender_user_${user}`, ...addressed };
    const content = { type: 'text', category: 'message', sentAt: 1, data: { text: message, entities: entities(user) } };
    return JSON.stringify({ type: 'message', appId: APP_ID, ...addressed, body: { ...body, ...content } });
  }

  #modules(device) {
    const AppState = {
      currentState: 'active',
      addEventListener: (type, listener) => {
        if (type === 'change') this.#appStateListeners.push(listener);
        return { remove: () => this.#appStateListeners.splice(this.#appStateListeners.indexOf(listener), 1) };
      },
    };
    const screen = { width: 400, height: 800, scale: 1, fontScale: 1 };
    return {
      '@react-native-async-storage/async-storage': {
        __esModule: true,
        default: asyncStorage(device.storage, this.#app.realm.Promise),
      },
      'react-native': { AppState, Dimensions: { get: () => screen }, Platform: { OS: 'ios' }, NativeModules: {} },
      react: { Component: class {} },
    };
  }

  #listen() {
    const status = (value) => () => this.#journal.record('status', { value });
    const { CometChat } = { CometChat: this.#chat };
    CometChat.addConnectionListener(LISTENER, new CometChat.ConnectionListener({
      onConnected: status('connected'),
      inConnecting: status('connecting'),
      onDisconnected: status('disconnected'),
    }));
    CometChat.addMessageListener(LISTENER, new CometChat.MessageListener({
      onTextMessageReceived: (message) => this.#journal.record('delivered', { message: message.getText() }),
    }));
  }

  #tellAppState(state) {
    for (const listener of [...this.#appStateListeners]) this.#app.run(() => listener(state));
  }
}

function entities(user) {
  const entity = (uid) => ({ entityType: 'user', entity: { uid, name: uid, status: 'online', role: 'default' } });
  return { sender: entity('sender'), receiver: entity(user) };
}

/** How Metro and Node both answer for an optional module that is not installed. */
function missing(name) {
  const error = new Error(`Cannot find module '${name}'`);
  error.code = 'MODULE_NOT_FOUND';
  throw error;
}
