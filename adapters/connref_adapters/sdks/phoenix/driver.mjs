// The driver of phoenix: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { phoenix } from '../halves/phoenix.mjs';

await driveClient({
  package: 'phoenix',
  profile: 'phoenix',
  files: ['priv/static/phoenix.cjs.js', 'priv/static/phoenix.js'],
  half: phoenix,
  create({ Socket }, tell) {
    const socket = new Socket('wss://chat.invalid/socket', { params: { token: 'token' } });
    socket.onOpen(() => tell.status('connected'));
    socket.onClose(() => tell.status('disconnected'));
    const channel = socket.channel('room:chat');
    channel.on('message', ({ text }) => tell.delivered(text));
    let joined = false;
    return {
      connect() {
        socket.connect();
        if (!joined) channel.join();
        joined = true;
      },
      disconnect: () => socket.disconnect(),
    };
  },
});
