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

/** The face of the browser's localStorage over `map`. */
export function webStorage(map) {
  return {
    getItem: (key) => map.get(String(key)) ?? null,
    setItem: (key, value) => void map.set(String(key), String(value)),
    removeItem: (key) => void map.delete(String(key)),
    key: (index) => [...map.keys()][index] ?? null,
    clear: () => map.clear(),
    get length() {
      return map.size;
    },
  };
}
