import type { SyntaxNode } from 'codex-codemod';
import type { Surroundings } from './find-holders.js';
import type { Slot } from './find-slots.js';
import { leavesOf } from './leaves.js';

/** https://www.sqlite.org/inmemorydb.html: an empty name is a temporary database, which goes with its connection too. */
const IN_MEMORY = /^[rRuUbBfF]*(['"]{1,3})(\1|:memory:\1|file::memory:[\s\S]*|file:[\s\S]*mode=memory[\s\S]*)$/;

/** True when closing a connection of the slot may be the end of its database. */
export function mayBeInMemory({ stores }: Slot, { reading, makers }: Surroundings): boolean {
  const connects = stores.flatMap(({ value }) => leavesOf(value, reading).flatMap((leaf) => makers.connectsBehind(leaf)));
  const names = connects.map((call) => call.child('arguments')?.namedChildren[0]);
  const strings = names.flatMap((name) => (name === undefined ? [] : leavesOf(givenValue(name), reading)));
  if (strings.some(isInMemory)) return true;
  const isKnown =
    strings.length > 0 && strings.every((leaf) => leaf.type === 'string' && leaf.childOfType('interpolation') === null);
  return !isKnown && namesInMemory(reading.file.root);
}

function givenValue(argument: SyntaxNode): SyntaxNode {
  return argument.type === 'keyword_argument' ? (argument.child('value') ?? argument) : argument;
}

function isInMemory(leaf: SyntaxNode): boolean {
  return leaf.type === 'string' && IN_MEMORY.test(leaf.text);
}

/** True when the file speaks of a database in memory, as a default or to compare a path with. */
function namesInMemory(root: SyntaxNode): boolean {
  for (const string of root.ofType('string')) {
    if (/:memory:|mode=memory/.test(string.text) && string.parent?.type !== 'expression_statement') return true;
    const isDefault = /^(default_parameter|typed_default_parameter)$/.test(string.parent?.type ?? '');
    if (isDefault && isInMemory(string) && /path|file|db|database|uri|dsn/i.test(string.parent?.child('name')?.text ?? ''))
      return true;
  }
  return false;
}
