// The SignalR hub protocol in JSON: a handshake, then records that end with the character 0x1E; both sides ping.
//
// https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md . Bad credentials are an error of
// the handshake.

import { every, parsed } from './json.mjs';

const END = '\u001e';
const PING_MS = 15_000;
const PING = 6;
const INVOCATION = 1;

const record = (fields) => JSON.stringify(fields) + END;

/** See world/server.mjs. */
export const signalr = {
  receive(peer, data) {
    for (const text of String(data).split(END)) {
      if (parsed(text).protocol === undefined) continue;
      peer.authenticate({ approved: record({}), rejected: record({ error: 'unauthorized' }), code: 1000, reason: '' });
      every(peer, PING_MS, () => peer.send(record({ type: PING })));
    }
  },

  message: (_, text) => record({ type: INVOCATION, target: 'message', arguments: [text] }),
};
