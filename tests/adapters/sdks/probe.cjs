// Stands in for the React Native package, so that tests can see what the driver's platform does to an SDK.
// The user who logs in chooses what connect() does; what it saw is reported as the code of an error.

let behaviour = 'none';
let socket = null;
const told = [];

const behaviours = {
  throw() {
    throw new Error('out of the call');
  },
  timer() {
    setTimeout(() => {
      throw new Error('out of a timer');
    }, 10);
  },
  handler() {
    new WebSocket('wss://x').onopen = () => {
      throw new Error('out of a handler');
    };
  },
  rejection() {
    Promise.reject(new Error('nobody waits for this'));
  },
  restless() {
    const again = () => Promise.resolve().then(() => setTimeout(again, 0));
    again();
  },
  send_too_early({ onError }) {
    try {
      new WebSocket('wss://x').send('{}');
    } catch (error) {
      onError({ code: error.name });
    }
  },
  close_while_opening({ onError }) {
    const opening = watched(onError);
    opening.close();
    opening.close();
    told.push(`state ${opening.readyState}`);
  },
  close_when_open({ onError }) {
    const open = watched(onError);
    open.addEventListener('open', () => open.close(4000, 'enough'));
  },
  fails({ onError }) {
    watched(onError);
  },
  twice({ onSuccess, onError }) {
    onSuccess();
    onError(null);
  },
  pings() {
    socket = new WebSocket('wss://x');
    socket.onopen = () => socket.send(JSON.stringify({ type: 'auth' }));
    setInterval(() => socket.send(JSON.stringify({ action: 'ping' })), 1000);
  },
  realm({ onError }) {
    const kinds = [fetch('https://x/settings') instanceof Promise, new Date(5) instanceof Date, Date.now(), typeof window.process];
    onError({ code: kinds.join(' ') });
  },
};

function watched(onError) {
  const opened = new WebSocket('wss://x');
  for (const type of ['open', 'error', 'close']) {
    opened[`on${type}`] = (event) => {
      told.push(type === 'close' ? `close ${event.code}` : type);
      if (type === 'close') onError({ code: told.splice(0).join(', ') });
    };
  }
  return opened;
}

class Builder {
  build() {
    return {};
  }
}
for (const name of ['subscribePresenceForAllUsers', 'setRegion', 'overrideAdminHost', 'overrideClientHost', 'autoEstablishSocketConnection']) {
  Builder.prototype[name] = function () {
    return this;
  };
}

exports.CometChat = {
  AppSettingsBuilder: Builder,
  ConnectionListener: class {},
  MessageListener: class {},
  addConnectionListener() {},
  addMessageListener() {},
  init: async () => true,
  getLoggedinUser: async () => null,
  login: async (user) => void (behaviour = user),
  logout: async () => {},
  connect: (callbacks) => behaviours[behaviour](callbacks),
  disconnect() {},
  ping: ({ onSuccess }) => {
    Promise.resolve().then(() => {
      socket.send(JSON.stringify({ action: 'ping' }));
      onSuccess();
    });
  },
};
