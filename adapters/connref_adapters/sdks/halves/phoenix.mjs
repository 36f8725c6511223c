// Phoenix channels, serializer 2: arrays of join reference, reference, topic, event and payload. Framework and client
// are published together.
//
// https://hexdocs.pm/phoenix/writing_a_channels_client.html . Bad credentials are refused while the socket opens (the
// user socket's connect/3 answers with an HTTP error).

const TOPIC = 'room:chat';

/** See world/server.mjs. */
export const phoenix = {
  handshake: true,

  receive(peer, data) {
    const [join, reference, topic, event] = JSON.parse(data);
    const reply = JSON.stringify([join, reference, topic, 'phx_reply', { status: 'ok', response: {} }]);
    if (topic === 'phoenix' && event === 'heartbeat') peer.pong(reply);
    else if (event === 'phx_join' || event === 'phx_leave') {
      peer.state.joined = event === 'phx_join';
      peer.send(reply);
    }
  },

  message: (peer, text) =>
    peer.state.joined ? JSON.stringify([null, null, TOPIC, 'message', { text }]) : undefined,
};
