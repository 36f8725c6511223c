// What both published SDKs share of their public API: settings, listeners, users, and the frame of a message.

import { AUTH_KEY, HOSTS } from './backend.mjs';
import { log } from '../world/index.mjs';

const APP_ID = 'app';
const LISTENER = 'connref';

/** What the app tells of itself. */
export const OBSERVES = ['status', 'delivered', 'user'];

/** The app: it calls the SDK as a customer's code would, and writes down what its listeners are told. */
export class ChatApp {
  #chat;
  #device;

  constructor(chat, device) {
    this.#chat = chat;
    this.#device = device;
    this.#listen();
  }

  init(mode) {
    const chat = this.#chat;
    const builder = new chat.AppSettingsBuilder()
      .subscribePresenceForAllUsers()
      .setRegion('us')
      .overrideAdminHost(HOSTS.admin)
      .overrideClientHost(HOSTS.client);
    if (mode !== null) builder.autoEstablishSocketConnection(mode === 'auto');
    chat
      .init(APP_ID, builder.build())
      .then(() => chat.getLoggedinUser())
      .then((user) => this.#device.record('user', { value: user ? user.getUid() : null }))
      .catch(logged('init'));
  }

  login(user) {
    this.#chat.login(user, AUTH_KEY).catch(logged('login'));
  }

  logout() {
    this.#chat.logout().catch(logged('logout'));
  }

  #listen() {
    const status = (value) => () => this.#device.record('status', { value });
    this.#chat.addConnectionListener(LISTENER, new this.#chat.ConnectionListener({
      onConnected: status('connected'),
      inConnecting: status('connecting'),
      onDisconnected: status('disconnected'),
    }));
    this.#chat.addMessageListener(LISTENER, new this.#chat.MessageListener({
      onTextMessageReceived: (message) => this.#device.record('delivered', { message: message.getText() }),
    }));
  }
}

/** The frame with which the server delivers a text message to `user`. */
export function messageFrame(message, user) {
  const addressed = { receiver: user, receiverType: 'user', sender: 'sender' };
  const body = { id: message, muid: message, conversationId: `sender_user_${user}`, ...addressed };
  const content = { type: 'text', category: 'message', sentAt: 1, data: { text: message, entities: entities(user) } };
  return JSON.stringify({ type: 'message', appId: APP_ID, ...addressed, body: { ...body, ...content } });
}

function entities(user) {
  const entity = (uid) => ({ entityType: 'user', entity: { uid, name: uid, status: 'online', role: 'default' } });
  return { sender: entity('sender'), receiver: entity(user) };
}

/** A promise that the SDK rejects is not a callback of the protocol: it goes to the driver's log. */
function logged(what) {
  return (error) => log(`[${what} was rejected]`, error);
}
