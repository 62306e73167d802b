/**
 * Modules of Node 20 that are found with and without `node:`, as `module.builtinModules` lists them. The list is written
 * out so that a run does not depend on the Node that it runs on. https://nodejs.org/api/modules.html#built-in-modules
 */
const BUILTINS: ReadonlySet<string> = new Set(
  `assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns
  dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module net os path path/posix
  path/win32 perf_hooks process punycode querystring readline readline/promises repl stream stream/consumers
  stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util util/types v8 vm
  wasi worker_threads zlib`
    .trim()
    .split(/\s+/),
);

/** Built-in modules that exist with the prefix alone. */
const PREFIXED = /^node:(?:sea|sqlite|test|test\/reporters)$/;

export function isBuiltin(module: string): boolean {
  return BUILTINS.has(unprefixed(module)) || PREFIXED.test(module);
}

/** The module without a `node:` that means nothing: `node:fs` is `fs`, `node:test` is itself. */
export function unprefixed(module: string): string {
  const bare = module.startsWith('node:') ? module.slice('node:'.length) : module;
  return BUILTINS.has(bare) ? bare : module;
}

export function isSameModule(a: string, b: string): boolean {
  return unprefixed(a) === unprefixed(b);
}
