// The driver of @sendbird/chat: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { backend, sendbird } from '../halves/sendbird.mjs';
import { reported } from '../world/index.mjs';

await driveClient({
  package: '@sendbird/chat',
  profile: 'sendbird',
  files: ['sendbird.min.js'],
  half: sendbird,
  backend,
  outcomes: ['connect', 'disconnect'],
  create({ ConnectionHandler, GroupChannelHandler, GroupChannelModule, SendbirdChat }, tell) {
    const client = SendbirdChat.init({ appId: 'app', modules: [new GroupChannelModule()], localCacheEnabled: false });
    client.addConnectionHandler('connref', new ConnectionHandler({
      onConnected: () => tell.status('connected'),
      onReconnectStarted: () => tell.status('connecting'),
      onReconnectSucceeded: () => tell.status('connected'),
      onReconnectFailed: () => tell.status('disconnected'),
      onDisconnected: () => tell.status('disconnected'),
    }));
    client.groupChannel.addGroupChannelHandler('connref', new GroupChannelHandler({
      onMessageReceived: (_, message) => tell.delivered(message.message),
    }));
    return {
      connect: (to, user) => reported(client.connect(user), to),
      disconnect: (to) => reported(client.disconnect(), to),
    };
  },
});
