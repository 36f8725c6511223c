// Whose an exception is: the driver's, or the SDK's.
//
// The driver's files are modules, which a stack names by their URL. The SDK's script is compiled under its path. So the
// first frame of a stack tells whose code threw. What the platform throws for the SDK to deal with (a DOMException of
// its WebSocket, a fetch without network) is marked as meant.

const meant = new WeakSet();

/** Marks an error that the platform throws at the SDK on purpose, as a browser would; returns it. */
export function deliberate(error) {
  meant.add(error);
  return error;
}

/** Whether the driver made a mistake: its own code threw, in a request or in a callback that the SDK makes. */
export function isOwn(error) {
  if (typeof error?.stack !== 'string' || meant.has(error)) return false;
  const frame = error.stack.split('\n').find((line) => /^\s+at /.test(line) && !line.includes('node:'));
  return frame !== undefined && frame.includes('file://') && !frame.includes('/node_modules/');
}
