// The driver of reconnecting-websocket: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { overSocket } from '../clients/websocket.mjs';
import { plain } from '../halves/plain.mjs';

await driveClient({
  package: 'reconnecting-websocket',
  profile: 'reconnecting-websocket',
  files: ['dist/reconnecting-websocket-cjs.js'],
  half: plain,
  create: (ReconnectingWebSocket, tell) =>
    overSocket(new ReconnectingWebSocket('wss://chat.invalid', [], { startClosed: true }), tell),
});
