// A learned SDK beside the document: each letter of its diagram moves both. The diagram says what the SDK does; the
// story of the same letters, told as every other, says what the document asks.

const LEARNED_SCHEMA = "connref-learned/1";
const LONGEST_MS = 400_000;
const TIMES = { T: "time passes to the next event", B: "time passes to 1 ms before it", E: "time passes to 1 ms before the grace ends" };
const CARRIED = { close: 1000, network_handover: true };
/** What a device does to a process: the chart beside does not follow it. */
const UNFOLLOWED = new Set(["suspend", "resume", "network_handover"]);

/** The diagrams of a learned.json, by mode. Throws where it is none. */
function diagramsOf(body) {
  if (body.schema !== LEARNED_SCHEMA) throw new Error(`its schema is not ${LEARNED_SCHEMA}`);
  const diagrams = body.machines.map(({ diagram }) => diagram).filter((diagram) => diagram !== null);
  for (const { states, edges, alphabet } of diagrams) {
    const whole = (place) => Number.isInteger(place) && place >= 0 && place < states.length;
    const known = edges.every(({ from, to, letter }) => whole(from) && whole(to) && alphabet.includes(letter));
    if (!states.length || !known) throw new Error("a diagram has an edge that leads nowhere");
  }
  if (!diagrams.length) throw new Error("nothing was learned of this SDK");
  return Object.fromEntries(diagrams.map((diagram) => [diagram.mode, diagram]));
}

const waysFrom = (diagram, state) => diagram.edges.filter(({ from }) => from === state);

/** The ways that these letters take; a letter that is not possible where it comes is left out. */
function waysAlong(diagram, letters) {
  const ways = [];
  for (const letter of letters) {
    const way = waysFrom(diagram, ways.at(-1)?.to ?? 0).find((each) => each.letter === letter);
    if (way) ways.push(way);
  }
  return ways;
}

/** The story in which these letters come, from where the diagram begins. */
function storyAlong(data, diagram, choices, letters) {
  const start = diagram.alphabet.includes("login") ? [] : ["init", "login"];
  const empty = { mode: diagram.mode, choices, items: [], now: 0, seen: false };
  return [...start, ...letters].reduce((story, letter) => followed(data, story, letter), empty);
}

function followed(data, story, letter) {
  if (letter in TIMES) return { ...story, now: Math.max(story.now, instantOf(data, story, letter)) };
  if (UNFOLLOWED.has(letter)) return story;
  const name = letter === "close" ? "server_close" : letter;
  const value = CARRIED[letter] ?? (FIELDS[name] === "call" ? `c${story.items.length + 1}` : undefined);
  const next = { ...story, items: [...story.items, { at: story.now, name, value }] };
  const pong = letter === "ping" ? new Telling(data, next).pongs[0] : undefined; // a ping is learned with its answer
  return pong ? { ...next, now: pong.at } : next;
}

function instantOf(data, story, letter) {
  const told = new Telling(data, story);
  if (letter === "E") return (story.items.findLast(({ name }) => name === "background")?.at ?? story.now) + data.grace_ms - 1;
  const next = Math.min(told.policy.due() ?? Infinity, told.next()?.at ?? Infinity);
  if (next === Infinity) return story.now + (letter === "T" ? LONGEST_MS : 0);
  return letter === "T" ? next : next - 1;
}

// On the page

let learned = null; // the diagrams by mode
let letters = [];

const letterWords = (letter) => TIMES[letter] ?? WORDS[letter] ?? data.words[letter] ?? WORDS[{ close: "server_close" }[letter]] ?? letter;
const outputWords = (output) => output.join(", ") || "nothing to be seen";

/** Show a learned SDK from where it begins. */
function beside(diagrams, mode) {
  learned = diagrams;
  walk(mode in diagrams ? mode : Object.keys(diagrams)[0], []);
}

function walk(mode, next) {
  letters = next;
  change(storyAlong(data, learned[mode], story.choices, letters));
}

/** Whether the story that is shown is that of the letters: whoever presses other buttons tells another one. */
function inStep(diagram) {
  const along = storyAlong(data, diagram, story.choices, letters);
  return along.now === shown.now && along.items.length === shown.items.length;
}

function showLearned() {
  const diagram = learned?.[story.mode];
  find("learned").hidden = !diagram;
  if (!diagram) return;
  const ways = waysAlong(diagram, letters);
  const at = ways.at(-1)?.to ?? 0;
  find("learned-h").textContent = `${diagram.title}, ${diagram.mode} mode, as it was learned`;
  find("learned-at").textContent = inStep(diagram)
    ? `The SDK: ${diagram.states[at].name}. The document: ${told.state.label}.`
    : `The SDK: ${diagram.states[at].name}. The story has gone on without it; “one letter back” brings both together.`;
  find("learned-did").textContent = ways.length ? `${letterWords(ways.at(-1).letter)}: ${outputWords(ways.at(-1).output)}` : "";
  find("states").replaceChildren(...diagram.states.map(({ name, extra, tone }, place) =>
    element("li", { class: [`tone-${tone}`, extra ? "extra" : "", place === at ? "now" : ""].join(" ").trim(), text: name })));
  find("ways").replaceChildren(...waysFrom(diagram, at).map((way) => wayShown(diagram, way)));
  find("letter-back").setAttribute("aria-disabled", !letters.length);
}

function wayShown(diagram, way) {
  const button = element("button", { text: letterWords(way.letter) });
  button.addEventListener("click", () => walk(diagram.mode, [...letters, way.letter]));
  const leads = way.to === way.from ? "stays" : `→ ${diagram.states[way.to].name}`;
  const parts = [button, element("span", { text: `${outputWords(way.output)}; ${leads}` })];
  if (way.requirement) parts.push(element("b", { text: way.requirement }), element("span", { text: withUnits(way.told) }));
  else if (way.should) parts.push(element("span", { text: `the document: ${outputWords(way.should.output)}; ${shouldLead(diagram, way)}; allowed` }));
  if (UNFOLLOWED.has(way.letter)) parts.push(element("span", { text: "(the chart does not follow this)" }));
  return element("li", { class: way.colour }, ...parts);
}

function shouldLead(diagram, { should }) {
  return should.to === null ? "another state" : `→ ${diagram.states[should.to].name}`;
}

async function loadLearned(file) {
  play(false);
  try {
    beside(diagramsOf(JSON.parse(await file.text())), story.mode);
    say("Walk with the buttons of the learned SDK: the chart follows.");
  } catch (error) {
    say(`${file.name} cannot be read: ${error.message}. Choose the learned.json of \`connref learn\`.`);
  }
}

function listenToLearned() {
  find("learned-file").addEventListener("change", (event) => event.target.files[0] && loadLearned(event.target.files[0]));
  find("letter-back").addEventListener("click", () => letters.length && walk(story.mode, letters.slice(0, -1)));
  find("letters-again").addEventListener("click", () => walk(story.mode, []));
  find("learned-close").addEventListener("click", () => { learned = null; tell(); });
  if (data.learned) beside(diagramsOf(data.learned), story.mode);
}
