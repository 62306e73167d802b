import type { YamlFile, Yielded } from 'codex-codemod';
import { addHook, addRepositories } from './add-hooks.js';
import { completeHooks } from './complete-hook.js';
import { lookUp } from './look-up.js';
import { readHooks } from './read-hooks.js';
import type { Run, Told } from './run.js';
import { spellingOf } from './spelling.js';
import { TOOLS, type Tool } from './tools.js';

/** Adds to a configuration of pre-commit what it lacks of the wanted hooks. */
export function* editConfig(file: YamlFile, context: Run['context']): Generator<Yielded> {
  const { root, get, pair, finding, note } = context;
  const [, another] = file.documents;
  if (another !== undefined) {
    yield finding('HOOK002', another, 'it holds several documents');
    return;
  }
  if (root === null) {
    yield note('empty' satisfies Told);
    return;
  }
  if (root.kind !== 'map') {
    yield finding('HOOK002', root, root.kind === 'sequence' ? 'it is a list, as pre-commit had it before 1.0' : 'it is no map');
    return;
  }
  const repos = lookUp(root, 'repos', context).node;
  if (repos !== null && repos.kind !== 'sequence' && !(repos.kind === 'scalar' && repos.value === null)) {
    yield finding('HOOK002', repos, 'repos is no list');
    return;
  }
  const commentOf: Run['commentOf'] = (tool) => hookInComment(file, tool);
  const written = pair(root, 'repos');
  yield* editTools({ context, repos, pair: written, spelling: spellingOf(root, get(repos)), commentOf });
}

function* editTools(run: Run): Generator<Yielded> {
  const absent: Tool[] = [];
  for (const tool of TOOLS) {
    const repositories = readHooks(run.repos, tool, run.context);
    const hooks = repositories.flatMap((repository) => repository.hooks);
    const [bare] = repositories;
    const comment = run.commentOf(tool);
    if (hooks.length > 0) yield* completeHooks(hooks, tool, run);
    else if (bare !== undefined) yield* addHook(bare, tool, run);
    else if (comment === null) absent.push(tool);
    else {
      yield run.context.finding('HOOK007', comment, `${tool.name} stands in a comment`, `Is ${tool.name} to run again?`);
      continue;
    }
    if (tool.name === 'detect-secrets') yield run.context.note('has-baseline' satisfies Told);
  }
  yield* addRepositories(absent, run);
}

function hookInComment(file: YamlFile, { mention }: Tool): ReturnType<Run['commentOf']> {
  const found = file.comments.find(({ start, end }) => {
    const [, value = ''] = /^#[#\s]*(?:-\s*)?(?:repo|id)\s*:\s*(.*)$/.exec(file.text.slice(start, end)) ?? [];
    return mention.test(value);
  });
  return found === undefined ? null : { start: found.start, end: found.end };
}
