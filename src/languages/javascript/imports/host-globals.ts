/**
 * Names that mean something without an import, in Node or in browsers: https://nodejs.org/api/globals.html and
 * https://developer.mozilla.org/docs/Web/API/Window. A list of the well-known ones: an import of such a name would give
 * uses of the global another meaning.
 */
const GLOBALS: ReadonlySet<string> = new Set(
  `AbortController AbortSignal Array ArrayBuffer Atomics BigInt Blob Boolean BroadcastChannel Buffer ByteLengthQueuingStrategy
  Crypto CryptoKey CustomEvent DataView Date Document Element Error Event EventSource EventTarget File FileReader FinalizationRegistry
  FormData Function Headers HTMLElement Image Infinity Intl Iterator JSON Location Map Math MessageChannel MessageEvent MessagePort
  NaN Navigator Node Notification Number Object Option Performance PerformanceObserver Plugin Promise Proxy Range ReadableStream
  Reflect RegExp Request Response Selection Set SharedArrayBuffer Storage String Symbol Text TextDecoder TextEncoder
  TransformStream URL URLSearchParams Uint8Array WeakMap WeakRef WeakSet WebAssembly WebSocket Window Worker WritableStream
  XMLHttpRequest __dirname __filename addEventListener alert atob blur btoa caches cancelAnimationFrame clearImmediate
  clearInterval clearTimeout close closed confirm console crypto customElements decodeURI decodeURIComponent dispatchEvent
  document encodeURI encodeURIComponent escape eval event exports external fetch find focus frames global globalThis history
  indexedDB innerHeight innerWidth isFinite isNaN isSecureContext length localStorage location matchMedia menubar module
  moveBy moveTo name navigation navigator open opener origin outerHeight outerWidth parent parseFloat parseInt performance
  postMessage print process prompt queueMicrotask removeEventListener reportError requestAnimationFrame requestIdleCallback
  require resizeBy resizeTo scheduler screen screenX screenY scroll scrollBy scrollTo scrollX scrollY self sessionStorage
  setImmediate setInterval setTimeout status stop structuredClone toolbar top undefined unescape visualViewport window`
    .trim()
    .split(/\s+/),
);

/** Globals of Node that are the very thing that one of its modules exports. */
const SAME: Readonly<Record<string, string>> = {
  Buffer: 'buffer',
  URL: 'url',
  URLSearchParams: 'url',
  performance: 'perf_hooks',
  setTimeout: 'timers',
  setInterval: 'timers',
  setImmediate: 'timers',
  clearTimeout: 'timers',
  clearInterval: 'timers',
  clearImmediate: 'timers',
};

export function isHostGlobal(name: string): boolean {
  return GLOBALS.has(name);
}

/** True where an import of this name changes nothing for those who use the global. */
export function isGlobalItself(local: string, module: string, name: string | undefined): boolean {
  if (name === undefined || name === 'default') return local === module && (module === 'process' || module === 'console');
  return name === local && Object.hasOwn(SAME, local) && SAME[local] === module;
}
