import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';

/**
 * What stands in for an argument of argparse besides its own default: `parser.set_defaults(table="logs")`, also by
 * `**settings`, and `ArgumentParser(argument_default="logs")`. A mapping that is not written out is given as it is.
 */
export function laterDefaults(program: Program, dest: string): readonly SyntaxNode[] {
  const set = (program.calls.get('set_defaults') ?? []).flatMap((call) => {
    const { keywords, doubleSplats } = argumentsOf(call);
    const named = keywords.get(dest);
    return [...(named === undefined ? [] : [named]), ...doubleSplats.flatMap((mapping) => memberOf(program, mapping, dest))];
  });
  const makers = ['ArgumentParser', 'add_parser'].flatMap((name) => program.calls.get(name) ?? []);
  return [...set, ...makers.flatMap((call) => argumentsOf(call).keywords.get('argument_default') ?? [])];
}

/** What click and typer take a default from that is known only when the program runs: a `default_map` that is not written out. */
export function loadedDefaultMap(program: Program): SyntaxNode | null {
  const { root, text } = program.module.file;
  if (!text.includes('default_map')) return null;
  const maps = [...root.ofType('keyword_argument', 'pair', 'assignment')].flatMap((node) => {
    const name = node.child('name') ?? node.child('key') ?? node.child('left');
    const value = node.child('value') ?? node.child('right');
    return name !== null && value !== null && /(^|\.|["'])default_map["']?$/.test(name.text) ? [value] : [];
  });
  return maps.find((map) => dictionariesOf(program, map) === null) ?? null;
}

/** The values of a key in a mapping; the mapping itself where it is not written out. */
function memberOf(program: Program, mapping: SyntaxNode, key: string): readonly SyntaxNode[] {
  const dictionaries = dictionariesOf(program, mapping);
  if (dictionaries === null) return [mapping];
  return dictionaries
    .flatMap((dictionary) => dictionary.namedChildren)
    .flatMap((pair) => {
      if (pair.type !== 'pair') return [pair];
      const [name, value] = [pair.child('key'), pair.child('value')];
      const text = name === null ? null : stringText(unwrap(name));
      if (value === null || (text !== null && text !== key)) return [];
      return text === null ? [pair] : [value];
    });
}

/** The dict displays that an expression stands for, or null when it may be something else. */
function dictionariesOf(program: Program, mapping: SyntaxNode): readonly SyntaxNode[] | null {
  const origins = originsOf(program, { node: mapping, frame: null });
  const dictionaries = origins.flatMap((origin) => {
    const node = origin.kind === 'value' ? unwrap(origin.spot.node) : null;
    return node?.type === 'dictionary' || node?.type === 'none' ? [node] : [];
  });
  return dictionaries.length === origins.length && origins.length > 0 ? dictionaries : null;
}
