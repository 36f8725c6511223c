// The fake server's side of every socket, and the network between.
//
// It decides what happens to a connection and when; what the SDK sees of it is in socket.mjs. A connection is up from
// the instant in which the server's approval reaches the client, whatever the SDK itself says of its status.

const ABNORMAL = 1006;
const REJECTED = 4001;

const Phase = Object.freeze({ OPENING: 'opening', AUTHENTICATING: 'authenticating', UP: 'up', GONE: 'gone' });

export class Server {
  #clock;
  #journal;
  #latency;
  #connections = [];
  #held = [];
  #count = 0;
  #network = true;
  #muted = false;
  /** New sockets are refused. */
  refusing = false;
  /** The credentials on new sockets are rejected. */
  rejecting = false;
  /** True while the app's own ping() call runs: what is sent meanwhile is the app's, the rest is keep-alive. */
  appPings = false;

  constructor(clock, journal, latency) {
    this.#clock = clock;
    this.#journal = journal;
    this.#latency = latency;
  }

  get network() {
    return this.#network;
  }

  /** A client starts to open a socket; `client` has opened, receive, closed and failed. The fate is settled here. */
  open(client) {
    this.#count += 1;
    const connection = new Connection(this.#count, client, this.refusing, this.rejecting);
    this.#connections.push(connection);
    this.#journal.record('socket_opening', { socket: connection.number });
    if (this.#network) this.#step(connection, this.#latency.open, () => this.#accept(connection));
    else this.#doom(connection);
    return connection;
  }

  /** A frame of the client arrives, now or when the network is back. */
  receive(connection, frame) {
    const own = this.appPings;
    if (connection.phase === Phase.GONE) return;
    if (!this.#network) this.#held.push({ connection, run: () => this.#handle(connection, frame, own) });
    else this.#handle(connection, frame, own);
  }

  /** The client gives the socket up; its close event follows after the close latency, in every case. */
  closedByClient(connection, code, reason) {
    if (connection.phase === Phase.GONE) return;
    const { phase, client, number } = connection;
    this.#end(connection);
    if (phase === Phase.UP) this.#journal.record('socket_closed', { socket: number, by: 'client' });
    else this.#journal.record('socket_failed', { socket: number });
    const opening = phase === Phase.OPENING; // the web's rule: a close() before the open event fails the opening
    this.#clock.after(this.#latency.close, () => (opening ? client.failed(ABNORMAL, '') : client.closed(code, reason)));
  }

  /** The server closes the connections that are up; on a network that is down the news waits until it is back. */
  close(code) {
    for (const connection of this.#up()) {
      const run = () => this.#endByServer(connection, code);
      if (this.#network) run();
      else this.#held.push({ connection, run });
    }
  }

  /** The server sends a chat message; with no connection that can carry it, it is gone. */
  message(text) {
    if (!this.#network || this.#muted) return;
    for (const connection of this.#up()) connection.client.receive(text);
  }

  networkDown() {
    this.#network = false;
    for (const connection of this.#connections) if (connection.phase !== Phase.UP) this.#doom(connection);
  }

  networkUp() {
    this.#network = true;
    this.#release();
  }

  mute() {
    this.#muted = true;
  }

  unmute() {
    this.#muted = false;
    this.#release();
  }

  /** The process that held the sockets died: they are gone without a word. */
  forgetAll() {
    for (const connection of [...this.#connections]) this.#end(connection);
  }

  #up() {
    return this.#connections.filter((connection) => connection.phase === Phase.UP);
  }

  /** Runs the next step of an opening, unless the opening is doomed or over by then. */
  #step(connection, ms, run) {
    this.#clock.after(ms, () => {
      if (connection.phase !== Phase.GONE && !connection.doomed) this.#whenAnswering(connection, run);
    });
  }

  /** What the server says waits while it is mute or the network is down, as bytes wait in a stalled connection. */
  #whenAnswering(connection, run) {
    if (this.#network && !this.#muted) run();
    else this.#held.push({ connection, run: () => this.#whenAnswering(connection, run) });
  }

  #release() {
    const held = this.#held;
    this.#held = [];
    for (const { connection, run } of held) {
      this.#clock.soon(() => connection.phase !== Phase.GONE && !connection.doomed && run());
    }
  }

  #accept(connection) {
    if (connection.refused) {
      this.#fail(connection);
      return;
    }
    connection.phase = Phase.AUTHENTICATING;
    connection.client.opened();
  }

  #handle(connection, frame, own) {
    if (frame.type === 'auth') {
      this.#step(connection, this.#latency.auth, () => this.#judge(connection));
    } else if (frame.action === 'ping') {
      if (own) this.#journal.record('ping_sent', { socket: connection.number });
      const pong = { action: 'pong', ack: frame.ack };
      this.#step(connection, this.#latency.reply, () => connection.client.receive(JSON.stringify(pong)));
    }
  }

  #judge(connection) {
    if (connection.rejected) {
      connection.client.receive(JSON.stringify({ type: 'auth', body: { code: '401', status: 'UNAUTHORIZED' } }));
      if (connection.phase !== Phase.GONE) this.#fail(connection, REJECTED, 'unauthorized');
      return;
    }
    if (connection.phase === Phase.UP) return;
    connection.phase = Phase.UP;
    this.#journal.record('socket_open', { socket: connection.number });
    connection.client.receive(JSON.stringify({ type: 'auth', body: { code: '200', status: 'OK' } }));
  }

  /** An opening that the network does not carry fails after the time that an opening takes. */
  #doom(connection) {
    if (connection.doomed) return;
    connection.doomed = true;
    this.#clock.after(this.#latency.open, () => connection.phase !== Phase.GONE && this.#fail(connection));
  }

  #fail(connection, code = ABNORMAL, reason = '') {
    this.#end(connection);
    this.#journal.record('socket_failed', { socket: connection.number });
    connection.client.failed(code, reason);
  }

  #endByServer(connection, code) {
    this.#end(connection);
    this.#journal.record('socket_closed', { socket: connection.number, by: 'server' });
    connection.client.closed(code, '');
  }

  #end(connection) {
    connection.phase = Phase.GONE;
    this.#connections = this.#connections.filter((other) => other !== connection);
  }
}

class Connection {
  phase = Phase.OPENING;
  doomed = false;

  constructor(number, client, refused, rejected) {
    this.number = number;
    this.client = client;
    this.refused = refused;
    this.rejected = rejected;
  }
}
