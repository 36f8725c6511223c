// Replay connref vectors: `node execute.mjs vectors.json`. Exit status 0 where every step agrees, 1 where one differs.

/** The policy of one mode under one reading; instants are ms. */
export class Policy {
  constructor(mode, choices, graceMs) {
    Object.assign(this, { states: mode.states, state: mode.initial, grace: graceMs, deadline: null, entry: 0, taken: [] });
    const chosen = ({ when }) => Object.entries(when).every(([name, options]) => options.includes(choices[name]));
    this.rows = new Map(mode.rows.map((row) => [`${row.state} ${row.event} ${row.zone}`, row.branches.find(chosen)]));
  }

  /** The deadline, null where none runs. */
  due = () => (this.states[this.state].clock === "deadline" ? this.deadline : null);

  /** The branch for an event at this instant, undefined where the event is impossible. */
  branch(event, now) {
    const { clock } = this.states[this.state];
    const mark = { none: Infinity, deadline: this.deadline, entry: this.entry + this.grace }[clock];
    const zone = now < mark ? "before" : clock === "deadline" && now === mark ? "at" : "past";
    return this.rows.get(`${this.state} ${event} ${zone}`);
  }

  take(event, now) {
    const branch = this.branch(event, now);
    if (!branch) throw new Error(`${event} is impossible in ${this.state}`);
    if (branch.enters) this.entry = now;
    const moves = { clear: null, "grace from now": now + this.grace, "grace from entry": this.entry + this.grace };
    if (branch.deadline in moves) this.deadline = moves[branch.deadline];
    this.taken.push({ at: now, event, from: this.state, branch });
    this.state = branch.to;
  }

  /** Let what falls due happen, then the event (null: time alone), and say what holds then. */
  step(at, event) {
    this.taken = [];
    for (let due = this.due(); due !== null && due <= at; due = this.due()) {
      this.take("deadline", due);
      if (this.due() !== due) continue; // under the inclusive readings the deadline itself still belongs to the grace
      if (due === at) break;
      this.take("deadline", due + 1);
    }
    if (event !== null) this.take(event, at);
    const answer = event === null ? null : this.taken.at(-1).branch.answer;
    const requirements = [...new Set(this.taken.map((each) => each.branch.requirement))];
    return { at, event, state: this.state, wish: this.states[this.state].wish, deadline: this.due(), answer, requirements };
  }
}

/** The steps in which this policy and the vectors differ. */
export function differences({ traces, modes, readings, grace_ms: grace }) {
  return traces.flatMap((trace) => {
    const policy = new Policy(modes[trace.mode], readings[trace.reading], grace);
    return trace.steps.filter((step) => JSON.stringify(policy.step(step.at, step.event)) !== JSON.stringify(step));
  });
}

import { readFileSync } from "node:fs";
const vectors = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrong = differences(vectors).length;
console.log(`${vectors.traces.length} traces, ${wrong} differences`);
process.exit(wrong ? 1 : 0);
