// The page: reads the controls, tells the story anew after each change, and shows where it stands.

const data = JSON.parse(document.getElementById("data").textContent);
const defaults = Object.fromEntries(Object.entries(data.choices).map(([name, choice]) => [name, choice.default]));
const find = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const every = (selector, act) => all(selector).forEach(act);
const WORDS = {
  login: "login()", logout: "logout()", init: "init()", kill: "the app is killed",
  suspend: "the app is suspended", resume: "the app runs again", network_handover: "the device changes its network",
  network_down: "internet lost", network_up: "internet back", server_refuse: "the server refuses sockets",
  server_accept: "the server accepts sockets", server_reject: "the server rejects the user",
  server_approve: "the server approves the user", server_mute: "the server falls silent",
  server_unmute: "the server answers again", server_close: "the server closes", server_message: "the server sends a message",
  socket_open: "WebSocket connected", socket_closed: "WebSocket closed", socket_failed: "attempt fails", pong: "ping answered",
};
let story = fromHash(location.hash, data.choices);
let shown = null;
let told = null;
let ticking = null;

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = tag.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

const label = (state) => data.modes[story.mode].states[state].label;

function tell() {
  shown = untilStep(data, story);
  told = new Telling(data, shown);
  if (ticking === null) history.replaceState(null, "", toHash(story, defaults)); // browsers allow few changes a second
  showNow();
  showChart();
  showLanes();
  showEntries();
  showControls();
  showLearned();
}

/** The same story, seen in another way. */
function look(next) {
  story = { ...story, ...next };
  tell();
}

/** Another story, which goes on from what is shown: it is no longer the one that a run found. */
function change(next) {
  story = { ...shown, step: undefined, told: undefined, ...next };
  tell();
}

function add(name, value) {
  const call = FIELDS[name] === "call" ? `c${shown.items.length + 1}` : undefined;
  change({ items: [...shown.items, { at: shown.now, name, value: value ?? call }] });
}

// Where it stands

function connection({ up, wish }) {
  if (up) return ["up", "is-up"];
  return { wanted: ["on its way up", "is-coming"], allowed: ["may come up", "is-coming"] }[wish] ?? ["down", ""];
}

function showNow() {
  const { state, policy } = told;
  const due = policy.due();
  const [words, tone] = connection(state);
  find("clock").textContent = instant(shown.now);
  find("state").textContent = state.label.includes(state.app) ? state.label : `${state.label} (${state.app})`;
  find("connection").textContent = words;
  find("connection").className = tone;
  find("due").textContent = due === null ? "none" : `in ${instant(due - shown.now)}, at ${instant(due)}`;
  find("due").className = due === null ? "" : "is-due";
  find("finding").hidden = !story.told;
  find("finding").textContent = story.told ?? "";
  find("left").value = due === null ? 0 : (due - shown.now) / data.grace_ms;
}

// The chart

function reachable() {
  const { policy } = told;
  const ways = new Map();
  for (const [key, branch] of policy.rows) {
    const from = key.split(" ")[0];
    ways.set(from, (ways.get(from) ?? new Set()).add(branch.to));
  }
  const found = new Set([data.modes[story.mode].initial]);
  for (const state of found) for (const next of ways.get(state) ?? []) found.add(next);
  return { found, ways };
}

function showChart() {
  const { found, ways } = reachable();
  const boxes = (svg) => [...svg.querySelectorAll("[data-states]")].map((box) => [box, box.dataset.states.split(" ")]);
  const [plain, wide] = ["plain", "wide"].map((kind) => document.querySelector(`[data-chart="${story.mode}-${kind}"]`));
  const shown = boxes(plain).flatMap(([, states]) => states);
  const chart = [...found].every((state) => shown.includes(state)) ? plain : wide;
  every("[data-chart]", (svg) => svg.toggleAttribute("hidden", svg !== chart));
  const home = new Map(boxes(chart).flatMap(([box, states]) => states.map((state) => [state, box])));
  for (const [box, states] of boxes(chart)) {
    box.classList.toggle("now", states.includes(told.policy.state));
    box.classList.toggle("unread", !states.some((state) => found.has(state)));
  }
  const last = told.entries.findLast((entry) => entry.taken.length && home.get(entry.taken.at(-1).from) !== home.get(entry.state));
  const from = last && last === told.entries.findLast((entry) => entry.taken.length) ? home.get(last.taken.at(-1).from) : null;
  for (const way of chart.querySelectorAll("[data-from]")) {
    const [source, target] = [home.get(way.dataset.from), home.get(way.dataset.to)];
    const sources = source.dataset.states.split(" ").filter((state) => found.has(state));
    const open = sources.some((state) => [...(ways.get(state) ?? [])].some((next) => home.get(next) === target));
    way.classList.toggle("unread", !open);
    way.classList.toggle("taken", source === from && target === home.get(told.policy.state));
  }
  const box = home.get(told.policy.state).getBoundingClientRect();
  const frame = find("chart").getBoundingClientRect();
  if (box.left < frame.left || box.right > frame.right) find("chart").scrollLeft += box.left - frame.left - (frame.width - box.width) / 2;
}

