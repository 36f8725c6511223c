// Sendbird's frames on its WebSocket: four letters and a JSON object on a line.
//
// An assumption: these frames are not published. They are the ones that the published client is seen to send and take:
// LOGI approves or rejects, PING is answered by PONG, MESG is a message. The intervals are those of its own defaults.

import { parsed } from './json.mjs';

export const CHANNEL = 'chat';
const REJECTED = { error: true, code: 400302, message: 'the access token is not valid' };

const frame = (kind, fields) => `${kind}${JSON.stringify(fields)}\n`;

/** See world/server.mjs. */
export const sendbird = {
  open(peer) {
    peer.authenticate({ approved: frame('LOGI', session(peer)), rejected: frame('LOGI', REJECTED), code: 1000, reason: '' });
  },

  receive(peer, data) {
    if (data.startsWith('PING')) peer.pong(frame('PONG', { id: parsed(data.slice(4)).id, ts: 1, sts: 1 }));
  },

  message: (peer, text) => {
    peer.state.sent = (peer.state.sent ?? 0) + 1;
    const id = peer.number * 1000 + peer.state.sent;
    const about = { channel_url: CHANNEL, channel_type: 'group', channel_id: 1, msg_id: id, message_id: id, ts: id, sts: id };
    return frame('MESG', { ...about, type: 'MESG', message: text, user: { user_id: 'sender', nickname: 'sender' } });
  },
};

/** What the service's HTTP answers: the one channel that there is. */
export function backend({ url }) {
  const channel = { channel_url: CHANNEL, name: CHANNEL, member_count: 2, members: [], created_at: 1, channel: { channel_url: CHANNEL } };
  return { body: url.includes('/group_channels/') ? channel : {} };
}

function session(peer) {
  const user = new URL(peer.url).searchParams.get('user_id') ?? 'user';
  return {
    key: `key${peer.number}`, user_id: user, nickname: user, profile_url: '', login_ts: 1, ping_interval: 15, pong_timeout: 5,
    reconnect: { interval: 3, max_interval: 24, mul: 2, retry_cnt: -1 },
  };
}
