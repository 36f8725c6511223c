// A driver of the connref protocol, for the toy SDK beside it. Needs Node 18 or newer, and the compiler of TypeScript.
//
// Try it:        npm install && npx tsc && connref run --driver "node driver.mjs"
// Make it yours: change what is marked CHANGE. world/ plays the browser, the network, the clock and the line to the kit.
// Standard output carries replies alone: log with console.error.

import { browser, drive, type App, type Callbacks, type Device, type Half, type Packages } from './world/index.mjs';
import type * as Sdk from './toy_sdk.cjs';

// CHANGE: your vendor's frames, one object for each device.
const server = (): Half => ({
  receive: (peer, data) => {
    const { type } = JSON.parse(String(data)) as { type: string };
    if (type === 'auth') peer.authenticate({ approved: '{"type":"welcome"}', rejected: '{"type":"denied"}' });
    if (type === 'ping') peer.pong('{"type":"pong"}');
  },
  message: (peer, text) => JSON.stringify({ type: 'message', text }),
});

await drive((packages: Packages) => ({
  implementation: { name: 'toy-sdk', version: '1.0.0', language: 'typescript' }, // CHANGE
  observes: ['status', 'delivered', 'user'], // CHANGE: leave out what your SDK does not tell
  server,
  uncaughtEndsApp: false, // CHANGE: true where an exception in a timer or a handler ends the app, as React Native does
  /** A new process of the app. CHANGE: how each input reaches your SDK; leave out what it does not have. */
  start: (app: App, device: Device) => {
    const page = browser(app, device);
    const { ToySdk } = packages.load<typeof Sdk>(app, './toy_sdk.cjs'); // or the name of a package that is installed here
    const sdk = new ToySdk({
      message: (message: string) => device.record('delivered', { message }),
      status: (value: string) => device.record('status', { value }),
    });
    return {
      ...page, // background, foreground, network and handover, as a browser tells of them
      init: (mode: string | null) => {
        sdk.init(mode === null ? {} : { auto: mode === 'auto' });
        device.record('user', { value: sdk.user });
      },
      login: (user: string) => sdk.login(user),
      logout: () => sdk.logout(),
      connect: (callbacks: Callbacks) => sdk.connect(callbacks), // a promise? reported(sdk.connect(), callbacks)
      disconnect: (callbacks: Callbacks) => sdk.disconnect(callbacks),
      ping: (callbacks: Callbacks) => sdk.ping(callbacks),
    };
  },
}));
