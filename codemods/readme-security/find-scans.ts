import type { OpenedFile, ProjectContext, ProjectTree, YamlData } from 'codex-codemod';
import { SCANNERS, type Scanner } from './scanners.js';
import { commandsIn } from './shell-commands.js';

/** A scanner that the repository runs, and where. */
export interface Scan {
  readonly scanner: Scanner;
  /** The id of its hook, or null. */
  readonly hook: string | null;
  readonly jobs: readonly Job[];
}

interface Job {
  readonly path: string;
  readonly id: string;
}

interface JobText extends Job {
  readonly uses: readonly string[];
  readonly commands: readonly string[];
}

const PRE_COMMIT = '.pre-commit-config.yaml';
const WORKFLOW = /^\.github\/workflows\/[\w.-]+\.ya?ml$/;
const JOB_ID = /^[A-Za-z_][\w-]*$/;

/** The scanners that the hooks and workflows of a repository run, read from their files. */
export async function findScans(
  tree: ProjectTree,
  context: Pick<ProjectContext<Record<never, never>>, 'open'>,
): Promise<readonly Scan[]> {
  const paths = await tree.paths();
  const preCommit = await context.open('yaml', PRE_COMMIT);
  const hooks = preCommit === null ? [] : hookIds(preCommit);
  const jobs: JobText[] = [];
  for (const path of paths.filter((one) => WORKFLOW.test(one))) {
    const opened = await context.open('yaml', path);
    if (opened !== null) jobs.push(...jobsOf(opened));
  }
  return SCANNERS.flatMap((scanner) => {
    const hook = scanner.hooks.find((id) => hooks.includes(id)) ?? null;
    const running = jobs.filter((job) => runs(job, scanner));
    return hook === null && running.length === 0 ? [] : [{ scanner, hook, jobs: running }];
  });
}

function hookIds({ services: { data, root } }: OpenedFile<'yaml'>): readonly string[] {
  return listIn(data(root), 'repos')
    .flatMap((repo) => listIn(repo, 'hooks'))
    .flatMap((hook) => textIn(hook, 'id'));
}

function jobsOf({ path, services: { data, root } }: OpenedFile<'yaml'>): readonly JobText[] {
  const jobs = valueIn(data(root), 'jobs');
  return entriesOf(jobs)
    .filter(([id]) => JOB_ID.test(id))
    .map(([id, job]) => {
      const parts = [job, ...listIn(job, 'steps')];
      const uses = parts.flatMap((part) => textIn(part, 'uses')).map((text) => text.replace(/@.*/s, ''));
      return { path, id, uses, commands: parts.flatMap((part) => textIn(part, 'run')).flatMap(commandsIn) };
    });
}

function runs({ uses, commands }: JobText, { uses: action, command }: Scanner): boolean {
  return uses.some((name) => action?.test(name) === true) || commands.some((line) => command?.test(line) === true);
}

function entriesOf(data: YamlData | undefined): readonly (readonly [string, YamlData])[] {
  return typeof data !== 'object' || data === null || Array.isArray(data) ? [] : Object.entries(data);
}

function valueIn(data: YamlData | undefined, key: string): YamlData | undefined {
  return entriesOf(data).find(([name]) => name === key)?.[1];
}

function listIn(data: YamlData | undefined, key: string): readonly YamlData[] {
  const value = valueIn(data, key);
  return Array.isArray(value) ? value : [];
}

function textIn(data: YamlData | undefined, key: string): readonly string[] {
  const value = valueIn(data, key);
  return typeof value === 'string' ? [value] : [];
}
