// The device's storage: one map that outlives the app's process, behind the two faces that the SDKs know.

/** The face of @react-native-async-storage/async-storage over `map`; promises are those of the app's realm. */
export function asyncStorage(map, Promise) {
  const later = (action) => new Promise((resolve) => resolve(action()));
  const read = (key) => map.get(String(key)) ?? null;
  return {
    getItem: (key) => later(() => read(key)),
    setItem: (key, value) => later(() => void map.set(String(key), String(value))),
    removeItem: (key) => later(() => void map.delete(String(key))),
    getAllKeys: () => later(() => [...map.keys()]),
    multiGet: (keys) => later(() => keys.map((key) => [key, read(key)])),
    multiSet: (pairs) => later(() => pairs.forEach(([key, value]) => map.set(String(key), String(value)))),
    multiRemove: (keys) => later(() => keys.forEach((key) => map.delete(String(key)))),
    clear: () => later(() => map.clear()),
  };
}

/** The face of the browser's localStorage over `map`: its methods, and each stored key as a property of its own. */
export function webStorage(map) {
  const methods = {
    getItem: (key) => map.get(String(key)) ?? null,
    setItem: (key, value) => void map.set(String(key), String(value)),
    removeItem: (key) => void map.delete(String(key)),
    key: (index) => [...map.keys()][index] ?? null,
    clear: () => map.clear(),
  };
  return new Proxy({}, {
    get: (_, name) => (name === 'length' ? map.size : (methods[name] ?? map.get(name))),
    set: (_, name, value) => Boolean(map.set(name, String(value))),
    has: (_, name) => name in methods || map.has(name),
    deleteProperty: (_, name) => map.delete(name) || true,
    ownKeys: () => [...map.keys()],
    getOwnPropertyDescriptor: (_, name) =>
      map.has(name) ? { value: map.get(name), writable: true, enumerable: true, configurable: true } : undefined,
  });
}
