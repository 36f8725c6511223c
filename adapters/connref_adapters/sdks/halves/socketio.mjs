// Socket.IO protocol 5 over Engine.IO protocol 4, WebSocket alone: text packets, pings of the server.
//
// https://socket.io/docs/v4/socket-io-protocol/ , https://socket.io/docs/v4/engine-io-protocol/ . Bad credentials are a
// connect error of the namespace.

import { every } from './json.mjs';

const PING_MS = 25_000;
const TIMEOUT_MS = 20_000;

/** See world/server.mjs. */
export const socketio = {
  open(peer) {
    const session = { sid: `e${peer.number}`, upgrades: [], pingInterval: PING_MS, pingTimeout: TIMEOUT_MS, maxPayload: 1e6 };
    peer.send(`0${JSON.stringify(session)}`);
    every(peer, PING_MS, () => peer.send('2'));
  },

  receive(peer, data) {
    if (!String(data).startsWith('40')) return;
    const approved = `40${JSON.stringify({ sid: `s${peer.number}` })}`;
    peer.authenticate({ approved, rejected: '44{"message":"unauthorized"}', code: 1000, reason: '' });
  },

  message: (_, text) => `42${JSON.stringify(['message', text])}`,
};
