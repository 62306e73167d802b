import { type ProjectContext, type ProjectTree, type ProjectYield, pinOf } from 'codex-codemod';
import { revText, wantedArgs } from './hook-texts.js';
import { readOptions } from './options.js';
import type { PARAMS, Settings } from './params.js';
import type { Told } from './run.js';
import { TOOLS } from './tools.js';
import { yamlList } from './yaml-words.js';

export const CONFIG = '.pre-commit-config.yaml';
/** A name that people expect to work, too. */
const MISNAMED = '.pre-commit-config.yml';
const PLAIN = { quotes: () => false, hasComments: true };

/** Makes the configuration where there is none, or nothing in it; tells of a misnamed one, and of a baseline that is missing. */
export async function* createConfig(tree: ProjectTree, context: ProjectContext<typeof PARAMS>): AsyncGenerator<ProjectYield> {
  const told = new Set(context.files.filter(({ path }) => path === CONFIG).flatMap(({ notes }) => notes));
  const isMissing = (await tree.read(CONFIG)) === null;
  const isMisnamed = (await tree.read(MISNAMED)) !== null;
  if (isMisnamed) {
    const question = isMissing ? `Is it to be ${CONFIG}?` : 'Can it be taken away?';
    yield context.finding('HOOK001', MISNAMED, `pre-commit reads ${CONFIG} alone`, question);
  }
  const creates = isMissing && !isMisnamed;
  if (creates) yield { kind: 'create', path: CONFIG, text: await filled(context), reason: 'pre-commit has no configuration' };
  if (isTold(told, 'empty')) yield* fillEmpty(context);
  if (creates || isTold(told, 'has-baseline') || isTold(told, 'empty')) yield* missingBaseline(tree, context);
}

function isTold(told: ReadonlySet<unknown>, what: Told): boolean {
  return told.has(what);
}

async function* fillEmpty(context: ProjectContext<typeof PARAMS>): AsyncGenerator<ProjectYield> {
  const opened = await context.open('yaml', CONFIG);
  const edits = opened?.services.createDocument(await filled(context)) ?? null;
  if (opened === null || edits === null) yield context.finding('HOOK008', CONFIG, 'the file is empty');
  else yield context.edit(opened, { reason: 'the configuration of pre-commit is empty', at: { start: 0, end: 0 }, edits });
}

function filled({ params, template }: ProjectContext<typeof PARAMS>): Promise<string> {
  const values = TOOLS.flatMap((tool) => [
    [`${tool.name}-rev`, revText(pinOf(tool.repository, params.pins), PLAIN)],
    [`${tool.name}-args`, yamlList(wantedArgs(tool, params), false)],
  ]);
  return template(CONFIG, Object.fromEntries(values));
}

async function* missingBaseline(
  tree: ProjectTree,
  { params, finding }: ProjectContext<typeof PARAMS>,
): AsyncGenerator<ProjectYield> {
  const path = baselineOf(params);
  if (path === '' || (await tree.read(path)) !== null) return;
  yield finding('HOOK009', CONFIG, `the hook detect-secrets needs ${path}, which is not there yet`);
}

/** The file that the wanted arguments name, from the top of the repository; empty where they name none in it. */
function baselineOf(params: Settings): string {
  const tool = TOOLS.find(({ name }) => name === 'detect-secrets');
  const given = tool === undefined ? [] : readOptions(wantedArgs(tool, params), tool.options);
  const path = given.find(({ name }) => name === '--baseline')?.value ?? '';
  return /^\/|(^|\/)\.\.(\/|$)/.test(path) ? '' : path;
}
