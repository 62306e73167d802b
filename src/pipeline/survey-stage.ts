import { sha256, short } from '../core/hash.js';
import { joinedLists } from '../core/joined-lists.js';
import type { FileFailure } from '../core/outcome.js';
import type { Told } from '../core/survey.js';
import type { ReadResult, Selection } from '../trees/tree.js';
import type { SurveyResult, SurveyScope, ToldBy } from './messages.js';
import type { IndexedCodemod, PlanRequest } from './plan.js';
import { type ProjectOutcome, projectTree } from './project-stage.js';
import type { Sieves } from './sieve.js';
import type { OnHold } from './transformer.js';

/** What the surveys of a run came to. */
export interface Surveys {
  /** What is told of a file. @param refused why nothing that belongs together with others may be done there. */
  told(path: string, refused?: string): ToldBy;
  /** Why the file is not transformed at all, or null. */
  failure(path: string): FileFailure | null;
  /** True where a survey tells something of the file, needle or not. */
  concerns(path: string): boolean;
  /** Paths whose changes are made all or not at all; no path is in two of these lists. */
  readonly together: readonly (readonly string[])[];
  /** The groups in a plan of what a codemod does to a file: one where the file is in one of the lists, and the codemod has told so. */
  groupsOf(codemod: string, path: string): readonly string[];
  readonly outcome: Pick<ProjectOutcome, 'findings' | 'failures'>;
}

type Request = Pick<PlanRequest, 'tree' | 'codemods' | 'transformer' | 'selection' | 'onProgress'>;

const NOTHING: ToldBy = new Map();

/** Runs the survey of every codemod that has one, over the tree as it stands. */
export async function runSurveys(request: Request, sieves: Sieves): Promise<Surveys> {
  const told = new Map<string, Map<number, Told>>();
  const failed = new Map<string, FileFailure>();
  const findings: ProjectOutcome['findings'][number][] = [];
  const failures: ProjectOutcome['failures'][number][] = [];
  const lists: (readonly string[])[] = [];
  for (const { codemod, index } of request.codemods.filter(hasSurvey)) {
    const scope = await scopeOf(request, sieves);
    const result = await request.transformer.survey(index, projectTree(request.tree), scope, progressIn(scope, request));
    for (const failure of failuresOf(result, scope)) failed.set(failure.path, { ...failureOf(failure), codemod: codemod.name });
    findings.push(...result.findings.map((finding) => ({ ...finding, codemod: codemod.name })));
    if (result.failure !== null) failures.push({ codemod: codemod.name, ...result.failure });
    for (const { path, value, together } of result.told) {
      told.set(path, (told.get(path) ?? new Map<number, Told>()).set(index, { value, refused: null }));
      if (together.length > 0) lists.push(together);
    }
  }
  const together = joinedLists(lists);
  return {
    told: (path, refused) => refusedBy(told.get(path) ?? NOTHING, refused),
    failure: (path) => failed.get(path) ?? null,
    concerns: (path) => told.has(path) || failed.has(path),
    together,
    groupsOf: grouping(request.codemods.filter(hasSurvey), together),
    outcome: { findings, failures },
  };
}

/** Recipes put plans together: what two of their steps do to the same files has two names. */
function grouping(codemods: readonly IndexedCodemod[], together: Surveys['together']): Surveys['groupsOf'] {
  const names = codemods.map(({ codemod: { name } }) => name);
  const groups = new Map(
    together.flatMap((paths) => {
      const group = short(sha256(JSON.stringify([names, paths])));
      return paths.map((path) => [path, [group]] as const);
    }),
  );
  return (codemod, path) => (names.includes(codemod) ? (groups.get(path) ?? []) : []);
}

function hasSurvey({ codemod }: IndexedCodemod): boolean {
  return codemod.survey !== undefined;
}

function progressIn({ files }: SurveyScope, { onProgress }: Request): OnHold {
  let done = 0;
  return (path) => {
    if (path !== null) onProgress?.({ done: done++, discovered: files.length });
  };
}

async function scopeOf({ tree, selection }: Request, sieves: Sieves): Promise<SurveyScope> {
  const files: string[] = [];
  const selected: string[] = [];
  const wanted: Selection = { ...selection, accepts: sieves.accepts };
  for await (const { path, skip } of tree.entries(wanted, () => {})) {
    const kind: ReadResult['kind'] = skip === null ? (await tree.read(path, selection.maxSize, sieves.of(path))).kind : 'skip';
    if (kind === 'content') files.push(path);
    if (kind === 'content' || kind === 'left') selected.push(path);
  }
  return { files: files.sort(), selected: selected.sort() };
}

/** Of a survey that stopped nothing counts: none of its files was looked at to the end. */
function failuresOf({ failures, failure }: SurveyResult, { files }: SurveyScope): SurveyResult['failures'] {
  if (failure === null) return failures;
  const told = new Set(failures.map(({ path }) => path));
  return [...failures, ...files.filter((path) => !told.has(path)).map((path) => ({ path, ...failure }))];
}

function failureOf({ code, message }: FileFailure): FileFailure {
  return { code, message };
}

function refusedBy(told: ToldBy, refused: string | undefined): ToldBy {
  return refused === undefined ? told : new Map([...told].map(([index, one]) => [index, { ...one, refused }]));
}
