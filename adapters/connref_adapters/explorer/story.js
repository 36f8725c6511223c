// A story is what is done to a device: {mode, choices, items: [{at, name, value}], now, seen, step, told}. It is told on
// the policy table; `step` says how far it is shown, `told` what a run found in it. Unless the story says what was seen of a connection (a counterexample), a fair link stands in for it: what is
// asked for is there LINK_MS later, if the internet and the server let it.

const LINK_MS = 100;
const TOLD_MOST = 600;
const APP = ["init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground", "kill"];
const SWITCHES = {
  network_down: ["network", false], network_up: ["network", true],
  server_refuse: ["accepts", false], server_accept: ["accepts", true],
  server_reject: ["approves", false], server_approve: ["approves", true],
  server_mute: ["answers", false], server_unmute: ["answers", true],
};
const REPORTS = ["socket_open", "socket_closed", "socket_failed", "pong"];
const FIELDS = { login: "user", connect: "call", disconnect: "call", ping: "call", server_close: "code", server_message: "message", network_handover: "notice" };
const KNOWN = new Set([...APP, ...Object.keys(SWITCHES), ...Object.keys(FIELDS), "suspend", "resume", ...REPORTS]);

class Telling {
  constructor({ modes, grace_ms: grace, resumptions, handovers }, story) {
    this.policy = new Policy(modes[story.mode], story.choices, grace);
    const chosen = ({ when }) => Object.entries(when).every(([name, options]) => options.includes(story.choices[name]));
    this.graceCounts = resumptions.find(chosen).counts;
    this.replaced = (notice) => handovers.find((row) => row.notice === notice && chosen(row)).replaced;
    this.suspendedAt = null;
    this.missed = null; // what ended the connection of a suspended process
    this.cut = false; // whether the connection is up on a path that carries nothing any more
    this.seen = story.seen;
    this.world = { network: true, accepts: true, approves: true, answers: true, saved: false, closes: 0 };
    this.entries = [];
    this.fronts = new Map();
    this.pongs = [];
    this.attempt = null;
    this.gaveUp = false;
    this.socket = false;
    for (const item of story.items) this.apply(item);
    this.advance(story.now);
  }

  get state() {
    return this.policy.states[this.policy.state];
  }

  apply(item) {
    this.advance(item.at);
    const { at, name, value } = item;
    if (REPORTS.includes(name)) return this.observe(at, name, value);
    if (!APP.includes(name)) return this.turn(at, name, value);
    const fresh = this.policy.branch("reopen", at) !== undefined;
    const front = this.state.app === "foreground";
    this.gaveUp &&= name !== "connect";
    this.happen(at, "app", name, this.called(name, fresh), value);
    if ((name === "login" || name === "logout") && !fresh) this.world.saved = name === "login";
    if (name === "ping") this.pinged(at, value, front);
    if (name === "kill") [this.pongs, this.attempt, this.suspendedAt, this.missed] = [[], null, null, null];
  }

  /** The event that an input of the app is. */
  called(name, fresh) {
    if (name === "init") return fresh && this.world.saved ? "reopen" : "init";
    return name === "connect" && !this.world.network ? "connect_offline" : name;
  }

  pinged(at, call, front) {
    const event = front ? "pong_foreground" : "pong";
    this.fronts.set(call, event);
    if (!this.cut && this.entries.at(-1).taken.at(-1)?.branch.answer === "ping sent") this.pongs.push({ at: at + LINK_MS, event });
  }

  /** The internet or the server changes; a fair link reports at once what that ends. */
  turn(at, name, value) {
    const [key, on] = SWITCHES[name] ?? [];
    if (key) this.world[key] = on;
    if (on) this.gaveUp = false;
    if (name === "server_close") this.world.closes = Number(value);
    const { up } = this.state;
    const opening = this.attempt !== null;
    this.happen(at, "world", name, null, value);
    if (name === "suspend") this.suspendedAt = at;
    if (name === "resume") this.resume(at);
    if (this.seen) return;
    if (name === "network_handover") this.handOver(at, String(value) !== "false");
    if (name === "network_down" && up) this.ended(at, "lost");
    if (name === "network_down" && !up && opening) this.ended(at, "failed_offline");
    if (name === "server_close" && up && this.world.network && !this.cut) this.ended(at, Number(value) === 1000 ? "closed" : "lost");
  }

  /** What was opened before carries nothing more; a fair link that finds out at all does so at once. */
  handOver(at, notice) {
    this.pongs = [];
    this.cut = this.state.up && !this.replaced(notice);
    if (this.state.up && !this.cut) this.ended(at, "lost");
    if (this.attempt) this.attempt.at = at + LINK_MS;
  }

