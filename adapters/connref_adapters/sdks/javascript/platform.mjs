// A browser's page around @cometchat/chat-sdk-javascript.
//
// The package has no ping and takes no notice of background and foreground, so that these are not listed: what needs
// them is reported as unsupported, not as a failure. connect() and disconnect() are given their callbacks as the
// document has it; that this package declares none, and calls none, is a fact about the package and is reported.

import { ChatApp, OBSERVES } from '../cometchat/app.mjs';
import { backend } from '../cometchat/backend.mjs';
import { server } from '../cometchat/server.mjs';
import { browser } from '../world/index.mjs';

const PACKAGE = '@cometchat/chat-sdk-javascript';

/** `packages` is the folder in which the package is installed. */
export function createPlatform(packages) {
  return {
    implementation: { name: PACKAGE, version: packages.version(PACKAGE), language: 'javascript' },
    observes: OBSERVES,
    lacks: ['suspend', 'resume'], // the findings that are told of it were made without
    uncaughtEndsApp: false, // a browser writes it to the console and goes on
    server,
    backend,
    start: (app, device) => start(packages, app, device),
  };
}

function start(packages, app, device) {
  const { network } = browser(app, device);
  const chat = packages.load(app, PACKAGE).CometChat;
  const own = new ChatApp(chat, device);
  return {
    init: (mode) => own.init(mode),
    login: (user) => own.login(user),
    logout: () => own.logout(),
    connect: (callbacks) => chat.connect(callbacks),
    disconnect: (callbacks) => chat.disconnect(callbacks),
    network,
  };
}
