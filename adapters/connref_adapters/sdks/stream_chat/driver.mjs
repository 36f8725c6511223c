// The driver of stream-chat: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { stream } from '../halves/stream.mjs';
import { reported } from '../world/index.mjs';

await driveClient({
  package: 'stream-chat',
  profile: 'stream-chat',
  files: ['dist/cjs/index.browser.js', 'dist/browser.es.js', 'dist/index.js'],
  half: stream,
  stubs: (packages, app) => ({ // as a bundler for the web has them
    axios: packages.load(app, 'axios/dist/browser/axios.cjs'),
    'form-data': app.global.FormData,
    'isomorphic-ws': app.global.WebSocket,
    crypto: {},
    https: {},
    jsonwebtoken: {},
    ws: {},
    zlib: {},
  }),
  outcomes: ['connect', 'disconnect'],
  create({ StreamChat }, tell) {
    const client = new StreamChat('key', { warmUp: false });
    client.on('connection.changed', ({ online }) => tell.status(online ? 'connected' : 'disconnected'));
    client.on('message.new', ({ message }) => tell.delivered(message.text));
    return {
      connect: (to, id) => reported(opened(client, id), to),
      disconnect: (to) => reported(client.closeConnection(), to),
      logout: () => client.disconnectUser().catch(() => {}),
    };
  },
});

/** The first time it logs the user in, then it opens the connection again. */
async function opened(client, id) {
  return client.userID === undefined ? client.connectUser({ id }, client.devToken(id)) : client.openConnection();
}
