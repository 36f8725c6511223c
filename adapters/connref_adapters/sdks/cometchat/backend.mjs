// The fake HTTP backend: it approves every login, and answers in the instant in which it is asked.
//
// The requests are those that the SDKs were seen to make; every other request gets an empty success.

export const HOSTS = Object.freeze({ admin: 'admin.invalid', client: 'client.invalid', socket: 'socket.invalid' });

/** A key for which the fake backend lets anybody log in. */
export const AUTH_KEY = 'key';

const SETTINGS = Object.freeze({
  MODE: 'DEFAULT',
  CHAT_HOST: HOSTS.socket,
  CHAT_WSS_PORT: '443',
  CHAT_API_VERSION: 'v3.0',
  ANALYTICS_HOST: 'analytics.invalid',
  ANALYTICS_VERSION: 'v1',
});

const TOKEN_SUFFIX = '_token';

/** What a request over HTTP is answered with: see world/http.mjs. */
export function backend({ method, url, headers }) {
  return { body: { data: respond(method, url, headers) } };
}

function respond(method, url, headers) {
  const path = new URL(url).pathname;
  const login = /\/users\/([^/]+)\/auth_tokens$/.exec(path);
  if (login && method === 'POST') return user(decodeURIComponent(login[1]));
  if (/\/settings$/.test(path)) return SETTINGS;
  if (/\/me$/.test(path) && method === 'PUT') return session(owner(headers));
  return {};
}

function user(uid) {
  return { uid, name: uid, authToken: uid + TOKEN_SUFFIX, status: 'available', role: 'default' };
}

function session(uid) {
  const wsChannel = { identity: uid, secret: 'secret', service: HOSTS.socket };
  return { ...user(uid), wsChannel, jwt: `jwt.${uid}.signature` };
}

function owner(headers) {
  const token = headers.authtoken ?? '';
  return token.endsWith(TOKEN_SUFFIX) ? token.slice(0, -TOKEN_SUFFIX.length) : token;
}
