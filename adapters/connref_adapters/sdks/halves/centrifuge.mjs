// The client protocol of Centrifugo, JSON: commands and replies on lines, an empty object as the server's ping.
//
// https://centrifugal.dev/docs/transports/client_protocol . Bad credentials end the connection with 3500, invalid token.

import { every, parsed } from './json.mjs';

const PING_S = 25;
const CHANNEL = 'chat';
const INVALID_TOKEN = { code: 3500, reason: 'invalid token' };

/** See world/server.mjs. */
export const centrifuge = {
  receive(peer, data) {
    for (const line of String(data).split('\n')) command(peer, parsed(line));
  },

  message: (peer, text) =>
    peer.state.subscribed ? JSON.stringify({ push: { channel: CHANNEL, pub: { data: { text } } } }) : undefined,
};

function command(peer, { id, connect, subscribe }) {
  if (connect) {
    const result = { client: String(peer.number), version: '0', ping: PING_S, pong: true };
    peer.authenticate({ approved: JSON.stringify({ id, connect: result }), ...INVALID_TOKEN });
    every(peer, PING_S * 1000, () => peer.send('{}'));
  } else if (subscribe?.channel === CHANNEL) {
    peer.state.subscribed = true;
    peer.send(JSON.stringify({ id, subscribe: {} }));
  }
}
