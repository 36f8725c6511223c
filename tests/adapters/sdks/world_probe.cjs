// Stands in for an SDK of the web: what it sees of WebSocket, fetch and XMLHttpRequest it tells, as JSON.

exports.Probe = class {
  constructor(told) {
    this.told = told;
  }

  sockets() {
    const { told } = this;
    const socket = new WebSocket('wss://x.invalid/a', ['one', 'two']);
    socket.binaryType = 'arraybuffer';
    const opened = (event) => {
      told(['open', event instanceof Event, socket.protocol, socket.url]);
      socket.send(new TextEncoder().encode('hé'));
    };
    socket.addEventListener('open', opened, { once: true });
    socket.onmessage = ({ data }) => told(['message', data instanceof ArrayBuffer, new TextDecoder().decode(data)]);
    socket.onclose = (event) => told(['close', event instanceof CloseEvent, event.code, event.wasClean]);
    for (const wrong of [() => socket.close(1001), () => new WebSocket('nonsense'), () => socket.send('early')]) {
      try {
        wrong();
      } catch (error) {
        told([error.name, error instanceof Error]);
      }
    }
  }

  http() {
    const { told } = this;
    fetch('https://a.invalid/x', { method: 'POST', body: '1' })
      .then((response) => response.json().then((body) => told(['fetch', response.status, body])));
    const request = new XMLHttpRequest();
    request.open('GET', 'https://a.invalid/y');
    request.onload = () => told(['xhr', request.status, request.responseText]);
    request.send();
    const abort = new AbortController();
    fetch('https://a.invalid/silent', { signal: abort.signal }).catch((error) => told(['aborted', error.name]));
    setTimeout(() => abort.abort(), 50);
  }

  page() {
    const { told } = this;
    window.addEventListener('offline', () => told(['offline', navigator.onLine]));
    document.addEventListener('visibilitychange', () => told([document.visibilityState]));
    navigator.connection.addEventListener('change', () => told(['moved']));
    window.ononline = () => fetch('https://a.invalid/x').then(() => told(['online']));
    told([localStorage.getItem('seen'), crypto.getRandomValues(new Uint8Array(2)).length, typeof process]);
    localStorage.setItem('seen', 'yes');
  }
};
