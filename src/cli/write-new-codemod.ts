import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodemodError } from '../core/errors.js';
import { builtInNames } from '../pipeline/load-codemod.js';
import { readFiles } from '../testing/fixture-case.js';
import { ExitCode } from './exit-code.js';
import { invocation } from './invocation.js';
import { localModule } from './local-modules.js';
import { openTerminal } from './terminal.js';

const TEMPLATES = fileURLToPath(new URL('../../../src/cli/templates', import.meta.url));
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Writes `codemods/<name>/` and `fixtures/<name>/` below the current folder, from the templates of the language. */
export async function writeNewCodemod(name: string, language: string): Promise<number> {
  if (!NAME.test(name))
    throw new CodemodError('usage', `"${name}" is no name for a codemod: use lower case words joined by "-".`);
  if ((await builtInNames()).includes(name)) {
    throw new CodemodError('usage', `${name} is a codemod of the toolkit already; choose another name.`);
  }
  const targets = [path.join('codemods', name), path.join('fixtures', name)];
  const standing = targets.find((target) => existsSync(target));
  if (standing !== undefined) throw new CodemodError('usage', `${standing} is there already; choose another name.`);
  const written: string[] = [];
  for (const [file, bytes] of Object.entries(readFiles(path.join(TEMPLATES, language)))) {
    const target = file.replaceAll('__name__', name).replace(/\.template$/, '');
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes.toString('utf8').replaceAll('__name__', name).replaceAll('__CODE__', codePrefix(name)), {
      flag: 'wx',
    });
    written.push(target);
  }
  const terminal = openTerminal('auto');
  terminal.out(
    `${written.map((file) => `wrote ${file}\n`).join('')}\nIts one case fails: make it pass.\n  ${invocation()} test ${name}\nThen run it, named by its path.\n  ${invocation()} apply ${localModule(name)} --dry-run .\n`,
  );
  return ExitCode.done;
}

/** The prefix of the codes that it reports: the first letters of its last word. */
function codePrefix(name: string): string {
  const word = name.split('-').at(-1) ?? name;
  return (
    word
      .replace(/[^a-z]/g, '')
      .slice(0, 5)
      .toUpperCase() || 'CODE'
  );
}
