// The driver of pusher-js: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { pusher } from '../halves/pusher.mjs';

const STATUS = { connected: 'connected', connecting: 'connecting' };

await driveClient({
  package: 'pusher-js',
  profile: 'pusher-js',
  files: ['dist/web/pusher.js'],
  half: pusher,
  create(Pusher, tell) {
    let client = null;
    return {
      connect() {
        if (client === null) client = connected(Pusher, tell); // making one connects it
        else client.connect();
      },
      disconnect: () => client?.disconnect(),
    };
  },
});

function connected(Pusher, tell) {
  const client = new Pusher('key', { cluster: 'mt1', enabledTransports: ['ws'], enableStats: false });
  client.connection.bind('state_change', ({ current }) => tell.status(STATUS[current] ?? 'disconnected'));
  client.subscribe('chat').bind('message', ({ text }) => tell.delivered(text));
  return client;
}
