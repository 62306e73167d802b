import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Codemod } from '../core/codemod.js';
import { nameAfter, UNNAMED } from '../core/codemod-name.js';
import { CodemodError, messageOf } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Child } from './child-process.js';
import { faultIn } from './fault-in.js';
import { importModule } from './import-module.js';

/** A codemod and the module it came from, so that a child process can load it too. */
export interface LoadedCodemod {
  readonly codemod: Codemod;
  /** A `file:` URL. */
  readonly url: string;
  /** What a process has to do before it gives files to the codemod. @throws CodemodError where it will not run. */
  readonly prepare?: () => Promise<void>;
  /** A child process that has loaded the module and waits to be used. */
  readonly warm?: Child;
}

/** No module, but data: rules of ast-grep. */
export const RULE_FILE = /\.ya?ml$/;

const BUILT_IN = new URL('../../codemods/', import.meta.url);

/** The folder of the toolkit's own codemods, compiled. */
export function builtInFolder(): string {
  return fileURLToPath(BUILT_IN);
}

/** The names of the toolkit's own codemods: the folders that hold one. Nothing lists them twice. */
export async function builtInNames(): Promise<readonly string[]> {
  const entries = await readdir(BUILT_IN, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/codemod.js`, BUILT_IN)))
    .map((entry) => entry.name)
    .sort();
}

/** @throws CodemodError `codemod-unknown`, with the nearest name. */
export async function loadBuiltIn(name: string): Promise<LoadedCodemod> {
  const names = await builtInNames();
  if (!names.includes(name)) {
    const hint = didYouMean(name, names) ?? `There are: ${names.join(', ')}.`;
    throw new CodemodError('codemod-unknown', `There is no codemod "${name}". ${hint}`);
  }
  return loadModule(new URL(`${name}/codemod.js`, BUILT_IN).href);
}

/** Loads every codemod of the toolkit, sorted by name. */
export async function loadAllBuiltIn(): Promise<readonly LoadedCodemod[]> {
  return Promise.all((await builtInNames()).map((name) => loadModule(new URL(`${name}/codemod.js`, BUILT_IN).href)));
}

/**
 * Loads a codemod from a file that the user named, in this process: one of ours, with ts-morph or without, a transform that was written for
 * jscodeshift, or rules of ast-grep. Where it is not to be run here, `describeFile` tells of it.
 *
 * @throws CodemodError `codemod-unloadable` when the module cannot be evaluated or exports no codemod, `rule-invalid`.
 */
export async function loadFromFile(file: string): Promise<LoadedCodemod> {
  return loadModule(pathToFileURL(file).href);
}

export async function loadModule(url: string): Promise<LoadedCodemod> {
  const path = fileURLToPath(url);
  if (RULE_FILE.test(path)) return await loadRuleFile(path, url);
  try {
    const module = await importModule(url);
    const exported = typeof module === 'object' && module !== null && 'default' in module ? module.default : module;
    if (isCodemod(exported)) return { codemod: named(exported, path), url };
    const { adoptTransform } = await import('../languages/javascript/foreign/adopt-transform.js');
    const codemod = adoptTransform(module, path);
    if (codemod !== null) return { codemod, url };
  } catch (thrown) {
    if (thrown instanceof CodemodError) throw thrown;
    throw new CodemodError('codemod-unloadable', `The codemod ${path} cannot be loaded: ${faultIn(thrown).message}`, {
      path,
      cause: thrown,
    });
  }
  throw new CodemodError(
    'codemod-unloadable',
    `${path} exports no codemod: neither one made by defineCodemod nor a jscodeshift transform, as its default export.`,
    { path },
  );
}

async function loadRuleFile(path: string, url: string): Promise<LoadedCodemod> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    throw new CodemodError('codemod-unloadable', `The rule file ${path} cannot be read: ${messageOf(thrown)}`, {
      path,
      cause: thrown,
    });
  });
  const { adoptRules } = await import('../languages/ast-grep/adopt-rules.js');
  return { ...adoptRules(text, path), url };
}

/** `defineCodemod` has checked the rest; another copy of the toolkit may have made the value. */
function isCodemod(value: unknown): value is Codemod {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string): boolean => typeof Reflect.get(value, key) === type;
  return has('name', 'string') && has('version', 'string') && has('languages', 'object') && has('passes', 'number');
}

function named(codemod: Codemod, path: string): Codemod {
  return codemod.name === UNNAMED ? { ...codemod, name: nameAfter(path, 'transform') } : codemod;
}
