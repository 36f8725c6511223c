// The fake server's side of every socket, and the network between. What its frames are is the vendor's half.
//
// It decides what happens to a connection and when; what the SDK sees of it is in web.js. A connection is up from the
// instant in which the server's approval reaches the client, whatever the SDK itself says of its status. What the
// server says is said in a later turn than what it answers, so that no SDK is called out of its own call.
//
// A half = { handshake, protocol(offered), open(peer), receive(peer, data), message(peer, text, user), goodbye(peer,
// code) }, all optional; `peer` is a Connection below. With `handshake` the credentials are judged while the socket
// opens, as with a token in the address; else when the half calls peer.authenticate().

const ABNORMAL = 1006;
const REJECTED = 4001;

const Phase = Object.freeze({ OPENING: 'opening', AUTHENTICATING: 'authenticating', UP: 'up', GONE: 'gone' });

export class Server {
  #clock;
  #journal;
  #latency;
  #half;
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

  constructor(clock, journal, latency, half = {}) {
    this.#clock = clock;
    this.#journal = journal;
    this.#latency = latency;
    this.#half = half;
  }

  get network() {
    return this.#network;
  }

  /** Whether the server answers at all. */
  get answering() {
    return !this.#muted;
  }

  /** A client starts to open a socket; `client` has opened, receive, closed and failed. The fate is settled here. */
  open(client, url = '', protocols = []) {
    this.#count += 1;
    const connection = new Connection(this, this.#count, client, { url, protocols });
    this.#connections.push(connection);
    this.#journal.record('socket_opening', { socket: connection.number });
    if (this.#network) this.step(connection, this.#latency.open, () => this.#accept(connection));
    else this.#doom(connection);
    return connection;
  }

  /** A frame of the client (text or bytes) arrives, now or when the network is back. */
  receive(connection, data) {
    const own = this.appPings;
    if (connection.phase === Phase.GONE || connection.leftBehind) return;
    if (!this.#network) this.#held.push({ connection, run: () => this.#handle(connection, data, own) });
    else this.#handle(connection, data, own);
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

  /** The server sends a chat message to `user`; with no connection that can carry it, it is gone. */
  message(text, user) {
    if (!this.#network || this.#muted) return;
    for (const connection of this.#up()) this.#say(connection, this.#half.message?.(connection, text, user));
  }

  networkDown() {
    this.#network = false;
    for (const connection of this.#connections) if (connection.phase !== Phase.UP) this.#doom(connection);
  }

  networkUp() {
    this.#network = true;
    this.#release();
  }

  /** The device moves to another network: what was opened before carries nothing more, and nobody is told. */
  handover() {
    for (const connection of this.#connections) connection.leftBehind = true;
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

  /** Runs the next step of a connection after `ms`, unless it is doomed or over by then. */
  step(connection, ms, run) {
    this.#clock.after(ms, () => {
      if (connection.phase !== Phase.GONE && !connection.doomed) this.#whenAnswering(connection, run);
    });
  }

  /** The half's `peer.authenticate`: the credentials are judged, and the client is told with the frames given. */
  authenticate(connection, replies) {
    this.step(connection, this.#latency.auth, () => this.#judge(connection, replies));
  }

  /** The half's `peer.pong`: answers a ping of the client, and reports the app's own. */
  pong(connection, data) {
    if (connection.own) this.#journal.record('ping_sent', { socket: connection.number });
    if (data !== undefined) this.step(connection, this.#latency.reply, () => connection.client.receive(data));
  }

  #up() {
    return this.#connections.filter((connection) => connection.phase === Phase.UP && !connection.leftBehind);
  }

  /** What the server says waits while it is mute or the network is down, as bytes wait in a stalled connection. */
  #whenAnswering(connection, run) {
    if (connection.leftBehind) return;
    if (this.#network && !this.#muted) run();
    else this.#held.push({ connection, run: () => this.#whenAnswering(connection, run) });
  }

  #release() {
    const held = this.#held;
    this.#held = [];
    for (const { connection, run } of held) {
      const gone = () => connection.phase === Phase.GONE || connection.doomed || connection.leftBehind;
      this.#clock.soon(() => gone() || run());
    }
  }

  #accept(connection) {
    if (connection.refused || (this.#half.handshake && connection.rejected)) {
      this.#fail(connection);
      return;
    }
    if (this.#half.handshake) this.#approve(connection);
    else connection.phase = Phase.AUTHENTICATING;
    connection.client.opened(this.#half.protocol?.(connection.protocols) ?? '');
    if (connection.phase !== Phase.GONE) this.#half.open?.(connection);
  }

  #handle(connection, data, own) {
    if (connection.leftBehind) return;
    connection.own = own;
    this.#half.receive?.(connection, data);
    connection.own = false;
  }

  #judge(connection, { approved, rejected, code = REJECTED, reason = 'unauthorized' }) {
    if (connection.rejected) {
      this.#say(connection, rejected);
      if (connection.phase !== Phase.GONE) this.#fail(connection, code, reason);
      return;
    }
    if (connection.phase === Phase.UP) return;
    this.#approve(connection);
    this.#say(connection, approved);
  }

  #approve(connection) {
    connection.phase = Phase.UP;
    this.#journal.record('socket_open', { socket: connection.number });
  }

  #say(connection, data) {
    if (data !== undefined) connection.client.receive(data);
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
    if (code !== ABNORMAL) this.#say(connection, this.#half.goodbye?.(connection, code));
    if (connection.phase === Phase.GONE) return;
    this.#end(connection);
    this.#journal.record('socket_closed', { socket: connection.number, by: 'server' });
    connection.client.closed(code, '');
  }

  #end(connection) {
    connection.phase = Phase.GONE;
    this.#connections = this.#connections.filter((other) => other !== connection);
  }
}

/** One socket as the vendor's half sees it: `url` and `protocols` of the client, and `state` for what the half keeps. */
class Connection {
  phase = Phase.OPENING;
  doomed = false;
  leftBehind = false;
  own = false;
  state = {};
  #server;

  constructor(server, number, client, { url, protocols }) {
    this.#server = server;
    this.number = number;
    this.client = client;
    this.url = url;
    this.protocols = protocols;
    this.refused = server.refusing;
    this.rejected = server.rejecting;
  }

  /** Whether the server has authenticated it. */
  get up() {
    return this.phase === Phase.UP;
  }

  /** Sends a frame (text or bytes) to the client, in a later turn. */
  send(data) {
    this.after(0, () => this.client.receive(data));
  }

  /** Runs `action` after `ms`, when the server can speak, if the connection is still there then. */
  after(ms, action) {
    this.#server.step(this, ms, action);
  }

  /** Judges the credentials. `approved` and `rejected` are the frames to tell it with; a rejection closes with `code`. */
  authenticate(replies = {}) {
    this.#server.authenticate(this, replies);
  }

  /** Call it when the client's ping has come, with the frame that answers it, if any. */
  pong(data) {
    this.#server.pong(this, data);
  }
}
