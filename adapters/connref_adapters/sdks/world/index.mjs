// The JavaScript world: all that is around a client under test, and the driver that commands it. Needs Node 18 and nothing else.

export { browser } from './browser.mjs';
export { drive } from './driver.mjs';
export { log } from './journal.mjs';
export { Packages } from './packages.mjs';
export { asyncStorage, webStorage } from './storage.mjs';

/** For a call that returns a promise: the promise's end is the outcome. `connect: (to) => reported(sdk.connect(), to)`. */
export function reported(promise, { onSuccess, onError }) {
  promise.then(() => onSuccess(), onError);
}
