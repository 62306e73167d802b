import type { SyntaxNode } from 'codex-codemod';
import { caveatsOf } from './caveats.js';
import type { Decision, Refusal } from './decision.js';
import type { TaintedSource, Use } from './find-uses.js';
import { givenNames } from './given-names.js';
import { otherUseOf } from './other-uses.js';
import { ownTables } from './own-tables.js';
import { lineOf } from './program/line-of.js';
import type { Program } from './program/program.js';
import { clauses, isRefused, otherUseRefusal, ownRefusal, ownTableRefusal, refusalOnTheWay, tooStrict } from './refusals.js';
import { descriptionOfOthers } from './sources/help.js';
import type { Source } from './sources/source.js';
import type { Tree } from './tree.js';
import { isAskedForTruth } from './truth-tests.js';
import { tablesAmong } from './values/way.js';

/** Decides for one value: a check at its border, or the first reason why not. Empty for what is no table. */
export function decide(program: Program, { source, uses }: TaintedSource): readonly Decision<Source>[] {
  const tree: Tree<SyntaxNode> = { rangeOf: (node) => node, lineOf: (node) => lineOf(program, node) };
  const tables = tablesAmong(uses);
  const [first] = tables;
  if (first === undefined) return clauses(tree, source, uses);
  const refusal =
    ownRefusal(tree, source, first) ??
    refusalOnTheWay(tree, source, tables, uses) ??
    givenRefusal(program, tree, source, first) ??
    ownTableRefusal(tree, source, first, ownTables(program)) ??
    otherwiseRefusal(program, tree, source, tables);
  if (refusal !== null) return [refusal];
  const allowsEmpty = isEmptyRight(program, source, tables);
  return [{ kind: 'fix', source, at: first.leaf.hole, caveats: caveatsOf(program, source, tables), allowsEmpty }];
}

/** argparse, click and typer put their own defaults to the check as well; and an empty value may stand for one. */
function isEmptyRight(program: Program, source: Source, tables: readonly Use[]): boolean {
  if (source.defaults.includes('')) return true;
  return tables.some(({ leaf }) => {
    return leaf.traits.emptyIsDefault === true || isAskedForTruth(program, behindBorder(source, leaf.chain), attributeOf(source));
  });
}

/** What the file itself gives for the value, and what it tells its users. */
function givenRefusal(program: Program, tree: Tree<SyntaxNode>, source: Source, { leaf }: Use): Refusal | null {
  const given = givenNames(program, source).find(({ text }) => isRefused(text));
  const because = (at: SyntaxNode, why: string): Refusal => tooStrict(tree, source, leaf.hole, `line ${tree.lineOf(at)} ${why}`);
  if (given !== undefined) return because(given.at, `gives it ${JSON.stringify(given.text)}`);
  const example = descriptionOfOthers(program);
  return example === null ? null : because(example, 'tells users of other forms than plain names');
}

function otherwiseRefusal(program: Program, tree: Tree<SyntaxNode>, source: Source, tables: readonly Use[]): Refusal | null {
  for (const table of tables) {
    const use = otherUseOf(program, behindBorder(source, table.leaf.chain), attributeOf(source), isRefused);
    if (use !== null) return otherUseRefusal(tree, source, table, use);
  }
  return null;
}

/** The names that a value has once it is checked: where the check stands around a reading, others may read something else. */
function behindBorder(source: Source, chain: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const read = source.borders.flatMap((border) => {
    return border.kind === 'wrap' || border.kind === 'wrap-each' ? [border.expression.text] : [];
  });
  return chain.filter((node) => !read.includes(node.text));
}

/** The attribute of a namespace that holds the value, or null. */
function attributeOf(source: Source): string | null {
  return source.key.startsWith('argparse:') ? (source.names[0] ?? null) : null;
}
