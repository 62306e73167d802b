import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode } from '../core/errors.js';

/**
 * Evaluates a module that the user named. TypeScript is transpiled on the way. What Node cannot read as it stands (ES modules in a package
 * that says nothing of them, imports without an ending, types of Flow) is compiled as jscodeshift compiles its transforms.
 *
 * @param url a `file:` URL.
 */
export async function importModule(url: string): Promise<unknown> {
  const path = fileURLToPath(url);
  if (/\.[cm]?ts$/.test(path)) await (await import('./typescript-loader.js')).registerTypeScript();
  if (isOfBothKinds(path)) return requireCompiled(path, new SyntaxError(`${path} is neither a CommonJS nor an ES module`));
  try {
    const module: unknown = await import(url);
    return module;
  } catch (thrown) {
    if (!isOfAnotherTime(thrown)) throw thrown;
    return requireCompiled(path, thrown);
  }
}

/**
 * Whether a module imports and requires, and its package does not say what it is: it was written to be compiled. Node takes it for an ES module,
 * and would only find `require` missing when the transform runs.
 */
function isOfBothKinds(path: string): boolean {
  if (!/\.jsx?$/.test(path) || !existsSync(path) || isOfModules(path)) return false;
  const text = readFileSync(path, 'utf8');
  const isModule = /^(?:import\b\s*['"{*\w]|export\b)/m.test(text);
  return isModule && /\brequire\(|\bmodule\.exports\b/.test(text) && !/\bcreateRequire\b|\bimport\.meta\b/.test(text);
}

/** Whether the package of a file says that its modules are ES modules. https://nodejs.org/api/packages.html#type */
function isOfModules(file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = join(folder, 'package.json');
    if (existsSync(found)) return /"type"\s*:\s*"module"/.test(readFileSync(found, 'utf8'));
    if (folder === dirname(folder)) return false;
  }
}

const CODES = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT', 'ERR_REQUIRE_ESM', 'ERR_AMBIGUOUS_MODULE_SYNTAX']);

/** Nothing of the module has run when its syntax or an import of it is refused; and next to nothing where it asks for CommonJS. */
function isOfAnotherTime(thrown: unknown): boolean {
  if (thrown instanceof SyntaxError || CODES.has(systemCode(thrown) ?? '')) return true;
  return thrown instanceof ReferenceError && /^(require|module|exports|__dirname|__filename) is not defined/.test(thrown.message);
}

const require = createRequire(import.meta.url);
/** What jscodeshift brings with itself: https://github.com/facebook/jscodeshift, `src/Worker.js`. */
const itsOwn = createRequire(require.resolve('jscodeshift/package.json'));
const PLUGINS = [
  'class-properties',
  'nullish-coalescing-operator',
  'optional-chaining',
  'modules-commonjs',
  'private-methods',
] as const;

let registered = false;

function requireCompiled(path: string, reason: unknown): unknown {
  if (!registered) register();
  registered = true;
  try {
    return require(path);
  } catch (thrown) {
    // Where it cannot be compiled or found either, what Node said of it is nearer to what stands there.
    throw thrown instanceof SyntaxError || systemCode(thrown) === 'MODULE_NOT_FOUND' ? reason : thrown;
  }
}

function register(): void {
  const babel: unknown = itsOwn('@babel/register');
  if (typeof babel !== 'function') throw new TypeError('@babel/register is no function');
  const plugins = PLUGINS.map((name) => itsOwn.resolve(`@babel/plugin-transform-${name}`));
  babel({
    ...{ configFile: false, babelrc: false, cache: false, plugins },
    overrides: [
      { test: /\.[cm]?tsx?$/, presets: [itsOwn.resolve('@babel/preset-typescript')] },
      { exclude: /\.[cm]?tsx?$/, presets: [itsOwn.resolve('@babel/preset-flow')] },
    ],
    extensions: ['.js', '.jsx', '.cjs', '.mjs', '.es', '.es6', '.ts', '.tsx'],
    // Wherever it stands: transforms of packages are ES modules as well. What jscodeshift itself runs on is compiled already.
    only: [/./],
    ignore: [/@babel\/parser/, /\/(?:flow-parser|recast|ast-types|jscodeshift)\//],
  });
}
