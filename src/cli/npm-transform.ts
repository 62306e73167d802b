import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';

/** `name` or `@scope/name`, and a path within the package. https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const ARGUMENT = /^npm:((?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*)(?:\/(.+))?$/;
const MODULE = /\.(?:[cm]?js|[cm]?ts|jsx|tsx)$/;
/** Rules of ast-grep: meant only where they are named with their ending. */
const RULES = /\.ya?ml$/;
const DECLARATION = /\.d\.[cm]?ts$/;
/** Folders in which no transform is looked for. */
const OTHERS = /^(?:node_modules|__tests?__|__testfixtures__|\..*)$/;
/** Folders whose modules are not told of: they are there for transforms, for tests or for the command line of the package. */
const BESIDE = /(?:^|\/)(?:utils?|helpers?|tests?|__mocks__|__fixtures__|fixtures|bin|scripts)\//;
/** `postcss.config.js`, `.eslintrc.js`, `rename.test.js`. */
const NO_TRANSFORM = /(?:^|\/)\.[^/]*$|\.(?:config|test|spec|stories)\.[^./]+$/;
/** Longer modules are bundles; reading all of them would keep whoever mistyped a name waiting. */
const LONGEST = 1024 * 1024;
/** Names that an error tells. */
const NAMED = 20;

/**
 * The module of a transform in an installed package: `npm:react-codemod/rename-unsafe-lifecycles`. Without a transform it is the package's own
 * entry; else a path in the package, or the end of one, without its ending unless it is that of rules of ast-grep. Nothing is ever downloaded.
 *
 * @param from where installed packages are looked for: this folder and those above it.
 * @throws CodemodError `usage`, `codemod-unknown`.
 */
export async function npmTransform(argument: string, from: string): Promise<string> {
  const [, name, transform] = ARGUMENT.exec(argument) ?? [];
  if (name === undefined) {
    throw new CodemodError('usage', `"${argument}" names no package: npm:<package> or npm:<package>/<transform>.`);
  }
  const folder = packageFolder(name, from);
  if (folder === null) {
    throw new CodemodError(
      'codemod-unknown',
      `The package ${name} is not installed here. To install it: npm install --save-dev ${name}`,
    );
  }
  return transform === undefined ? entryOf(name, folder) : transformIn(name, folder, transform);
}

function packageFolder(name: string, from: string): string | null {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(found, 'package.json'))) return realpathSync(found);
    if (folder === path.dirname(folder)) return null;
  }
}

async function entryOf(name: string, folder: string): Promise<string> {
  const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { readonly main?: unknown };
  const wanted = typeof main === 'string' ? main : 'index.js';
  const found = ['', '.js', '.cjs', '/index.js']
    .map((end) => path.join(folder, wanted + end))
    .find((file) => MODULE.test(file) && existsSync(file));
  if (found !== undefined) return found;
  throw new CodemodError(
    'codemod-unknown',
    `The package ${name} has no entry. Say which of its transforms is meant. ${choiceOf(await transformsIn(folder))}`,
  );
}

async function transformIn(name: string, folder: string, transform: string): Promise<string> {
  const wanted = withoutEnding(transform);
  const modules = modulesIn(folder, RULES.test(transform) ? RULES : MODULE);
  const found = modules.filter((module) => `/${withoutEnding(module)}`.endsWith(`/${wanted}`));
  const [first, second] = found.sort((a, b) => depthOf(a) - depthOf(b) || a.localeCompare(b));
  if (first === undefined) {
    const known = RULES.test(transform) ? modules : await transformsIn(folder);
    const names = known.map((module) => path.posix.basename(withoutEnding(module)));
    const hint = didYouMean(wanted, names) ?? choiceOf(known);
    throw new CodemodError('codemod-unknown', `The package ${name} has no transform "${transform}". ${hint}`);
  }
  if (second !== undefined && depthOf(first) === depthOf(second) && withoutEnding(first) !== withoutEnding(second)) {
    throw new CodemodError(
      'usage',
      `The package ${name} has several transforms "${transform}": ${found.slice(0, NAMED).join(', ')}. Name one by its path.`,
    );
  }
  return path.join(folder, first);
}

/** All modules of a package, `/`-separated, sorted. */
function modulesIn(folder: string, ending = MODULE, below = ''): readonly string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.isDirectory()) return OTHERS.test(entry.name) ? [] : modulesIn(folder, ending, name);
    return entry.isFile() && ending.test(entry.name) && !DECLARATION.test(entry.name) ? [name] : [];
  });
}

function withoutEnding(module: string): string {
  return module.replace(MODULE, '').replace(/\/index$/, '');
}

function depthOf(module: string): number {
  return withoutEnding(module).split('/').length;
}

/**
 * The modules of a package that can be seen to be transforms, sorted: those in folders that are named after them, by convention;
 * where there are none, those of all folders.
 */
async function transformsIn(folder: string): Promise<readonly string[]> {
  const { seemsTransform } = await import('../languages/javascript/foreign/seems-transform.js');
  const seems = (module: string): boolean => {
    const file = path.join(folder, module);
    return statSync(file).size <= LONGEST && seemsTransform(module, readFileSync(file, 'utf8'));
  };
  const all = modulesIn(folder).filter((module) => !BESIDE.test(module) && !NO_TRANSFORM.test(module));
  const usual = all.filter((module) => /(?:^|\/)(?:transforms|codemods)\//.test(module)).filter(seems);
  return usual.length > 0 ? usual : all.filter(seems);
}

function choiceOf(modules: readonly string[]): string {
  const names = modules.map(withoutEnding);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  if (names.length === 0) return 'None of its modules can be seen to be a transform: name one by its path in the package.';
  return `There are: ${names.slice(0, NAMED).join(', ')}${more}.`;
}
