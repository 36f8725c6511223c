// The driver of socket.io-client: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { socketio } from '../halves/socketio.mjs';

await driveClient({
  package: 'socket.io-client',
  profile: 'socket.io-client',
  files: ['dist/socket.io.js'],
  half: socketio,
  create({ io }, tell) {
    const socket = io('wss://chat.invalid', { autoConnect: false, transports: ['websocket'], auth: { token: 'token' } });
    socket.on('connect', () => tell.status('connected'));
    socket.on('disconnect', () => tell.status('disconnected'));
    socket.on('message', (text) => tell.delivered(text));
    return {
      connect: () => socket.connect(),
      disconnect: () => socket.disconnect(),
    };
  },
});
