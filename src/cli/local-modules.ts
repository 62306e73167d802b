import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where `codemod new` writes, and where codemods of one's own stand by convention. Below the current folder. */
const FOLDER = 'codemods';
const MODULES = ['codemod.ts', 'codemod.mts', 'codemod.js', 'codemod.mjs'];

/** The module of a codemod below the current folder, as it can be typed, or null. It is found, never loaded for its name. */
export function localModule(name: string): string | null {
  if (!/^[\w-]+$/.test(name)) return null;
  const file = MODULES.map((module) => path.posix.join(FOLDER, name, module)).find((found) => existsSync(found));
  return file === undefined ? null : `./${file}`;
}

/** All of them; null where there is no folder for them. */
export function localModules(): readonly string[] | null {
  if (!existsSync(FOLDER)) return null;
  return readdirSync(FOLDER).flatMap((name) => localModule(name) ?? []);
}
