// The types of the JavaScript world, for drivers in TypeScript. What each does is told beside the code.

/** A frame of a WebSocket. */
export type Data = string | Uint8Array;

/** One process of the app. */
export interface App {
  readonly global: Record<string, unknown>;
  run(callback: () => void): void;
}

/** One device from reset to reset. */
export interface Device {
  readonly mode: 'auto' | 'manual' | null;
  readonly user: string | null;
  readonly storage: Map<string, string>;
  record(kind: string, fields?: Record<string, unknown>): void;
}

/** One socket as the server sees it. */
export interface Peer {
  readonly number: number;
  readonly url: string;
  readonly protocols: readonly string[];
  readonly up: boolean;
  state: Record<string, unknown>;
  send(data: Data): void;
  after(ms: number, action: () => void): void;
  authenticate(replies?: { approved?: Data; rejected?: Data; code?: number; reason?: string }): void;
  pong(data?: Data): void;
}

/** The vendor's half of the server. */
export interface Half {
  handshake?: boolean;
  protocol?(offered: readonly string[]): string;
  open?(peer: Peer): void;
  receive?(peer: Peer, data: Data): void;
  message?(peer: Peer, text: string, user: string | null): Data | undefined;
  goodbye?(peer: Peer, code: number): Data | undefined;
}

/** Both callbacks of a call. */
export interface Callbacks {
  onSuccess(): void;
  onError(error?: unknown): void;
}

/** What of the SDK the app can reach: a method for each input that it has. */
export interface AppObject {
  init?(mode: 'auto' | 'manual' | null): void;
  login?(user: string): void;
  logout?(): void;
  connect?(callbacks: Callbacks): void;
  disconnect?(callbacks: Callbacks): void;
  ping?(callbacks: Callbacks): void;
  background?(): void;
  foreground?(): void;
  network?(up: boolean): void;
  handover?(): void;
}

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Data | null;
}

export interface HttpResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: Data | object;
}

export interface Platform {
  implementation: { name: string; version: string; language: string };
  observes: string[];
  lacks?: string[];
  uncaughtEndsApp?: boolean;
  hello?: Record<string, unknown>;
  server?(): Half;
  backend?(request: HttpRequest, server: { readonly network: boolean; readonly answering: boolean }): HttpResponse | null;
  start(app: App, device: Device): AppObject;
}

export declare class Packages {
  constructor(folder: string);
  version(name: string): string;
  resolve(name: string): string;
  load<Exports = any>(app: App, name: string, stubs?: Record<string, unknown>): Exports;
}

export declare function drive(createPlatform: (packages: Packages) => Platform): Promise<void>;
export declare function browser(
  app: App,
  device: Device,
  options?: { origin?: string },
): Required<Pick<AppObject, 'network' | 'background' | 'foreground' | 'handover'>>;
export declare function reported(promise: Promise<unknown>, callbacks: Callbacks): void;
export declare function log(...parts: unknown[]): void;
export declare function asyncStorage(map: Map<string, string>, Promise: PromiseConstructor): object;
export declare function webStorage(map: Map<string, string>): object;
