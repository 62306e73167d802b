import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, calledName, receiverOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import { ownerOf } from '../program/owner.js';
import type { Program } from '../program/program.js';
import type { Definition, Spot } from '../program/spot.js';
import { unwrap } from '../program/unwrap.js';
import type { Border, Source } from './source.js';
import { swallowed } from './swallowed.js';

/** Deeper nests of slices and copies are not looked through. */
const MOST_DEPTH = 6;

/** True for `sys.argv`, a slice or a copy of it. */
function isArgv(program: Program, spot: Spot, depth = 0): boolean {
  return (
    depth <= MOST_DEPTH &&
    originsOf(program, spot).some((origin) => {
      // `*names, last = sys.argv` would take the name of the program for one of the names.
      if (origin.kind === 'rest') {
        const holdsProgram = origin.from === 0 && isWhole(program, unwrap(origin.of.node));
        return !holdsProgram && isArgv(program, origin.of, depth + 1);
      }
      if (origin.kind === 'part') return origin.path.join() === '1' && isGetopt(program, origin.of.node);
      if (origin.kind !== 'value') return false;
      const { node, frame } = origin.spot;
      if (program.module.imports.qualifiedName(node) === 'sys.argv') return true;
      const inner = copied(program, node);
      return inner !== null && isArgv(program, { node: inner, frame }, depth + 1);
    })
  );
}

/** `argv[1:]`, `list(argv)`, `argv.copy()` */
function copied(program: Program, node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'subscript') return node.child('subscript')?.type === 'slice' ? node.child('value') : null;
  if (node.type !== 'call') return null;
  if (calledName(node) === 'copy') return receiverOf(node);
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  return name === 'builtins.list' || name === 'builtins.iter' ? (argumentsOf(node).positional[0] ?? null) : null;
}

/** `argv[2]`, `argv.pop(0)`, `next(argv)`: an element of the command line. */
export function argvSource(program: Program, { node, frame }: Spot): Source | null {
  const list = listOf(program, node);
  if (list === null || !isArgv(program, { node: list, frame })) return null;
  const isName =
    node.type === 'subscript' && node.child('subscript')?.text === '0' && /argv$/.test(list.text) && isWhole(program, list);
  if (isName) return null;
  return fromArgv(program, node.text, node, { kind: 'wrap', expression: node });
}

/** True for `sys.argv` itself, whose first element is the name of the program. */
function isWhole(program: Program, list: SyntaxNode): boolean {
  return program.module.imports.qualifiedName(list) === 'sys.argv';
}

function listOf(program: Program, node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'subscript') return node.child('subscript')?.type === 'slice' ? null : node.child('value');
  if (node.type !== 'call') return null;
  if (calledName(node) === 'pop') return receiverOf(node);
  const name = program.module.imports.qualifiedName(node.child('function') ?? node);
  return name === 'builtins.next' ? (argumentsOf(node).positional[0] ?? null) : null;
}

/** `for name in argv[1:]`: all elements. */
export function argvElements(program: Program, { node, frame }: Spot): Source | null {
  if (!isArgv(program, { node, frame })) return null;
  return fromArgv(program, node.text, node, { kind: 'wrap-each', expression: node });
}

/** `script, name = argv` */
export function argvPart(program: Program, { of, path, by }: Definition & { kind: 'part' }, use: SyntaxNode): Source | null {
  const [index, deeper] = path;
  if (index === undefined || deeper !== undefined || !isArgv(program, of)) return null;
  const isProgram = index === 0 && program.module.imports.qualifiedName(unwrap(of.node)) === 'sys.argv';
  const statement = by.parent;
  if (isProgram || statement?.type !== 'expression_statement') return null;
  return fromArgv(program, `${of.node.text} [${index}]`, by, { kind: 'after', statement, name: use.text });
}

/** `for opt, arg in opts: ... table = arg`, after getopt. */
export function getoptSource(
  program: Program,
  { of, path, by }: Definition & { kind: 'element' },
  use: SyntaxNode,
): Source | null {
  if (path.join() !== '1') return null;
  const parsed = originsOf(program, of).some((origin) => {
    return origin.kind === 'part' && origin.path.join() === '0' && isGetopt(program, origin.of.node);
  });
  return parsed
    ? { ...fromArgv(program, optionOf(use, by), use, { kind: 'wrap', expression: use }), key: `getopt:${use.start}` }
    : null;
}

/** `getopt.getopt(...)`: the options, and the words behind them. */
function isGetopt(program: Program, raw: SyntaxNode): boolean {
  const call = unwrap(raw);
  const callee = call.type === 'call' ? call.child('function') : null;
  const name = callee === null ? null : program.module.imports.qualifiedName(callee);
  return name === 'getopt.getopt' || name === 'getopt.gnu_getopt';
}

/** The option that a branch of the loop is for, as its condition spells it. */
function optionOf(use: SyntaxNode, loop: SyntaxNode): string {
  for (const node of use.ancestors()) {
    if (node === loop) break;
    const options = /["'](--?[\w-]+)["'](?!.*["']--?\w)/.exec(node.child('condition')?.text ?? '')?.[1];
    if ((node.type === 'if_statement' || node.type === 'elif_clause') && options !== undefined) return options;
  }
  return use.text;
}

function fromArgv(program: Program, label: string, at: SyntaxNode, border: Border): Source {
  return {
    key: `argv:${ownerOf(program.module, at).start}:${label}`,
    label,
    names: [label, assignedName(at)],
    borders: [border],
    obstacle: swallowed(program, at),
    defaults: [],
    unknownDefault: null,
    speaksOfOthers: false,
  };
}

/** The name that the value is given where it is read, or nothing. */
function assignedName(at: SyntaxNode): string {
  const assignment = at.closest('assignment');
  return assignment?.child('left')?.text ?? '';
}
