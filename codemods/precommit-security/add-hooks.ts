import type { Edit, YamlItem, YamlNode, Yielded } from 'codex-codemod';
import { hookText, repositoryText } from './hook-texts.js';
import { isNamed, lookUp } from './look-up.js';
import type { Repository } from './read-hooks.js';
import type { Run } from './run.js';
import type { Tool } from './tools.js';

/** Adds the hook of a tool to a repository of the tool that has none. */
export function* addHook({ map }: Repository, tool: Tool, run: Run): Generator<Yielded> {
  const { pair, addItem, finding, fix } = run.context;
  const hooks = pair(map, 'hooks');
  const item = itemOf(map, run.repos);
  if (hooks === null || isNamed(hooks.value) || isNamed(map) || item === null || isNamed(run.pair?.value ?? null)) {
    yield finding('HOOK003', map, `the repository of ${tool.name} has no hook of its own`);
    return;
  }
  const edits = addItem(hooks, hookText(tool, run.context.params, run.spelling));
  if (edits === null) yield finding('HOOK008', hooks, `the hook ${tool.name} is missing here`);
  else yield fix({ reason: `the repository of ${tool.name} has no hook`, at: hooks, edits });
}

function itemOf(map: YamlNode, repos: YamlNode | null): YamlItem | null {
  return (repos?.kind === 'sequence' ? repos.items : []).find(({ node }) => node === map) ?? null;
}

/** Adds the repositories of tools that the file has nothing of, behind the last one. */
export function* addRepositories(tools: readonly Tool[], run: Run): Generator<Yielded> {
  const { root, finding, fix } = run.context;
  const names = tools.map(({ name }) => name).join(' and ');
  if (tools.length === 0 || root === null) return;
  const at = run.pair?.key ?? { start: root.start, end: root.start };
  if (isNamed(run.pair?.value ?? null) || (run.pair === null && mergesRepos(root, run))) {
    yield finding('HOOK003', at, `${names} would be added in other places too`);
    return;
  }
  const edits = editsOf(root, tools, run);
  const [verb, noun] = tools.length === 1 ? ['is', 'hook'] : ['are', 'hooks'];
  if (edits === null) yield finding('HOOK008', at, `the ${noun} ${names} ${verb} missing`);
  else yield fix({ reason: `the ${noun} ${names} ${verb} missing`, at, edits });
}

function mergesRepos(root: YamlNode, { context }: Run): boolean {
  return root.kind === 'map' && !lookUp(root, 'repos', context).isOwn;
}

function editsOf(root: YamlNode, tools: readonly Tool[], { context, pair, spelling }: Run): readonly Edit[] | null {
  const items = tools.map((tool) => repositoryText(tool, context.params, spelling));
  if (pair !== null) return context.addItems(pair, items);
  const list = items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n');
  return context.addPair(root, 'repos', list);
}
