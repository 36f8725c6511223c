// The driver of the Ionic SDK: node driver.mjs --packages DIR (see sdks/README.md).

import { ChatApp, OBSERVES } from '../cometchat/app.mjs';
import { backend } from '../cometchat/backend.mjs';
import { server } from '../cometchat/server.mjs';
import { browser, drive } from '../world/index.mjs';

const PACKAGE = '@cometchat/chat-sdk-ionic';

await drive((packages) => ({
  implementation: { name: PACKAGE, version: packages.version(PACKAGE), language: 'javascript' },
  observes: OBSERVES,
  uncaughtEndsApp: false, // the web view writes it to the console and goes on
  server,
  backend,
  start(app, device) {
    const page = browser(app, device);
    const chat = packages.load(app, PACKAGE).CometChat;
    const own = new ChatApp(chat, device);
    return {
      init: (mode) => own.init(mode),
      login: (user) => own.login(user),
      logout: () => own.logout(),
      connect: (callbacks) => chat.connect(callbacks),
      disconnect: (callbacks) => chat.disconnect(callbacks),
      ping: (callbacks) => chat.ping(callbacks),
      ...page,
    };
  },
}));
