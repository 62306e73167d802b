import type { Binding, SyntaxNode } from 'codex-codemod';
import { within } from './blocks.js';
import { calleeOf } from './callees.js';
import type { Holder, Surroundings } from './find-holders.js';
import { findUses, type Uses } from './find-uses.js';
import type { FunctionFacts } from './functions.js';
import { calledClass } from './places.js';

/** A `with` statement of the file that enters a holder: what its block does with what it is given. */
export interface Block {
  readonly body: SyntaxNode;
  readonly around: FunctionFacts;
  /** The call that makes what is entered. */
  readonly entered: SyntaxNode;
  readonly uses: Uses;
}

/** The `with` blocks over a context manager of the module, or over objects of the class whose exit method the holder is. */
export function findBlocks({ facts }: Holder, surroundings: Surroundings): readonly Block[] {
  const { reading } = surroundings;
  const isExit = /^__a?exit__$/.test(facts.name);
  return [...reading.file.root.ofType('with_statement')].flatMap((statement) => {
    const [body, around] = [statement.child('body'), reading.functionAround(statement)];
    if (body === null || around === null) return [];
    return [...(statement.childOfType('with_clause')?.ofType('call') ?? [])].flatMap((entered) => {
      const enters = isExit ? calledClass(entered, reading) === facts.owner : calleeOf(entered, reading) === facts;
      if (!enters) return [];
      const nodes = targetOf(entered, surroundings)?.uses.filter((use) => within(body, use)) ?? [];
      return [{ body, around, entered, uses: findUses(nodes, around, surroundings) }];
    });
  });
}

/** `c` of `with connection() as c`. */
function targetOf(entered: SyntaxNode, { reading }: Surroundings): Binding | null {
  const pattern = entered.parent?.type === 'as_pattern' ? entered.parent : null;
  const name = pattern?.childOfType('as_pattern_target')?.namedChildren[0];
  const resolution = name?.type === 'identifier' ? reading.scope.resolve(name) : null;
  return resolution?.kind === 'bound' ? resolution.binding : null;
}
