// A browser's page around an SDK: the globals that it asks for, and what the operating system does to the page.
//
//   const page = browser(app, device);        installs window, document, navigator, WebSocket, fetch, storage and more
//   return { init…, ...page };                network(up): navigator.onLine, online, offline; background(),
//                                             foreground(): document.hidden, visibilitychange; handover(): the change
//                                             event of navigator.connection

import { createHash } from 'node:crypto';

import { webStorage } from './storage.mjs';

const ORIGIN = 'https://app.invalid';

/** Makes a page of the app's realm. What it returns goes into the app object of the platform, or parts of it. */
export function browser(app, device, { origin = ORIGIN } = {}) {
  const web = app.web(device);
  const { Event, EventTarget } = web;
  const window = new EventTarget();
  const document = pageDocument(EventTarget, new URL(`${origin}/`));
  const connection = Object.assign(new EventTarget(), { effectiveType: '4g', type: 'wifi', onchange: null });
  const navigator = { userAgent: 'connref', language: 'en', languages: ['en'], onLine: device.server.network, connection };
  Object.assign(app.global, web, {
    addEventListener: (...given) => window.addEventListener(...given),
    removeEventListener: (...given) => window.removeEventListener(...given),
    dispatchEvent: (event) => window.dispatchEvent(event, app.global),
    postMessage: (data) => posted(Object.assign(new web.MessageEvent('message', { data, origin }), { source: app.global })),
    navigator,
    document,
    location: document.location,
    matchMedia: (media) => ({ media, matches: false, addEventListener() {}, removeEventListener() {} }),
    screen: { width: 1280, height: 800, availWidth: 1280, availHeight: 800 },
    localStorage: webStorage(device.storage),
    sessionStorage: webStorage(new Map()),
    FormData,
    atob,
    btoa,
    crypto: pageCrypto(app),
  });
  const posted = (event) => device.clock.after(0, () => window.dispatchEvent(event, app.global));
  const seen = (visible) => {
    Object.assign(document, { hidden: !visible, visibilityState: visible ? 'visible' : 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };
  return {
    network: (up) => {
      navigator.onLine = up;
      window.dispatchEvent(new Event(up ? 'online' : 'offline'), app.global);
    },
    background: () => seen(false),
    foreground: () => seen(true),
    handover: () => connection.dispatchEvent(new Event('change')),
  };
}

/** A document that is visible and empty: the SDK looks for elements and finds none. */
function pageDocument(EventTarget, location) {
  return Object.assign(new EventTarget(), {
    location,
    hidden: false,
    visibilityState: 'visible',
    readyState: 'complete',
    referrer: '',
    cookie: '',
    body: {},
    querySelector: () => null,
    querySelectorAll: () => [],
    getElementById: () => null,
  });
}

/** The part of the page's crypto that SDKs ask for, done at once: Node's own answers outside the virtual clock. */
function pageCrypto({ realm: { Promise }, random }) {
  const byte = () => Math.floor(random() * 256);
  const digest = (algorithm, data) => {
    const name = String(algorithm.name ?? algorithm).replace('-', '').toLowerCase();
    const bytes = createHash(name).update(new Uint8Array(data.buffer ?? data)).digest();
    return Promise.resolve(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  };
  const getRandomValues = (view) => {
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).forEach((_, at, all) => (all[at] = byte()));
    return view;
  };
  const hex = (digits) => Array.from({ length: digits }, () => (byte() % 16).toString(16)).join('');
  const randomUUID = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
  return { subtle: { digest }, getRandomValues, randomUUID };
}
