import { textOf } from '../guards/watched.js';
import type { Program } from '../program/program.js';
import { judge } from '../sources/judge.js';
import type { Flavour } from '../sources/source.js';

/** A check of this file that can be used again. */
export interface Helper {
  readonly name: string;
  readonly flavour: Flavour;
  /** True when it lets an empty name through. */
  readonly allowsEmpty: boolean;
}

/** The checks that stand in the file already: by their name and, above all, by what they do. */
export function findHelpers(program: Program): readonly Helper[] {
  return program.path.get('body').flatMap((statement) => {
    if (!statement.isFunctionDeclaration()) return [];
    const name = statement.node.id?.name ?? '';
    const isOurs = /^validateTableName\d*$/.test(name) && statement.node.params.length === 1 && !statement.node.async;
    if (!isOurs || judge(program, statement).kind !== 'checked') return [];
    const text = textOf(program, statement);
    return [{ name, flavour: flavourOf(text), allowsEmpty: text.includes(')?$/') }];
  });
}

function flavourOf(text: string): Flavour {
  return text.includes('commander.invalidArgument') ? 'commander' : 'plain';
}
