import { register } from 'node:module';

let registered = false;

/** Lets `import()` load TypeScript, transpiled by ts-morph's own compiler: Node 20 cannot. Types are not checked. */
export function registerTypeScript(): void {
  if (registered) return;
  registered = true;
  register('./typescript-hooks.js', import.meta.url);
}
