// Writes what an app does and sees as a recording for `connref check`. Copy this file into the app; it needs nothing else.
//
//   const log = new ConnrefLog({ mode: "manual", version: "4.2.0", write: (line) => sink.append(line + "\n") });
//   log.input("login", { user: "anna" });
//   log.seen("socket_open", { socket: 1 });
//   log.end();
//
// Write an input before the SDK is called, and what is seen as soon as it is seen. Never write a token.

let sessions = 0;

class ConnrefLog {
  /** `write` gets each line; `now` is a clock in milliseconds that never goes back. */
  constructor({ mode, write, name = "app", version = "0", session, toleranceMs = 100, observes, now } = {}) {
    this._write = write;
    this._now = now || (() => performance.now());
    this._start = this._now();
    this._latest = 0;
    sessions += 1;
    this.session = session || `${name}-${Date.now().toString(36)}-${sessions}`;
    this._line({
      mode: mode === undefined ? null : mode,
      tolerance_ms: toleranceMs,
      implementation: { name, version },
      ...(observes ? { observes } : {}),
    });
  }

  /** What the app does: init, login {user}, logout, connect {call}, disconnect {call}, ping {call}, background … */
  input(input, fields = {}) {
    this._line({ at: this._at(), input, ...fields });
  }

  /** What the app sees: socket_open {socket}, socket_closed {socket, by}, outcome {call, api, result}, delivered {message} … */
  seen(kind, fields = {}) {
    this._line({ at: this._at(), kind, ...fields });
  }

  /** Nothing else happened until now. */
  end() {
    this._line({ at: this._at(), end: true });
  }

  _at() {
    this._latest = Math.max(this._latest, Math.round(this._now() - this._start));
    return this._latest;
  }

  _line(body) {
    this._write(JSON.stringify({ session: this.session, ...body }));
  }
}

if (typeof module !== "undefined") module.exports = { ConnrefLog };
