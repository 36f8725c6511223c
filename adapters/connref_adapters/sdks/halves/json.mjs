// What the halves of JSON text share.

/** The object that a text frame holds; an empty one for a frame that is none. */
export function parsed(data) {
  try {
    return Object(JSON.parse(data));
  } catch {
    return {}; // not a frame that the server answers
  }
}

/** Runs `action` every `ms` for as long as the connection is there: a server's own keep-alive. */
export function every(peer, ms, action) {
  peer.after(ms, () => {
    action();
    every(peer, ms, action);
  });
}
