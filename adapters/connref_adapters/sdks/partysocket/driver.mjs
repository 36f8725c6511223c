// The driver of partysocket's WebSocket: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { overSocket } from '../clients/websocket.mjs';
import { plain } from '../halves/plain.mjs';

await driveClient({
  package: 'partysocket',
  profile: 'partysocket',
  files: ['dist/ws.cjs', 'dist/ws.js'],
  half: plain,
  create: ({ default: WebSocket }, tell) =>
    overSocket(new WebSocket('wss://chat.invalid', [], { startClosed: true }), tell),
});
