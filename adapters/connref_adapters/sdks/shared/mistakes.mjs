// Whose an exception is: this driver's own, or the SDK's.

/** The folder of the drivers. An SDK lies elsewhere, and runs in a realm of its own. */
const OWN = new URL('..', import.meta.url).href;

/**
 * Whether the driver made a mistake: its own code misused something, in a call or in a callback that the SDK makes.
 * What it throws on purpose, a DOMException of its WebSocket, is the SDK's to deal with.
 */
export function isOwn(error) {
  if (![TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind)) return false;
  const frames = String(error.stack).split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return frames.length > 0 && frames[0].includes(OWN);
}
