import type { SyntaxNode } from 'codex-codemod';
import { leaves } from '../program/leaves.js';
import { parametersOf } from '../program/parameters.js';
import type { Program } from '../program/program.js';
import { ownNodes } from '../program/returns.js';
import { unwrap } from '../program/unwrap.js';
import { foundInCatalogue } from './catalogue.js';
import { verdictAt, verdictAtEnd } from './dominating.js';
import { implies } from './implies.js';
import { remembered } from './remembered.js';
import { best, NOTHING, type Verdict, verdict, worst } from './strength.js';
import { type Watched, watch } from './watched.js';

/** Functions that call each other deeper are taken as checking nothing. */
const MOST_DEPTH = 8;

/** What is known of an argument once a call of the function has come back. */
export function checksParameter(program: Program, definition: SyntaxNode, name: string, depth: number): Verdict {
  return remembered(program, `checks:${definition.start}:${name}`, () => findChecks(program, definition, name, depth));
}

function findChecks(program: Program, definition: SyntaxNode, name: string, depth: number): Verdict {
  const [watched, body] = [watchParameter(program, definition, name), definition.child('body')];
  if (watched === null || body === null || depth > MOST_DEPTH) return NOTHING;
  const returns = ownNodes(body, 'return_statement').map((statement) => verdictAt(program, statement, watched, depth + 1));
  const end = leaves(program.module, body) ? [] : [verdictAtEnd(program, body, watched, depth + 1)];
  return worst([...returns, ...end]);
}

/** What is known of an argument once the function has answered with something true (or false). */
export function predicateVerdict(program: Program, definition: SyntaxNode, name: string, sense: boolean, depth: number): Verdict {
  return remembered(program, `${sense}:${definition.start}:${name}`, () => findAnswer(program, definition, name, sense, depth));
}

function findAnswer(program: Program, definition: SyntaxNode, name: string, sense: boolean, depth: number): Verdict {
  const [watched, body] = [watchParameter(program, definition, name), definition.child('body')];
  if (watched === null || body === null || depth > MOST_DEPTH) return NOTHING;
  const statements = ownNodes(body, 'return_statement');
  const ways = statements.flatMap((statement) => answer(program, statement, sense, watched, depth));
  // Coming out at the end answers None, which is false.
  const end = sense || leaves(program.module, body) ? [] : [verdictAtEnd(program, body, watched, depth + 1)];
  return worst([...ways, ...end]);
}

function answer(program: Program, statement: SyntaxNode, sense: boolean, watched: Watched, depth: number): readonly Verdict[] {
  const value = statement.namedChildren[0];
  const node = value === undefined ? null : unwrap(value);
  const constant = node === null || node.type === 'none' || node.type === 'false' ? false : node.type === 'true' ? true : null;
  if (constant !== null && constant !== sense) return [];
  const before = verdictAt(program, statement, watched, depth + 1);
  if (node === null || constant !== null) return [before];
  const found = foundInCatalogue(program, node, sense, watched);
  return [best([before, found ? verdict('strong', node) : implies(program, node, sense, watched, depth + 1)])];
}

function watchParameter(program: Program, definition: SyntaxNode, name: string): Watched | null {
  const parameter = parametersOf(definition).find((one) => one.name === name);
  return parameter === undefined ? null : watch(program, parameter.identifier, -1);
}