// The lanes of time

function showLanes() {
  const svg = find("lanes");
  const width = Math.max(svg.parentElement.clientWidth, 280);
  const [left, top, high, gap] = [84, 4, 16, 6];
  const end = Math.max(shown.now, 10_000);
  const x = (at) => left + ((width - left - 8) * at) / end;
  const first = { at: 0, ...data.modes[story.mode].states[data.modes[story.mode].initial] };
  const stops = [first, ...told.entries];
  const lanes = {
    app: ({ app }) => (app === "foreground" ? "var(--accent)" : "var(--line)"),
    wanted: ({ wish }) => ({ wanted: "var(--up)", allowed: "var(--coming)" })[wish] ?? "var(--line)",
    connection: ({ up }) => (up ? "var(--up)" : "var(--line)"),
    ...(story.seen ? { "SDK's socket": ({ socket }) => (socket ? "var(--ink)" : "var(--line)") } : {}),
  };
  const marks = Object.entries(lanes).flatMap(([name, colour], lane) => {
    const y = top + lane * (high + gap);
    const bars = stops.map((stop, place) => {
      const until = stops[place + 1]?.at ?? shown.now;
      return element("svg:rect", { x: x(stop.at), y, width: Math.max(x(until) - x(stop.at), until === stop.at ? 2 : 0), height: high, fill: colour(stop) });
    });
    return [element("svg:text", { x: 0, y: y + 12, text: { app: "in foreground" }[name] ?? name }), ...bars];
  });
  const bottom = top + Object.keys(lanes).length * (high + gap);
  for (const { at, who } of told.entries) {
    const tone = { app: "var(--ink)", time: "var(--hot)" }[who] ?? "var(--soft)";
    marks.push(element("svg:line", { x1: x(at), x2: x(at), y1: top, y2: bottom, stroke: tone, "stroke-width": 1.5 }));
  }
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    const anchor = part === 1 ? "end" : part ? "middle" : "start";
    marks.push(element("svg:text", { x: x(end * part), y: bottom + 12, "text-anchor": anchor, text: `${+((end * part) / 1000).toFixed(1)} s` }));
  }
  svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 16}`);
  svg.setAttribute("aria-label", `Lanes of time up to ${instant(shown.now)}: ${told.entries.length} things happened; the list below tells each.`);
  svg.replaceChildren(...marks);
}

// The list of what happened, the latest first

function what({ who, name, event, value, unasked }) {
  const observed = story.seen && who === "link";
  const words = event === null || observed ? WORDS[name] : (data.words[event] ?? event);
  const more = name === "server_close" ? ` (${value})` : name === "socket_closed" && value ? ` by the ${value}` : "";
  return `${words}${more}${unasked ? ", though the document asks for no connection" : ""}`;
}

function came({ from, branch }) {
  const parts = [branch.to === from ? `stays ${label(from)}` : `${label(from)} → ${label(branch.to)}`];
  if (data.deadlines[branch.deadline]) parts.push(data.deadlines[branch.deadline]);
  if (branch.answer) parts.push(`the call reports: ${branch.answer}`);
  for (const name of Object.keys(branch.when)) parts.push(`${name} = ${story.choices[name]}`);
  return parts.join("; ");
}

function showEntries() {
  find("entries").replaceChildren(...told.entries.map((entry) => {
    const lines = entry.taken.flatMap((taken) => {
      const { requirement } = taken.branch;
      const quote = element("p", { class: "quote" }, element("b", { text: requirement }), data.requirements[requirement].sentence);
      return [element("p", { text: came(taken) }), quote];
    });
    const body = element("div", {}, element("p", { class: "what", text: what(entry) }), ...lines);
    return element("li", entry.unasked ? { class: "unasked" } : {}, element("time", { text: instant(entry.at) }), body);
  }).reverse());
  if (!told.entries.length) find("entries").append(element("li", {}, element("time", { text: instant(0) }), element("p", { text: "A new device. Begin with init() and login()." })));
}

// The controls

function showControls() {
  every("[name=mode]", (radio) => { radio.checked = radio.value === story.mode; });
  every("[data-switch]", (button) => button.setAttribute("aria-pressed", told.world[button.dataset.switch]));
  every("[data-due]", (button) => button.setAttribute("aria-disabled", target(button) === null));
  find("undo").setAttribute("aria-disabled", !shown.items.length);
  const last = stopsOf(data, story).length - 1;
  const place = Math.min(story.step ?? last, last);
  find("back").setAttribute("aria-disabled", place === 0);
  find("forward").setAttribute("aria-disabled", place === last);
  find("place").textContent = `step ${place} of ${last}`;
  every("#choices select", (select) => {
    select.value = story.choices[select.name];
    select.parentElement.classList.toggle("differs", select.value !== defaults[select.name]);
  });
  const differing = all("#choices .differs select").map((select) => `${select.name} = ${select.value}`);
  find("differing").textContent = differing.join(", ") || "the default";
}

function target(button) {
  const due = told.policy.due();
  const at = due === null ? null : due + Number(button.dataset.due);
  return at === null || at <= shown.now ? null : at;
}

function say(text) {
  find("message").textContent = text;
}

function play(on) {
  clearInterval(ticking);
  ticking = null;
  find("play").setAttribute("aria-pressed", on);
  if (!on) return tell();
  let before = performance.now();
  ticking = setInterval(() => {
    const passed = Math.round(performance.now() - before);
    before += passed;
    change({ now: shown.now + passed });
  }, 100);
}

function lastRequirement() {
  const taken = told.entries.flatMap((entry) => entry.taken).at(-1);
  return taken ? taken.branch.requirement : "INP-ROBUST";
}

function exportCase() {
  const id = lastRequirement();
  const body = JSON.stringify(toCase(shown, id, data.requirements[id].sentence));
  const address = URL.createObjectURL(new Blob([`${body}\n`], { type: "application/json" }));
  element("a", { href: address, download: "case.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
  say("Saved as case.json: one case, as `connref cases --json` lists them.");
}

async function share() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is on the clipboard: it holds the whole story.");
  } catch {
    say("The address of this page is the link: it holds the whole story.");
  }
}

let findings = [];
let interpretations = {};

async function load(file) {
  play(false);
  forget();
  findings = [];
  try {
    const results = JSON.parse(await file.text());
    if (results.schema !== data.results_schema) throw new Error(`its schema is not ${data.results_schema}`);
    interpretations = results.interpretations ?? {};
    findings = Object.entries(results.requirements).filter(([, { counterexample }]) => counterexample);
    if (findings.length) pick(0);
    else say(`${file.name} has no counterexample.`);
  } catch (error) {
    findings = [];
    say(`${file.name} cannot be read: ${error.message}. Choose the results.json of a run.`);
  }
  find("counterexamples").replaceChildren(...findings.map(([id], place) => element("option", { value: place, text: id })));
  find("pick").hidden = !findings.length;
}

function pick(place) {
  const [id, { counterexample }] = findings[place];
  const told = withUnits(`${id}: expected ${counterexample.expected}; observed ${counterexample.observed}.`);
  look({ ...fromCounterexample(counterexample, established(interpretations, data.choices)), step: undefined, told });
  say("Told from what was observed of the SDK, under the readings that the run established. Step with the arrow keys.");
}

function begin(mode) {
  play(false);
  forget();
  if (learned?.[mode]) return walk(mode, []);
  change({ mode, items: [], now: 0, seen: false });
}

function forget() {
  say("");
}

function step(by) {
  play(false);
  story = stepped(data, story, by);
  tell();
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** Arrow keys step, but where they mean something else already. */
function pressed(event) {
  const by = STEPS[event.key];
  if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("select, input, #chart")) return;
  event.preventDefault();
  step(by);
}

function listen() {
  every("[data-do]", (button) => button.addEventListener("click", () => add(button.dataset.do, button.dataset.value)));
  every("[data-switch]", (button) => button.addEventListener("click", () =>
    add(told.world[button.dataset.switch] ? button.dataset.off : button.dataset.on)));
  every("[data-wait]", (button) => button.addEventListener("click", () => change({ now: shown.now + Number(button.dataset.wait) })));
  every("[data-due]", (button) => button.addEventListener("click", () => change({ now: target(button) ?? shown.now })));
  every("[name=mode]", (radio) => radio.addEventListener("change", () => begin(radio.value)));
  find("play").addEventListener("click", () => play(ticking === null));
  find("undo").addEventListener("click", () => {
    const items = shown.items.slice(0, -1);
    if (shown.items.length) change({ items, now: shown.items.at(-1).at });
  });
  find("back").addEventListener("click", () => step(-1));
  find("forward").addEventListener("click", () => step(1));
  addEventListener("keydown", pressed);
  find("restart").addEventListener("click", () => begin(story.mode));
  find("share").addEventListener("click", share);
  find("export").addEventListener("click", exportCase);
  find("results").addEventListener("change", (event) => event.target.files[0] && load(event.target.files[0]));
  find("counterexamples").addEventListener("change", (event) => pick(Number(event.target.value)));
  find("skip").addEventListener("click", (event) => { event.preventDefault(); find("now").focus(); });
  addEventListener("hashchange", () => { story = fromHash(location.hash, data.choices); tell(); });
  addEventListener("resize", showLanes);
}

function offerChoices() {
  find("choices").append(...Object.entries(data.choices).map(([name, { question, options }]) => {
    const words = (option) => (option === defaults[name] ? `${option} (default)` : option);
    const select = element("select", { name }, ...options.map((value) => element("option", { value, text: words(value) })));
    select.addEventListener("change", () => look({ choices: { ...story.choices, [name]: select.value } }));
    return element("label", {}, element("b", { text: name }), question, select);
  }));
}

offerChoices();
listen();
tell();
listenToLearned();
globalThis.explorer = { data, differences, Telling, toCase, fromHash, toHash, fromCounterexample, instant, withUnits, established, stepped, untilStep, diagramsOf, waysAlong, storyAlong, story: () => story };
