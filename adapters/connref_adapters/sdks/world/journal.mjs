// What was observed since the last reply, in order, each entry with its instant.

export class Journal {
  #clock;
  #entries = [];

  constructor(clock) {
    this.#clock = clock;
  }

  record(kind, fields = {}) {
    this.#entries.push({ at: this.#clock.now, kind, ...fields });
  }

  /** Hands over what was recorded and starts anew. */
  take() {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }
}

/** One line on the driver's log. */
export function log(...parts) {
  process.stderr.write(`${parts.map(readable).join(' ')}\n`);
}

function readable(part) {
  if (typeof part === 'string') return part;
  return part?.stack ?? JSON.stringify(part) ?? String(part);
}
