// The events of Stream's chat API on its WebSocket: a health check that says who is connected, then events.
//
// An assumption: these frames are not published as a protocol. They are the ones that the published client is seen to
// take: the first health check approves, an error rejects, and the server answers the client's health checks.

const CID = 'messaging:chat';

const healthCheck = (peer) =>
  JSON.stringify({ type: 'health.check', connection_id: `c${peer.number}`, cid: '*', me: { id: userOf(peer), total_unread_count: 0 } });

/** See world/server.mjs. */
export const stream = {
  open(peer) {
    const error = { code: 5, message: 'the token is not valid', StatusCode: 401 };
    peer.authenticate({ approved: healthCheck(peer), rejected: JSON.stringify({ error }), code: 1000, reason: '' });
  },

  receive(peer) {
    peer.pong(healthCheck(peer));
  },

  message: (_, text) =>
    JSON.stringify({ type: 'message.new', cid: CID, message: { id: text, cid: CID, text, user: { id: 'sender' } } }),
};

function userOf(peer) {
  return JSON.parse(new URL(peer.url).searchParams.get('json') ?? '{}').user_id ?? 'user';
}
