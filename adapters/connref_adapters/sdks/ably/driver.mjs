// The driver of ably: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { ably } from '../halves/ably.mjs';

const STATUS = { connected: 'connected', connecting: 'connecting' };

await driveClient({
  package: 'ably',
  profile: 'ably',
  files: ['build/ably.js', 'browser/static/ably.js'],
  half: ably,
  backend: () => ({ body: 'yes' }), // the service's page that tells a client whether it reaches the internet
  create({ Realtime }, tell) {
    const client = new Realtime({
      key: 'app.key:secret', autoConnect: false, useBinaryProtocol: false, transports: ['web_socket'], logLevel: 0,
    });
    client.connection.on(({ current }) => tell.status(STATUS[current] ?? 'disconnected'));
    client.channels.get('chat').subscribe('message', ({ data }) => tell.delivered(data)).catch(() => {});
    return {
      connect: () => client.connect(),
      disconnect: () => client.close(),
    };
  },
});