  /** A suspended process hears of it when it resumes. */
  ended(at, event) {
    if (this.suspendedAt === null) this.happen(at, "link", "", event);
    else this.missed ??= event;
  }

  /** What the process waits for is as far off as before, but for a grace that has run on: its end may be due now. */
  resume(at) {
    if (this.suspendedAt === null) return;
    const paused = at - this.suspendedAt;
    this.suspendedAt = null;
    for (const waited of [this.attempt, ...this.pongs].filter(Boolean)) waited.at += paused;
    if (!this.graceCounts) this.moveGrace(paused);
    this.late(at);
    this.pass(at);
    if (this.missed && this.policy.branch(this.missed, at)) this.happen(at, "link", "", this.missed);
    this.missed = null;
  }

  moveGrace(ms) {
    this.policy.entry += ms;
    if (this.policy.deadline !== null) this.policy.deadline += ms;
  }

  /** A deadline that passed while the process was suspended takes its way now. */
  late(at) {
    const due = this.policy.due();
    if (due === null || due >= at) return;
    this.policy.taken = [];
    this.policy.take("deadline", at);
    this.note(at, "time", "", "deadline", null, this.policy.taken);
    this.settle(at);
  }

  observe(at, name, value) {
    if (name !== "pong") this.socket = name === "socket_open";
    this.happen(at, "link", name, this.reported(name, value), value);
  }

  /** The event that an observation is: what ended an opening, or a connection that was up. */
  reported(name, value) {
    if (name === "socket_open") return "opened";
    if (name === "pong") return this.fronts.get(value) ?? "pong";
    if (name === "socket_closed" && this.state.up) return value === "server" && this.world.closes === 1000 ? "closed" : "lost";
    if (!this.world.approves) return "rejected";
    return this.world.network ? "failed" : "failed_offline";
  }

  advance(to) {
    if (this.suspendedAt !== null) return;
    for (let next = this.next(); next && next.at <= to; next = this.next()) {
      this.pass(next.at);
      if (this.next() !== next) continue;
      if (next === this.pongs[0]) this.pongs.shift();
      else this.attempt = null;
      this.gaveUp = next.event === "failed" || next.event === "rejected";
      if (this.policy.branch(next.event, next.at)) this.happen(next.at, "link", "", next.event);
    }
    this.pass(to);
  }

  /** What the fair link reports next. */
  next() {
    const { network, answers } = this.world;
    if (this.seen || !network || !answers) return null;
    const first = [this.attempt, this.pongs[0]].filter(Boolean).sort((a, b) => a.at - b.at)[0];
    return first ?? null;
  }

  pass(to) {
    this.policy.step(to, null);
    const changes = ({ from, branch }) => branch.to !== from || branch.deadline !== "keep";
    for (const taken of this.policy.taken.filter(changes)) this.note(taken.at, "time", "", "deadline", null, [taken]);
    this.settle(to);
  }

  happen(at, who, name, event, value) {
    const possible = event === null || this.policy.branch(event, this.suspendedAt ?? at) !== undefined;
    if (event !== null && possible) this.move(at, event);
    const taken = event !== null && possible ? this.policy.taken.filter((each) => each.event !== "deadline") : [];
    this.note(at, who, name, event, value, taken, event === "opened" && !possible && this.state.wish === "not wanted");
    this.settle(at);
  }

  /** While the process is suspended it is for the policy as late as when that began: no deadline passes. */
  move(at, event) {
    this.policy.taken = [];
    if (this.suspendedAt === null) this.policy.step(at, event);
    else this.policy.take(event, this.suspendedAt);
  }

  /** `unasked`: a connection came up that the document does not ask for. */
  note(at, who, name, event, value, taken, unasked = false) {
    const { state } = this.policy;
    this.entries.push({ at, who, name, event, value, taken, unasked, state, socket: this.socket, ...this.state });
  }

  /** Whether an opening is under way. */
  settle(now) {
    const { up, wish } = this.state;
    const { network, answers, accepts, approves } = this.world;
    if (this.suspendedAt !== null) return;
    if (!up) [this.pongs, this.cut] = [[], false];
    if (up || wish === "not wanted") this.gaveUp = false;
    if (up || wish === "not wanted" || !network || !answers || this.gaveUp) this.attempt = null;
    else this.attempt ??= { at: now + LINK_MS, event: "" };
    if (this.attempt) this.attempt.event = !accepts ? "failed" : !approves ? "rejected" : "opened";
  }
}

