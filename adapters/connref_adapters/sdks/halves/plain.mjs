// A server with no frames of its own: whoever may open the socket is in, and a message is its text.
//
// For clients that reconnect a bare WebSocket. Who is not let in is told so with an HTTP error, as bare servers do.

/** See world/server.mjs. */
export const plain = {
  handshake: true,
  message: (_, text) => text,
};
