// The Pusher Channels protocol 7, as its vendor publishes it: connection_established, ping, subscribe.
//
// https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/ . Bad credentials are an error 4001 (the application does
// not exist) and a close with that code, which tells the client not to come back.

import { parsed } from './json.mjs';

const ACTIVITY_S = 120;
const CHANNEL = 'chat';
const NO_SUCH_APP = 4001;

const frame = (event, data, channel) => JSON.stringify({ event, data: JSON.stringify(data), channel });

/** See world/server.mjs. */
export const pusher = {
  open(peer) {
    const approved = frame('pusher:connection_established', { socket_id: `1.${peer.number}`, activity_timeout: ACTIVITY_S });
    const rejected = frame('pusher:error', { code: NO_SUCH_APP, message: 'Could not find app by key' });
    peer.authenticate({ approved, rejected, code: NO_SUCH_APP, reason: 'Could not find app by key' });
  },

  receive(peer, data) {
    const { event, data: asked } = parsed(data);
    if (event === 'pusher:ping') peer.pong(frame('pusher:pong', {}));
    if (event === 'pusher:subscribe' && asked.channel === CHANNEL) {
      peer.state.subscribed = true;
      peer.send(frame('pusher_internal:subscription_succeeded', {}, CHANNEL));
    }
  },

  message: (peer, text) => (peer.state.subscribed ? frame('message', { text }, CHANNEL) : undefined),
};
