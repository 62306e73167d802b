import { register } from 'node:module';
import { registerHooks } from './register-hooks.js';

let registered = false;

/** Lets `import()` load TypeScript, transpiled by ts-morph's own compiler: Node 20 cannot. Types are not checked. */
export async function registerTypeScript(): Promise<void> {
  if (registered) return;
  registered = true;
  if (registerHooks === null) {
    register('./typescript-hooks.js', import.meta.url);
    return;
  }
  const { ownModule, otherEnding, transpiled } = await import('./typescript-hooks.js');
  registerHooks({
    resolve(specifier, { parentURL }, next) {
      const own = ownModule(specifier);
      if (own !== null) return own;
      try {
        return next(specifier);
      } catch (missing) {
        const other = otherEnding(specifier, parentURL);
        if (other === null) throw missing;
        return next(other);
      }
    },
    load: (url, _context, next) => transpiled(url) ?? next(url),
  });
}
