import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { visibleLine } from '../core/display.js';
import { quoted } from '../core/quoted.js';
import type { Commands } from '../recipes/next-steps.js';
import type { Targets } from '../trees/targets.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * How this command line is called from the current folder. Outside of the toolkit's clone it is by the package's full
 * name: `codemod` alone is another package on the public registry.
 */
export function invocation(): string {
  const fromRoot = path.relative(ROOT, process.cwd());
  const inClone = existsSync(path.join(ROOT, 'scripts', 'build.mjs')) && !fromRoot.startsWith('..') && !path.isAbsolute(fromRoot);
  return inClone ? 'npx codemod' : 'npx codex-codemod';
}

const OWN_COMMAND =
  /(?<![\w/.-])(?<!npx )codemod (?=(?:apply|plan|review|decisions|runs|undo|redo|list|show|explain|new|test|query|tree|inventory|status|defer|secrets|bulk|worker)\b)/g;

/** A text with the commands that it names as they can be typed here. */
export function asTyped(text: string): string {
  return text.replace(OWN_COMMAND, `${invocation()} `);
}

/** Examples for a help text, as they can be typed here; what stands behind two spaces explains one, on a line of its own. */
export function examples(...lines: readonly string[]): string {
  const list = lines.map((line) => {
    const [command = '', explanation] = line.split(/ {2,}/);
    const typed = `\n  ${command.replace(/^codemod\b/, invocation())}`;
    return explanation === undefined ? typed : `${typed}\n      ${explanation}`;
  });
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:${list.join('')}\n`;
}

/** Options that only show. */
const SHOWING = new Set(['--dry-run', '--check', '--stat']);

/** The command that was typed. */
export function commandAsTyped(argv: readonly string[]): string {
  return [invocation(), ...argv.slice(2).map(quoted)].join(' ');
}

/** The command that was typed, as it would carry out what it has shown. */
export function commandToCarryOut(argv: readonly string[]): string {
  return commandAsTyped(argv.filter((word) => !SHOWING.has(word)));
}

/** The folder as a further word of a command that is about a whole repository: nothing where the current folder says it. */
export function folderWord({ root, inRepository }: Pick<Targets, 'root' | 'inRepository'>): string {
  const relative = path.relative(process.cwd(), root);
  const isHere = relative === '' || (inRepository && /^\.\.(?:\/\.\.)*$/.test(relative));
  return isHere ? '' : ` ${quoted(relative)}`;
}

/** What tells of a code that the codemod which was named so may report. Safe to show. */
export function explainCommand(typed: string): string {
  const isBuiltIn = /^[a-z0-9-]+$/.test(typed);
  return visibleLine(`${invocation()} explain <code>${isBuiltIn ? '' : ` --codemod ${quoted(typed)}`}`);
}

/** For what a run leaves to do: its options are not told again, they may be long. */
export function againWithOptions(recipe: string): Commands {
  return { apply: `${invocation()} apply ${recipe}, with the same options`, explain: `${invocation()} explain` };
}
