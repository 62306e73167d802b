import {
  commandsOf,
  type Job,
  type OpenedFile,
  openWorkflows,
  type ProjectTree,
  type Workflow,
  type YamlData,
} from 'codex-codemod';
import type { ReadmeContext } from './params.js';
import { SCANNERS, type Scanner } from './scanners.js';

/** A scanner that the repository runs, and where. */
export interface Scan {
  readonly scanner: Scanner;
  /** The id of its hook, or null. */
  readonly hook: string | null;
  readonly jobs: readonly ScanJob[];
}

interface ScanJob {
  readonly path: string;
  readonly id: string;
}

const PRE_COMMIT = '.pre-commit-config.yaml';
/** What can stand in a code span as it is. */
const PLAIN = /^[\w./-]+$/;
/** What fetches a program and runs it. */
const FETCHERS = /^(?:npx(?: -{1,2}\w+)*|uvx|pipx run) /;

/** The scanners that the hooks and workflows of a repository run, read from their files. */
export async function findScans(tree: ProjectTree, context: ReadmeContext): Promise<readonly Scan[]> {
  const preCommit = await context.open('yaml', PRE_COMMIT);
  const hooks = preCommit === null ? [] : hookIds(preCommit);
  const { all } = await openWorkflows(tree, context);
  return SCANNERS.flatMap((scanner) => {
    const hook = scanner.hooks.find((id) => hooks.includes(id)) ?? null;
    const jobs = all.flatMap((workflow) => jobsWith(workflow, scanner));
    return hook === null && jobs.length === 0 ? [] : [{ scanner, hook, jobs }];
  });
}

function jobsWith({ path, jobs }: Workflow, scanner: Scanner): readonly ScanJob[] {
  return jobs
    .filter((job) => !job.isOff && PLAIN.test(job.id) && PLAIN.test(path) && runs(job, scanner))
    .map(({ id }) => ({ path, id }));
}

function runs({ calls, steps }: Job, { uses, command }: Scanner): boolean {
  const actions = [calls.replace(/@.*/s, ''), ...steps.map(({ action }) => action)];
  const commands = steps.flatMap(({ run }) => commandsOf(run)).map(({ program, args }) => [program, ...args].join(' '));
  return (
    actions.some((action) => uses?.test(action) === true) ||
    commands.some((line) => command?.test(line.replace(FETCHERS, '')) === true)
  );
}

function hookIds({ services: { data, root } }: OpenedFile<'yaml'>): readonly string[] {
  return listIn(data(root), 'repos')
    .flatMap((repo) => listIn(repo, 'hooks'))
    .flatMap((hook) => {
      const id = valueIn(hook, 'id');
      return typeof id === 'string' ? [id] : [];
    });
}

function valueIn(data: YamlData, key: string): YamlData | undefined {
  const entries = typeof data !== 'object' || data === null || Array.isArray(data) ? [] : Object.entries(data);
  return entries.find(([name]) => name === key)?.[1];
}

function listIn(data: YamlData, key: string): readonly YamlData[] {
  const value = valueIn(data, key);
  return Array.isArray(value) ? value : [];
}
