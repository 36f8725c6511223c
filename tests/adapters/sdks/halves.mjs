// Plays frames against a server half with a peer that writes down what it is told: node halves.mjs HALF FILE-OF-HALF
//
// Standard input has one JSON array a line: ["open"], ["receive", text], ["message", text], ["after", ms].

import { readFileSync } from 'node:fs';
import process from 'node:process';

const [, , name, file] = process.argv;
const { [name]: half } = await import(file);
const told = [];
let later = [];
let now = 0;
const peer = {
  number: 7,
  url: 'wss://chat.invalid/connect?user_id=alice&json=%7B%22user_id%22%3A%22alice%22%7D',
  state: {},
  send: (frame) => told.push(['send', frame]),
  pong: (frame) => told.push(['pong', frame]),
  authenticate: (replies) => told.push(['authenticate', replies]),
  after: (ms, action) => later.push({ at: now + ms, action }),
};
const acts = {
  open: () => half.open?.(peer),
  receive: (data) => half.receive?.(peer, data),
  message: (text) => told.push(['message', half.message(peer, text, 'alice') ?? null]),
  after: (ms) => {
    now += ms;
    const due = later.filter(({ at }) => at <= now);
    later = later.filter(({ at }) => at > now);
    for (const { action } of due) action();
  },
};
for (const line of readFileSync(0, 'utf8').trim().split('\n')) {
  const [act, value] = JSON.parse(line);
  acts[act](value);
}
process.stdout.write(JSON.stringify(told));
