// The vendor's half of the server: the frames that the SDKs were seen to send, and what they take for an answer.

import { messageFrame } from './app.mjs';

/** See world/server.mjs. */
export function server() {
  return {
    receive: (peer, data) => {
      const frame = parsed(data);
      if (frame.type === 'auth') peer.authenticate({ approved: verdict('200', 'OK'), rejected: verdict('401', 'UNAUTHORIZED') });
      else if (frame.action === 'ping') peer.pong(JSON.stringify({ action: 'pong', ack: frame.ack }));
    },
    message: (peer, text, user) => messageFrame(text, user),
  };
}

function verdict(code, status) {
  return JSON.stringify({ type: 'auth', body: { code, status } });
}

function parsed(data) {
  try {
    return Object(JSON.parse(data));
  } catch {
    return {}; // not a frame that the server answers
  }
}
