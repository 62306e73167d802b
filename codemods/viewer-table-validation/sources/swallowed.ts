import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { callersOf } from '../program/callee.js';
import { leaves } from '../program/leaves.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';
import { returnsOf } from '../program/returns.js';
import { unwrap } from '../program/unwrap.js';
import type { Obstacle } from './source.js';

/** What argparse raises for a bad value before it exits, where a parser is told not to exit. */
const REFUSALS = /SystemExit|BaseException|ArgumentError|ArgumentTypeError/;

/** Functions that hand on what another one parsed are followed no further than this. */
const MOST_CALLERS = 5;

/** A handler around a place that would catch the refusal of a check there, and go on. */
export function swallowed(program: Program, at: SyntaxNode): Obstacle | null {
  let child = at;
  for (const node of at.ancestors()) {
    if (node.type === 'function_definition') break;
    const goesOn = child.field === 'body' && (goesOnBehindTry(program, node) || suppresses(program, node));
    if (goesOn) return { code: 'TBL007', message: 'the handler around it would swallow the refusal and go on' };
    child = node;
  }
  return null;
}

/** The same for a call that parses, and for the calls of the functions that return what it gives. */
export function swallowedParse(program: Program, parse: SyntaxNode, depth = 0): Obstacle | null {
  const here = swallowed(program, parse);
  const definition = parse.closest('function_definition');
  if (here !== null || definition === null || depth > MOST_CALLERS) return here;
  const handsOn = returnsOf(definition).some((returned) => isMadeOf(program, returned, parse));
  if (!handsOn) return null;
  return callersOf(program, definition).reduce<Obstacle | null>(
    (found, call) => found ?? swallowedParse(program, call, depth + 1),
    null,
  );
}

function isMadeOf(program: Program, returned: SyntaxNode, call: SyntaxNode): boolean {
  if (unwrap(returned) === call || [...returned.descendants()].includes(call)) return true;
  return originsOf(program, { node: returned, frame: null }).some(
    (origin) => origin.kind === 'value' && origin.spot.node === call,
  );
}

function goesOnBehindTry(program: Program, node: SyntaxNode): boolean {
  if (node.type !== 'try_statement') return false;
  const handlers = node.children.filter((part) => part.type === 'except_clause' && catchesRefusal(program, part));
  return handlers.some((handler) => !leaves(program.module, handler.childOfType('block') ?? handler));
}

function catchesRefusal({ module }: Program, handler: SyntaxNode): boolean {
  const caught = handler.namedChildren.filter((child) => child.type !== 'block').map((child) => child.text);
  // With `exit_on_error=False` a parser raises an ordinary exception.
  const raises = /\bexit_on_error\b/.test(module.file.text) && caught.some((text) => /\bException\b/.test(text));
  return raises || caught.length === 0 || caught.some((text) => REFUSALS.test(text));
}

/** `with contextlib.suppress(SystemExit):` */
function suppresses({ module }: Program, node: SyntaxNode): boolean {
  if (node.type !== 'with_statement') return false;
  const calls = [...(node.childOfType('with_clause')?.ofType('call') ?? [])];
  return calls.some((call) => {
    const name = module.imports.qualifiedName(call.child('function') ?? call);
    return name === 'contextlib.suppress' && argumentsOf(call).positional.some(({ text }) => REFUSALS.test(text));
  });
}
