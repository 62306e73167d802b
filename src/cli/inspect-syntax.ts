import path from 'node:path';
import { visibleLine } from '../core/display.js';
import { CodemodError } from '../core/errors.js';
import type { ParamValue } from '../core/params.js';
import type { Skip } from '../core/source-file.js';
import { type LoadedCodemod, loadModule } from '../pipeline/load-codemod.js';
import type { Planned } from '../pipeline/plan.js';
import { resolveTargets } from '../trees/targets.js';
import { planTargets } from './plan-targets.js';
import type { Terminal } from './terminal.js';
import { optionsFor } from './with-planner.js';

/** The codemods that change nothing, by which the commands that show syntax read files. */
export function loadSyntaxCodemod(name: 'tree' | 'query'): Promise<LoadedCodemod> {
  return loadModule(new URL(`./syntax-codemods/${name}.js`, import.meta.url).href);
}

/** What the codemod of the command noted, and what kept it from files. */
export interface Inspected extends Pick<Planned, 'outcomes' | 'counts'> {
  readonly notes: readonly (Planned['notes'][number] & { readonly shown: string })[];
}

export async function inspect(
  loaded: LoadedCodemod,
  params: Readonly<Record<string, ParamValue>>,
  paths: readonly string[],
  terminal: Terminal,
): Promise<Inspected> {
  const targets = await resolveTargets(paths, process.cwd());
  const { notes, outcomes, counts } = await planTargets(
    { ...loaded, params },
    targets,
    optionsFor('command', loaded.codemod.name),
    terminal,
  );
  const shown = (file: string): string => visibleLine(path.relative(process.cwd(), path.join(targets.root, file)));
  return { notes: notes.map((note) => ({ ...note, shown: shown(note.path) })), outcomes, counts };
}

/** What kept the command from a file. */
export interface Problem {
  readonly kind: 'failed' | 'skipped';
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * What failed, then what was skipped. A query that does not compile fails in every file: it is told once, as the mistake of
 * the command line that it is.
 *
 * @throws CodemodError `query-invalid` or `pattern-invalid`.
 */
export function problemsOf({ outcomes }: Inspected): readonly Problem[] {
  const failures = outcomes.flatMap(({ path, failure }) => (failure === null ? [] : [problem('failed', path, failure)]));
  const typed = failures.find(({ code }) => code === 'query-invalid' || code === 'pattern-invalid');
  if (typed !== undefined) throw new CodemodError(typed.code, typed.message);
  return [...failures, ...outcomes.flatMap(({ path, skip }) => (skip === null ? [] : [problem('skipped', path, skip)]))];
}

function problem(kind: Problem['kind'], path: string, { code, message }: Skip): Problem {
  return { kind, path, code, message };
}

export function tellProblems(problems: readonly Problem[], terminal: Terminal): void {
  for (const { path, code, message } of problems) terminal.err(`${visibleLine(path)}  ${code}: ${visibleLine(message)}\n`);
}
