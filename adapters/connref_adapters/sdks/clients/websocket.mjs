// What a client that stands in for the web's WebSocket, and comes back by itself, has in common: its events and calls.

/** A connection over a WebSocket-like `socket` that was made closed: see app.mjs. */
export function overSocket(socket, tell) {
  socket.addEventListener('open', () => tell.status('connected'));
  socket.addEventListener('close', () => tell.status('disconnected'));
  socket.addEventListener('message', ({ data }) => tell.delivered(data));
  return {
    // reconnect() closes what is open and opens anew: an app that only wants to be connected asks for the state first.
    connect: () => socket.readyState !== socket.OPEN && socket.reconnect(),
    disconnect: () => socket.close(),
  };
}
