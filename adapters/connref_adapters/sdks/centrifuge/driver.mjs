// The driver of centrifuge: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { centrifuge } from '../halves/centrifuge.mjs';

await driveClient({
  package: 'centrifuge',
  profile: 'centrifuge',
  files: ['build/index.js'],
  half: centrifuge,
  create({ Centrifuge }, tell) {
    const client = new Centrifuge('wss://chat.invalid/connection/websocket', { token: 'token' });
    for (const state of ['connecting', 'connected', 'disconnected']) client.on(state, () => tell.status(state));
    const subscription = client.newSubscription('chat');
    subscription.on('publication', ({ data }) => tell.delivered(data.text));
    subscription.subscribe();
    return {
      connect: () => client.connect(),
      disconnect: () => client.disconnect(),
    };
  },
});
