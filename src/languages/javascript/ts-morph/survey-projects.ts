import { createRequire } from 'node:module';
import type * as tsMorph from 'ts-morph';
import { groupBy } from '../../../core/group-by.js';
import type { ParamSpecs } from '../../../core/params.js';
import { unsafePath } from '../../../core/paths.js';
import type { ProjectTree } from '../../../core/project-tree.js';
import { decodeSource, isSkip, positionsOf } from '../../../core/source-file.js';
import type { SurveyContext, Surveyed } from '../../../core/survey.js';
import { parseJavaScript } from '../parse.js';
import { ConfigOwners } from './config-owners.js';
import type { ProjectTransform } from './define-ts-morph-codemod.js';
import { Importers, SOURCE } from './importers.js';
import { isInstalled } from './installed-packages.js';
import { type Deed, Ledger } from './ledger.js';
import { ModuleResolver } from './module-resolver.js';
import type { ProjectConfig } from './project-config.js';
import { type ProjectFiles, readProjectFiles } from './project-files.js';
import { configAbove } from './project-outside.js';
import type { ToldFile } from './told-file.js';
import { transformProject } from './transform-project.js';

const require = createRequire(import.meta.url);

/** Runs the transform over the files of the run, project by project, one of them in memory at a time. */
export async function* surveyProjects(
  transform: ProjectTransform,
  tree: ProjectTree,
  context: SurveyContext<ParamSpecs>,
): AsyncGenerator<Surveyed> {
  if (context.files.length === 0) return;
  // Loaded here, in the process that transforms: it takes half a second.
  const morph = require('ts-morph') as typeof tsMorph;
  const files = await readProjectFiles(tree);
  const owners = new ConfigOwners(morph.ts, files);
  const resolver = new ModuleResolver(morph.ts, files, owners);
  const importers = new Importers(morph.ts, files, resolver);
  const ledger = new Ledger();
  const selected = new Set(context.selected.map((path) => `/${path}`));
  const wanted = context.files.map((path) => `/${path}`).filter((path) => !files.isUnreadable(path));
  yield* outside(tree, context.files);
  for (const [config, paths] of groupBy(wanted, (path) => owners.of(path))) {
    if (config !== null && config.fault !== null) {
      yield* paths.map((path) => broken(path, config));
      continue;
    }
    if (config !== null) yield* config.absent.map((absent) => incomplete(config, absent));
    const own = config?.fileNames ?? new Set(unowned(files, owners));
    const sources = [...own, ...importers.of(own)];
    const refusal = (deed: Deed): Promise<string | null> => whyNot(deed, { ledger, selected, tree, files, owners });
    const hold = (path: string): void => context.hold(path.slice(1));
    const checkCode = (code: string): void => void context.finding(code, '');
    const run = { morph, files, config, sources, resolver, ledger, transform, params: context.params, hold, checkCode, refusal };
    for await (const { path, failure, refusal: refused, isBroken } of transformProject(run, paths)) {
      // The parser of the toolkit says why it is skipped.
      if (isBroken) ledger.mention(path);
      if (failure !== null) yield { kind: 'failure', path: path.slice(1), ...failure };
      if (refused !== null)
        ledger.find(path, { code: 'change-outside', start: refused.at, end: refused.at, message: refused.message });
    }
  }
  context.hold(null);
  yield* tell(ledger, files, selected, context);
}

function unowned(files: ProjectFiles, owners: ConfigOwners): readonly string[] {
  return files.paths().filter((path) => SOURCE.test(path) && owners.of(path) === null);
}

function incomplete({ path }: ProjectConfig, absent: string): Surveyed {
  const message = `${absent}: types may be less exact`;
  return { kind: 'finding', code: 'tsconfig-incomplete', path: path.slice(1), message };
}

/** Told once, of the first file: what imports from the folder of the run may stand outside of it. */
function* outside(tree: ProjectTree, [first]: readonly string[]): Generator<Surveyed> {
  const config = configAbove(tree);
  if (config === null || first === undefined) return;
  const message = `${config} stands above, and files outside of the folder of this run are not looked at: run it over the folder that holds the whole project`;
  yield { kind: 'finding', code: 'project-outside', path: first, message };
}

function broken(path: string, config: ProjectConfig): Surveyed {
  const message = `its project is not read: ${config.path.slice(1)}, ${config.fault}`;
  return { kind: 'failure', path: path.slice(1), code: 'tsconfig-invalid', message };
}

/** What a transform may touch. */
interface Bounds {
  readonly ledger: Ledger;
  readonly selected: ReadonlySet<string>;
  readonly tree: ProjectTree;
  readonly files: ProjectFiles;
  readonly owners: ConfigOwners;
}

/** What a transform does is done whole or not at all: why not, or null. */
async function whyNot(
  { changed, removed, moved, made }: Deed,
  { ledger, selected, tree, files, owners }: Bounds,
): Promise<string | null> {
  const touched = [...changed, ...removed, ...moved.keys()].flatMap((path) => ledger.pathBefore(path) ?? []);
  const stray = touched.find((path) => !selected.has(path) || files.isUnreadable(path));
  if (stray !== undefined) return notDone(`change ${stray.slice(1)}, which is not among the files of this run`);
  const unread = touched.find((path) => (owners.of(path)?.fault ?? null) !== null);
  if (unread !== undefined) return notDone(`change ${unread.slice(1)}, whose project is not read`);
  for (const path of [...made, ...moved.values()]) {
    const fault = isInstalled(path) ? 'which is below node_modules' : await faultOf(path.slice(1), tree, files.read(path) ?? '');
    if (fault !== null) return notDone(`make ${path.slice(1)}, ${fault}`);
  }
  return null;
}

function notDone(what: string): string {
  return `the transform would also ${what}: nothing of what it does here is done`;
}

async function faultOf(path: string, tree: ProjectTree, text: string): Promise<string | null> {
  const unsafe = unsafePath(path);
  if (unsafe !== null) return `where nothing may be written: ${unsafe}`;
  if ((await tree.read(path)) !== null) return 'where a file stands';
  if (!SOURCE.test(path)) return null;
  const source = decodeSource(path, Buffer.from(text), null);
  const parsed = isSkip(source) ? source : parseJavaScript(source);
  return isSkip(parsed) ? `which would not parse: ${parsed.message}` : null;
}

/** Findings in files that the run does not look at are told of the file as a whole. */
function* tell(
  ledger: Ledger,
  files: ProjectFiles,
  selected: ReadonlySet<string>,
  context: SurveyContext<ParamSpecs>,
): Generator<Surveyed> {
  const lists = groupBy(ledger.together, ([first]) => first);
  for (const [path, told] of ledger.told(files)) {
    if (selected.has(path)) yield* toldOf(path, told, lists.get(path) ?? []);
    else yield* elsewhere(path, told, files, context);
  }
}

function* toldOf(path: string, value: ToldFile, lists: readonly (readonly string[])[]): Generator<Surveyed> {
  const together = [...new Set(lists.flat())].map((one) => one.slice(1));
  yield { kind: 'told', path: path.slice(1), value, together };
}

function* elsewhere(
  path: string,
  { findings }: ToldFile,
  files: ProjectFiles,
  context: SurveyContext<ParamSpecs>,
): Generator<Surveyed> {
  const position = positionsOf(files.read(path) ?? '');
  for (const { code, start, message } of findings) {
    const finding = context.finding(code, path.slice(1), message ?? undefined);
    yield { ...finding, message: `line ${position(start).line}: ${finding.message}` };
  }
}