/** The story as the part of an address after #, and back; what cannot be is left out. */
function toHash(story, defaults) {
  const items = story.items.map(({ at, name, value }) => [at, name, ...(value === undefined ? [] : [value])].join(":"));
  const chosen = Object.entries(story.choices).filter(([name, option]) => defaults[name] !== option);
  const fields = { mode: story.mode, now: story.now, do: items.join(",") };
  if (story.seen) fields.seen = 1;
  if (story.step !== undefined) fields.step = story.step;
  if (story.told) fields.told = story.told;
  return `#${new URLSearchParams([...Object.entries(fields), ...chosen])}`.replaceAll("%3A", ":").replaceAll("%2C", ",");
}

function fromHash(hash, choices) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const chosen = Object.entries(choices).map(([name, choice]) => {
    const asked = fields.get(name);
    return [name, choice.options.includes(asked) ? asked : choice.default];
  });
  const items = [];
  for (const text of (fields.get("do") ?? "").split(",")) {
    const [at, name, value] = text.split(":");
    const known = /^\d{1,12}$/.test(at) && KNOWN.has(name) && Number(at) >= (items.at(-1)?.at ?? 0);
    if (known) items.push({ at: Number(at), name, value });
  }
  const now = Math.max(Number.parseInt(fields.get("now"), 10) || 0, items.at(-1)?.at ?? 0);
  const mode = fields.get("mode") === "auto" ? "auto" : "manual";
  const step = /^\d{1,6}$/.test(fields.get("step")) ? Number(fields.get("step")) : undefined;
  const told = (fields.get("told") ?? "").slice(0, TOLD_MOST) || undefined;
  return { mode, choices: Object.fromEntries(chosen), items, now, seen: fields.get("seen") === "1", step, told };
}

/** The reading under which a run is told: the default where the run left it possible, else the first that it left. */
function established(interpretations, choices) {
  return Object.fromEntries(Object.entries(choices).map(([name, choice]) => {
    const left = (interpretations?.[name] ?? []).filter((option) => choice.options.includes(option));
    return [name, left.length && !left.includes(choice.default) ? left[0] : choice.default];
  }));
}

/** An instant as every report writes it: exact to the millisecond, "0", "40 ms", "30.040 s", "2 min 5 s". */
function instant(ms) {
  const seconds = (rest) => (rest % 1000 ? (rest / 1000).toFixed(3) : `${rest / 1000}`);
  if (ms === 0) return "0";
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${seconds(ms)} s`;
  const [hours, minutes, rest] = [Math.floor(ms / 3_600_000), Math.floor((ms % 3_600_000) / 60_000), ms % 60_000];
  return [hours && `${hours} h`, minutes && `${minutes} min`, rest && `${seconds(rest)} s`].filter(Boolean).join(" ");
}

/** What was expected or observed, with its instants as all others are written. */
function withUnits(words) {
  return words.replace(/\b(at|by|until|since) (\d+)(?!\w|\.\d| (?:ms|s|min|h)\b)/g, (_, word, ms) => `${word} ${instant(Number(ms))}`);
}

/** A counterexample of results.json as a story; at the same instant the inputs come first: they cause what is seen. */
function fromCounterexample({ mode, steps, observations }, choices) {
  const items = [];
  let now = 0;
  for (const step of steps) {
    if (step.op === "advance") now += step.ms;
    else if (KNOWN.has(step.input)) items.push({ at: now, name: step.input, value: step[FIELDS[step.input]] });
  }
  for (const { at, kind, by, api, result, call } of observations) {
    if (kind === "outcome" && api === "ping" && result === "success") items.push({ at, name: "pong", value: call });
    else if (REPORTS.includes(kind)) items.push({ at, name: kind, value: by ?? undefined });
  }
  items.sort((a, b) => a.at - b.at);
  return { mode: mode ?? "auto", choices, items, now: Math.max(now, items.at(-1)?.at ?? 0), seen: true };
}

/** The inputs of a story as a case of the kit: what `connref cases --json` lists. */
function toCase(story, requirement, proves) {
  const steps = [];
  const counts = {};
  let now = 0;
  const advance = (at) => { if (at > now) steps.push({ op: "advance", ms: at - now }); now = at; };
  const fresh = (field) => `${field[0]}${(counts[field] = (counts[field] ?? 0) + 1)}`;
  for (const { at, name, value } of story.items.filter((item) => !REPORTS.includes(item.name))) {
    advance(at);
    const field = FIELDS[name];
    const given = { user: () => value ?? "anna", code: () => Number(value ?? 1000), notice: () => String(value) !== "false" }[field] ?? (() => fresh(field));
    steps.push({ op: "do", input: name, ...(field ? { [field]: given() } : {}) });
  }
  advance(story.now);
  return { id: "explorer/story", requirement, proves, mode: story.mode, steps };
}
