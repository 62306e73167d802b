import type { Codemod } from '../core/codemod.js';
import { registerHooks } from './register-hooks.js';

/**
 * What Node's permission model withholds from the processes that transform, by the names of its flags:
 * https://nodejs.org/api/permissions.html. Reading files is always allowed: transforms read their own modules.
 */
export const PERMISSIONS = ['fs-write', 'net', 'child-process', 'worker', 'addons'] as const;

export type Permission = (typeof PERMISSIONS)[number];

const FLAGS = process.allowedNodeEnvironmentFlags;

/** Since Node 25 only: before, the model does not hold the network back. */
export const holdsNetwork = FLAGS.has('--allow-net');

/** The flags under which a process may do what is allowed, and nothing else that the running Node can hold back. */
export function permissionFlags(allowed: Iterable<Permission>): readonly string[] {
  const model = FLAGS.has('--permission') ? '--permission' : '--experimental-permission';
  const granted = [...new Set(allowed)].filter((permission) => FLAGS.has(`--allow-${permission}`));
  return [
    model,
    '--allow-fs-read=*',
    ...granted.map((permission) => `--allow-${permission}${permission === 'fs-write' ? '=*' : ''}`),
    // What is told of the model itself is none of the transform's business.
    '--disable-warning=ExperimentalWarning',
    '--disable-warning=SecurityWarning',
  ];
}

/** What the engine needs of a run: tree-sitter is a compiled module. A run of JavaScript transforms of other tools does without. */
export function neededToRun(codemods: readonly Pick<Codemod, 'foreign' | 'addons'>[]): readonly Permission[] {
  return codemods.every(({ foreign, addons }) => foreign && addons !== true) ? [] : ['addons'];
}

/** What the engine itself needs in a process that loads these modules: without synchronous hooks, TypeScript is loaded by a thread. */
export function neededToLoad(urls: readonly string[]): readonly Permission[] {
  const hasTypeScript = urls.some((url) => /\.[cm]?ts$/.test(url));
  return hasTypeScript && registerHooks === null ? ['worker'] : [];
}

const MEANT: Readonly<Record<string, Permission>> = {
  FileSystemWrite: 'fs-write',
  Net: 'net',
  ChildProcess: 'child-process',
  WorkerThreads: 'worker',
};

/** What a refused call asked for, as a sentence with the way to allow it; null for all else that is thrown. */
export function refusalIn(thrown: unknown): string | null {
  if (!(thrown instanceof Error)) return null;
  const code: unknown = Reflect.get(thrown, 'code');
  if (code === 'ERR_DLOPEN_DISABLED') return sentence('load a compiled module', 'addons');
  if (code !== 'ERR_ACCESS_DENIED') return null;
  const permission = MEANT[String(Reflect.get(thrown, 'permission'))] ?? 'net';
  const resource: unknown = Reflect.get(thrown, 'resource');
  const place = typeof resource === 'string' && resource !== '' ? ` ${resource}` : '';
  if (permission === 'fs-write') return sentence(`write${place === '' ? ' a file' : place}`, permission);
  if (permission === 'child-process') return sentence('run a program', permission);
  return sentence(permission === 'worker' ? 'start a thread' : 'use the network', permission);
}

function sentence(wanted: string, permission: Permission): string {
  return `the transform wants to ${wanted}, which transforms may not do by themselves; to allow it: --allow ${permission}`;
}
