// The driver of @microsoft/signalr: node driver.mjs --packages DIR (see sdks/README.md).

import { driveClient } from '../clients/app.mjs';
import { signalr } from '../halves/signalr.mjs';
import { reported } from '../world/index.mjs';

await driveClient({
  package: '@microsoft/signalr',
  profile: 'signalr',
  files: ['dist/browser/signalr.js'],
  half: signalr,
  outcomes: ['connect', 'disconnect'],
  create({ HttpTransportType, HubConnectionBuilder, LogLevel }, tell) {
    const options = { skipNegotiation: true, transport: HttpTransportType.WebSockets };
    const connection = new HubConnectionBuilder()
      .withUrl('https://chat.invalid/hub', options)
      .withAutomaticReconnect()
      .configureLogging(LogLevel.None)
      .build();
    connection.on('message', (text) => tell.delivered(text));
    connection.onreconnecting(() => tell.status('connecting'));
    connection.onreconnected(() => tell.status('connected'));
    connection.onclose(() => tell.status('disconnected'));
    return {
      connect: (to) => reported(connection.start().then(() => tell.status('connected')), to),
      disconnect: (to) => reported(connection.stop(), to),
    };
  },
});
