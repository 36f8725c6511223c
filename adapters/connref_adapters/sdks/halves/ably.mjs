// Ably's realtime protocol in JSON, as its vendor's client library specification has it: numbered actions.
//
// https://ably.com/docs/client-lib-development-guide/protocol . Bad credentials are an ERROR with code 40101. The times
// in the connection details are those of the vendor's service.

import { every, parsed } from './json.mjs';

const HEARTBEAT = 0;
const CONNECTED = 4;
const CLOSE = 7;
const CLOSED = 8;
const ERROR = 9;
const ATTACH = 10;
const ATTACHED = 11;
const MESSAGE = 15;
const CHANNEL = 'chat';
const IDLE_MS = 15_000;
const UNAUTHORIZED = { code: 40101, statusCode: 401, message: 'invalid credentials' };

const frame = (action, fields) => JSON.stringify({ action, ...fields });

/** See world/server.mjs. */
export const ably = {
  open(peer) {
    const connectionDetails = { connectionKey: `key-${peer.number}`, maxIdleInterval: IDLE_MS, connectionStateTtl: 120_000 };
    const approved = frame(CONNECTED, { connectionId: `c${peer.number}`, connectionDetails });
    peer.authenticate({ approved, rejected: frame(ERROR, { error: UNAUTHORIZED }), code: 1000, reason: '' });
    every(peer, IDLE_MS, () => peer.send(frame(HEARTBEAT)));
  },

  receive(peer, data) {
    const { action, id, channel } = parsed(data);
    if (action === HEARTBEAT) peer.pong(frame(HEARTBEAT, { id }));
    if (action === CLOSE) peer.send(frame(CLOSED));
    if (action === ATTACH) {
      peer.state.attached = true;
      peer.send(frame(ATTACHED, { channel, channelSerial: '1' }));
    }
  },

  message: (peer, text) =>
    peer.state.attached
      ? frame(MESSAGE, { id: `m:${text}`, channel: CHANNEL, channelSerial: '1', messages: [{ name: 'message', data: text }] })
      : undefined,
};
