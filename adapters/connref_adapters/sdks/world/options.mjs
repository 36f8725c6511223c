// The command line of a driver: where the packages are, and how long the fake server takes.
//
//   --packages DIR         the folder that holds node_modules (as standard that of the driver's program)
//   --open-latency MS      from `new WebSocket` to the open or error event
//   --auth-latency MS      from the SDK's credentials to the server's approval or rejection
//   --reply-latency MS     from a ping to its pong
//   --close-latency MS     from the SDK's close() to its close event
//   --http-latency MS      from a request over HTTP to its answer
//   --tolerance MS         what hello declares as the tolerance of the SDK's timers
//   --real DIR             real time and real sockets (real.mjs); DIR is the folder that holds the package ws
//
// Each latency may come from the environment instead: CONNREF_OPEN_LATENCY, CONNREF_AUTH_LATENCY,
// CONNREF_REPLY_LATENCY, CONNREF_CLOSE_LATENCY and CONNREF_HTTP_LATENCY.

import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

// The approval takes no time of its own as standard: an SDK that reports success when its socket is open, and not when it
// is approved, is then right, and what else it does is seen as well.
const DEFAULT_LATENCY = { open: 40, auth: 0, reply: 20, close: 20, http: 0 };

/** How late a timer of the machine may be, and a byte on the loopback, before it is held against an SDK. */
const REAL_TOLERANCE_MS = '150';

/** `{ packages, latency: { open, auth, reply, close, http }, tolerance, real }`; throws an Error that names the option at fault. */
export function readOptions(argv, environment) {
  const names = { packages: { type: 'string' }, tolerance: { type: 'string' }, real: { type: 'string' } };
  for (const what of Object.keys(DEFAULT_LATENCY)) names[`${what}-latency`] = { type: 'string' };
  const { values } = parseArgs({ args: argv, options: names });
  const latency = {};
  for (const [what, standard] of Object.entries(DEFAULT_LATENCY)) {
    const given = values[`${what}-latency`] ?? environment[`CONNREF_${what.toUpperCase()}_LATENCY`];
    latency[what] = given === undefined ? standard : milliseconds(`--${what}-latency`, given);
  }
  const packages = values.packages ?? path.dirname(process.argv[1]);
  const tolerance = values.tolerance ?? (values.real === undefined ? '0' : REAL_TOLERANCE_MS);
  return { packages, latency, tolerance: milliseconds('--tolerance', tolerance), real: values.real ?? null };
}

function milliseconds(name, text) {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`${name} is ${JSON.stringify(text)}: expected whole milliseconds, 0 or more`);
}
