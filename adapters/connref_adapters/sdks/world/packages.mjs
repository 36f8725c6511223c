// What an SDK is loaded from: the folder of its packages, read as CommonJS into the realm of one process of the app.
//
// Each file is compiled once for the whole driver, under its path, and run anew for each process. `require` follows
// Node's rules; a name that the platform stands in for (`ws`, `react-native`) is given as a stub.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** Modules of Node that touch no clock, network or file, and so may be the real ones. */
const HARMLESS = new Set([
  'assert', 'buffer', 'constants', 'crypto', 'events', 'os', 'path', 'punycode', 'querystring', 'stream', 'string_decoder',
  'url', 'util', 'zlib',
]);

export class Packages {
  #require;
  #folder;
  #compiled = new Map();

  /** `folder` holds the `node_modules`, or the SDK's own files. */
  constructor(folder) {
    this.#folder = path.resolve(folder);
    this.#require = createRequire(path.join(this.#folder, 'package.json'));
  }

  /** The version of an installed package. */
  version(name) {
    return JSON.parse(readFileSync(path.join(this.#folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  }

  /** The first file of `files` that the installed package `name` has: versions differ in where they keep it. */
  first(name, files) {
    const folder = path.join(this.#folder, 'node_modules', name);
    const found = files.map((file) => path.join(folder, file)).find((file) => existsSync(file));
    if (found === undefined) throw new Error(`${name} of this version has none of the files ${files.join(', ')}`);
    return found;
  }

  /** The file of a package, of a file in a package that its `exports` may hide, or of './a/file.cjs' in the folder. */
  resolve(name) {
    try {
      return this.#require.resolve(name);
    } catch (error) {
      const hidden = path.join(this.#folder, 'node_modules', name);
      if (error.code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error;
      return createRequire(path.join(this.#folder, 'package.json')).resolve(hidden);
    }
  }

  /** A module of the driver itself, run outside of any app. */
  require(name) {
    return this.#require(name);
  }

  /** Runs a module in `app` and returns what it exports. `stubs` maps names that it may require to what they give. */
  load(app, name, stubs = {}) {
    return this.#run(app, this.resolve(name), stubs, app.modules);
  }

  #run(app, file, stubs, modules) {
    if (modules.has(file)) return modules.get(file).exports;
    const module = { exports: {}, id: file, filename: file, loaded: false };
    modules.set(file, module);
    if (file.endsWith('.json')) module.exports = app.realm.JSON.parse(readFileSync(file, 'utf8'));
    else {
      const wrapper = this.#compile(file).runInContext(app.global);
      const require = this.#requireFor(app, file, stubs, modules);
      wrapper.call(module.exports, module.exports, require, module, file, path.dirname(file));
    }
    module.loaded = true;
    return module.exports;
  }

  #requireFor(app, file, stubs, modules) {
    const near = createRequire(file);
    return (name) => {
      if (Object.hasOwn(stubs, name)) return stubs[name];
      const plain = name.replace(/^node:/, '');
      if (isBuiltin(name)) {
        if (HARMLESS.has(plain)) return near(name);
        throw missing(`${name} of Node: give a stub for it, or load the SDK's build for browsers`);
      }
      let found;
      try {
        found = near.resolve(name);
      } catch {
        throw missing(name);
      }
      return this.#run(app, found, stubs, modules);
    };
  }

  #compile(file) {
    if (!this.#compiled.has(file)) {
      const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
      const code = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
      this.#compiled.set(file, new vm.Script(code, { filename: file }));
    }
    return this.#compiled.get(file);
  }
}

/** How a bundler and Node answer for an optional module that is not installed. */
function missing(name) {
  const error = new Error(`Cannot find module '${name}'`);
  error.code = 'MODULE_NOT_FOUND';
  return error;
}
