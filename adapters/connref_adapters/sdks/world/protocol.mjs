// The driver's side of the protocol: one request line in, one reply line out, strictly in order.
//
// Requests may be pipelined. They are taken one at a time; replies are written in batches, so that a kit that
// sends a whole case at once costs one write and not one per step; what takes long is not held back, since the kit
// waits for each reply only so long. Nothing in here knows what an SDK is.

import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { log } from './journal.mjs';

const MAX_LINE_BYTES = 1024 * 1024;
const FLUSH_BYTES = 64 * 1024;
const HELD_BACK_MS = 500;

/** A request that cannot be served; `kind` is the protocol's error kind. */
export class RequestError extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/**
 * Serves `handle(request) -> body` on standard input and output until `bye` or the end of the input. `atOnce`: each reply
 * is written before the next request is taken, as it has to be where a request takes real time.
 */
export async function serve(handle, { atOnce = false, input = process.stdin, output = process.stdout } = {}) {
  const replies = new Outbox(output);
  for await (const lines of batches(input)) {
    let flushed = performance.now();
    for (const line of lines) {
      const { request, reply } = await answer(handle, line);
      replies.add(reply);
      if (atOnce || performance.now() - flushed > HELD_BACK_MS) {
        await replies.flush();
        flushed = performance.now();
      }
      if (request?.op === 'bye') {
        await replies.flush();
        return;
      }
    }
    await replies.flush();
  }
}

async function answer(handle, line) {
  let request;
  try {
    request = parse(line);
    return { request, reply: { id: request.id, ok: true, ...(await handle(request)) } };
  } catch (error) {
    return { request, reply: { id: request?.id ?? null, ok: false, error: describe(error) } };
  }
}

function parse(line) {
  if (line.length > MAX_LINE_BYTES) throw new RequestError('bad-request', 'the line is longer than 1 MiB');
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    throw new RequestError('bad-request', `the line is not JSON: ${error.message}`);
  }
  if (request === null || typeof request !== 'object' || Array.isArray(request)) {
    throw new RequestError('bad-request', 'the line is not a JSON object');
  }
  return request;
}

function describe(error) {
  if (error instanceof RequestError) return { kind: error.kind, message: error.message };
  log('[the driver made a mistake]', error);
  return { kind: 'driver', message: String(error) };
}

/** The complete lines of each chunk that arrives, so that what came together is answered together. */
async function* batches(input) {
  input.setEncoding('utf8');
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    const full = lines.filter((line) => line.trim() !== '');
    if (full.length > 0) yield full;
  }
  if (rest.trim() !== '') yield [rest];
}

class Outbox {
  #output;
  #lines = [];
  #bytes = 0;

  constructor(output) {
    this.#output = output;
  }

  add(reply) {
    const line = `${JSON.stringify(reply)}\n`;
    this.#lines.push(line);
    this.#bytes += line.length;
    if (this.#bytes > FLUSH_BYTES) this.flush();
  }

  /** Resolves when the operating system has taken the lines (so that an exit right after loses none). */
  flush() {
    if (this.#lines.length === 0) return Promise.resolve();
    const text = this.#lines.join('');
    this.#lines = [];
    this.#bytes = 0;
    return new Promise((resolve) => this.#output.write(text, resolve));
  }
}
