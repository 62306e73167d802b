import type { YamlMap, YamlNode, YamlSequence, YamlServices } from 'codex-codemod';
import { type EntryUse, entryUse } from './entry-words.js';
import { isNamed, lookUp } from './look-up.js';
import { repositoryName } from './repository-name.js';
import type { Tool } from './tools.js';

/** A hook that runs a tool, or may. */
export interface Hook {
  readonly map: YamlMap;
  /** The arguments that can be seen: those of the entry, then those of `args`. */
  readonly words: readonly string[];
  /** The list that new arguments go to; `absent`: it has none yet; null: they can go nowhere. */
  readonly args: YamlSequence | 'absent' | null;
  /** Why its arguments cannot be completed; empty where they can. */
  readonly obstacle: '' | 'hidden' | 'shared' | 'shape';
}

/** A repository of a tool, with the hooks in it that run the tool. */
export interface Repository {
  readonly map: YamlMap;
  readonly isOfTool: boolean;
  readonly hooks: readonly Hook[];
}

type Reader = Pick<YamlServices, 'get' | 'pair' | 'data'>;

/** The entries of `repos` that belong to a tool or run it. */
export function readHooks(repos: YamlNode | null, tool: Tool, services: Reader): readonly Repository[] {
  if (repos?.kind !== 'sequence') return [];
  return repos.items.flatMap(({ node }) => {
    const map = services.get(node);
    if (map?.kind !== 'map') return [];
    const url = lookUp(map, 'repo', services).node;
    const text = url?.kind === 'scalar' ? String(url.value) : '';
    const isOfTool = tool.mention.test(repositoryName(text)) && text !== 'local' && text !== 'meta';
    const list = lookUp(map, 'hooks', services);
    const isShared = repos.anchor !== null || isNamed(node) || !list.isOwn || isNamed(list.written);
    const hooks = hooksOf(list.node, { tool, services, isOfTool, isLocal: text === 'local', isShared });
    return isOfTool || hooks.length > 0 ? [{ map, isOfTool, hooks }] : [];
  });
}

interface Around {
  readonly tool: Tool;
  readonly services: Reader;
  readonly isOfTool: boolean;
  readonly isLocal: boolean;
  readonly isShared: boolean;
}

function hooksOf(list: YamlNode | null, around: Around): readonly Hook[] {
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap(({ node }) => {
    const map = around.services.get(node);
    if (map?.kind !== 'map') return [];
    const use = useOf(map, around);
    return use === null ? [] : [hookOf(map, use, { ...around, isShared: around.isShared || isNamed(node) })];
  });
}

/** How a hook uses the tool: by its entry, by what its repository is, or by its name. */
function useOf(map: YamlMap, { tool, services, isOfTool, isLocal }: Around): EntryUse | null {
  const text = (key: string): string => {
    const { node } = lookUp(map, key, services);
    return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
  };
  const entry = text('entry');
  const byEntry = entry === '' ? null : entryUse(entry, tool);
  if (byEntry !== null) return byEntry;
  if (isOfTool) return { kind: entry === '' ? 'runs' : 'hidden', words: [] };
  const depends = isLocal ? dataOf(map, 'additional_dependencies', services) : [];
  const names = [text('id'), ...(Array.isArray(depends) ? depends.map(String) : [])];
  return names.some((name) => tool.mention.test(name)) ? { kind: 'hidden', words: [] } : null;
}

function hookOf(map: YamlMap, use: EntryUse, { services, isShared }: Around): Hook {
  const args = lookUp(map, 'args', services);
  const list = services.data(args.node);
  const words = [...use.words, ...(Array.isArray(list) ? list.map(String) : [])];
  const isAbsent = args.written === null && args.isOwn;
  const target = args.node?.kind === 'sequence' ? args.node : isAbsent || isNull(args.node) ? 'absent' : null;
  const shared = isShared || !args.isOwn || isNamed(args.written);
  const obstacle = target === null ? 'shape' : use.kind === 'hidden' ? 'hidden' : shared ? 'shared' : '';
  return { map, words, args: target, obstacle };
}

function dataOf(map: YamlMap, key: string, services: Reader) {
  return services.data(lookUp(map, key, services).node);
}

function isNull(node: YamlNode | null): boolean {
  return node?.kind === 'scalar' && node.value === null;
}
