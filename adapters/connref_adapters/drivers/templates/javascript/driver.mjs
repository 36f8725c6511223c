// A driver of the connref protocol, for the toy SDK beside it. Needs Node 18 or newer and nothing else.
//
// Try it:        connref run --driver "node driver.mjs"
// Make it yours: change what is marked CHANGE. world/ plays the browser, the network, the clock and the line to the kit.
// Standard output carries replies alone: log with console.error.

import { browser, drive } from './world/index.mjs';

// CHANGE: your vendor's frames, one object for each device.
const server = () => ({
  receive: (peer, data) => {
    const { type } = JSON.parse(data);
    if (type === 'auth') peer.authenticate({ approved: '{"type":"welcome"}', rejected: '{"type":"denied"}' });
    if (type === 'ping') peer.pong('{"type":"pong"}');
  },
  message: (peer, text) => JSON.stringify({ type: 'message', text }),
});

await drive((packages) => ({
  implementation: { name: 'toy-sdk', version: '1.0.0', language: 'javascript' }, // CHANGE
  observes: ['status', 'delivered', 'user'], // CHANGE: leave out what your SDK does not tell
  server,
  uncaughtEndsApp: false, // CHANGE: true where an exception in a timer or a handler ends the app, as React Native does
  /** A new process of the app. CHANGE: how each input reaches your SDK; leave out what it does not have. */
  start: (app, device) => {
    const page = browser(app, device);
    const { ToySdk } = packages.load(app, './toy_sdk.cjs'); // or the name of a package that is installed here
    const sdk = new ToySdk({
      message: (message) => device.record('delivered', { message }),
      status: (value) => device.record('status', { value }),
    });
    return {
      ...page, // background, foreground, network and handover, as a browser tells of them
      init: (mode) => {
        sdk.init(mode === null ? {} : { auto: mode === 'auto' });
        device.record('user', { value: sdk.user });
      },
      login: (user) => sdk.login(user),
      logout: () => sdk.logout(),
      connect: (callbacks) => sdk.connect(callbacks), // a promise? reported(sdk.connect(), callbacks)
      disconnect: (callbacks) => sdk.disconnect(callbacks),
      ping: (callbacks) => sdk.ping(callbacks),
    };
  },
}));
