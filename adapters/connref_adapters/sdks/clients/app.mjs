// Drives a published client that is told when to connect and knows no users of its own, on a browser's page.
//
//   await driveClient({
//     package: 'acme', files: ['dist/acme.js'],       the file that holds the client; the first that this version has
//     half,                                           the vendor's half of the server (halves/)
//     backend,                                        optional: what HTTP is answered with (world/http.mjs)
//     stubs: (packages, app) => ({ name: exports }),  optional: what it gets for modules that it requires
//     profile: 'acme',                                the vendor's profile, by which it is judged unless told otherwise
//     outcomes: ['connect'],                          the calls that report an outcome; standard: none
//     create: (exports, tell) => ({ connect(callbacks, user), disconnect(callbacks), logout() }),
//   });
//
// `create` makes the client as an app would, unconnected; `tell` has status(value) and delivered(message). `logout` is
// for a client that has to be told more than disconnect. The app around it keeps the user, as the app of such a client
// has to: it makes the client at init, saves the user at a login, and disconnects at a logout. Where nobody is logged in
// it does not connect.

import { browser, drive } from '../world/index.mjs';

const USER = 'connref.user';
const NOBODY_WAITS = { onSuccess() {}, onError() {} };

/** Runs the driver of `client` until `bye`. */
export function driveClient(client) {
  return drive((packages) => {
    const file = packages.first(client.package, client.files);
    return {
      implementation: { name: client.package, version: packages.version(client.package), language: 'javascript' },
      observes: ['status', 'delivered'],
      hello: { modes: ['manual'], outcomes: client.outcomes ?? [], profile_name: client.profile },
      uncaughtEndsApp: false, // a browser writes it to the console and goes on
      server: () => client.half,
      backend: client.backend,
      start: (app, device) => {
        const page = browser(app, device);
        return appAround(client, packages.load(app, file, client.stubs?.(packages, app)), page, device);
      },
    };
  });
}

function appAround(client, exports, page, device) {
  const tell = {
    status: (value) => device.record('status', { value }),
    delivered: (message) => device.record('delivered', { message }),
  };
  let user = null;
  let made = null;
  return {
    init() {
      if (made !== null) return;
      made = client.create(exports, tell);
      user = device.storage.get(USER) ?? null;
      device.user ??= user;
    },
    login(name) {
      if (made === null || user !== null) return;
      user = name;
      device.storage.set(USER, name);
    },
    logout() {
      user = null;
      device.storage.delete(USER);
      if (made?.logout) made.logout();
      else made?.disconnect(NOBODY_WAITS);
    },
    connect(callbacks) {
      if (user === null) callbacks.onError({ code: 'nobody is logged in' });
      else made.connect(callbacks, user);
    },
    disconnect(callbacks) {
      if (made === null) callbacks.onError({ code: 'there is no client yet' });
      else made.disconnect(callbacks);
    },
    ...page,
  };
}
