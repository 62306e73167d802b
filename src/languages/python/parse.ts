import { createRequire } from 'node:module';
import Parser from 'tree-sitter';
import type { Skip, SourceFile } from '../../core/source-file.js';
import { positionsOf } from '../../core/source-file.js';
import { NO_CHILDREN, SyntaxNode } from '../../core/syntax-node.js';
import type { PythonFile } from './python-file.js';

// The grammar's own type is not assignable to the binding's `Language`, though it is one.
const python = createRequire(import.meta.url)('tree-sitter-python') as unknown as Parser.Language;

/** Deeper trees are skipped: CPython itself stops at 100 indents and 200 parentheses, but chains of operators go further. */
export const MOST_DEPTH = 1_000;

/** Statements that only Python 2 has; the grammar accepts them. */
const PYTHON_2 = new Set(['print_statement', 'exec_statement']);

/** Named nodes of the grammar that are white space to Python: they are not copied. */
const WHITE_SPACE = new Set(['line_continuation']);

let parser: Parser | null = null;

/** tree-sitter's own tree of a file, kept for queries alone. */
const nativeTrees = new WeakMap<PythonFile, Parser.Tree>();

export function pythonLanguage(): Parser.Language {
  return python;
}

export function nativeTreeOf(file: PythonFile): Parser.Tree {
  const tree = nativeTrees.get(file);
  if (tree === undefined) throw new Error(`${file.path} was not parsed by this module`);
  return tree;
}

/** Parses text with tree-sitter. A lone CR ends a line in Python but not in the grammar: the parser is shown LF there. */
export function parseNative(text: string): Parser.Tree {
  if (parser === null) {
    parser = new Parser();
    parser.setLanguage(python);
  }
  return parser.parse(text.replace(/\r(?!\n)/g, '\n'));
}

/** Parses a file and copies the tree; see {@link SyntaxNode}. */
export function parsePython(source: SourceFile): PythonFile | Skip {
  const native = parseNative(source.text);
  const copied = copyTree(native, source.text);
  if (copied === 'too-deep') return { code: 'too-deep', message: `its syntax tree is nested deeper than ${MOST_DEPTH} levels` };
  const { root, fault } = copied;
  if (fault !== null) {
    const { line } = positionsOf(source.text)(fault.start);
    const python2 = PYTHON_2.has(fault.type);
    return python2
      ? { code: 'python-2', message: `line ${line} is Python 2 (${fault.type.replace('_', ' ')})` }
      : { code: 'syntax-error', message: `line ${line} is not valid Python` };
  }
  const file: PythonFile = { ...source, root };
  nativeTrees.set(file, native);
  return file;
}

/** To the grammar, the CR of a CRLF belongs to the comment before it, and to every block that ends with that comment. */
export function endOfNode(source: string, end: number): number {
  return source[end - 1] === '\r' && source[end] === '\n' ? end - 1 : end;
}

/**
 * Names of the grammar by number, filled as they are met. The binding makes a new string of every name that it is asked
 * for: asking for numbers copies a tree in half the time, and leaves one string a name instead of one a node.
 */
const kinds: (Kind | undefined)[] = [];
const fields: (string | undefined)[] = [];

interface Kind {
  readonly type: string;
  readonly named: boolean;
  /** True for a token that nothing can stand below. Operators of two words, such as `not in`, have children. */
  readonly isLeaf: boolean;
}

function kindAt(cursor: Parser.TreeCursor): Kind {
  const id = cursor.nodeTypeId;
  const known = kinds[id];
  if (known !== undefined) return known;
  const [type, named] = [cursor.nodeType, cursor.nodeIsNamed];
  const kind = { type, named, isLeaf: !named && !type.includes(' ') };
  kinds[id] = kind;
  return kind;
}

function fieldAt(cursor: Parser.TreeCursor): string | null {
  // The binding answers undefined for "none" where its types promise a number.
  const id: number | undefined = cursor.currentFieldId;
  if (id === undefined) return null;
  fields[id] ??= cursor.currentFieldName;
  return fields[id];
}

/** Enters a child while its parent is being copied. Afterwards nobody changes a node. */
function adopt(parent: SyntaxNode, child: SyntaxNode): void {
  const growing = parent as unknown as { children: SyntaxNode[] };
  if (parent.children === NO_CHILDREN) growing.children = [child];
  else growing.children.push(child);
}

/** Walks the native tree once, with a cursor and without recursion. `fault` is the first node that is no valid Python 3. */
function copyTree(tree: Parser.Tree, source: string): { root: SyntaxNode; fault: SyntaxNode | null } | 'too-deep' {
  const cursor = tree.walk();
  let fault: SyntaxNode | null = null;
  let mayHaveChildren = true;
  const copy = (parent: SyntaxNode | null): SyntaxNode => {
    const { type, named, isLeaf } = kindAt(cursor);
    mayHaveChildren = !isLeaf;
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const index = parent?.children.length ?? 0;
    const node = new SyntaxNode({
      type,
      start,
      end: endOfNode(source, end),
      named,
      field: fieldAt(cursor),
      parent,
      index,
      source,
    });
    if (parent !== null && !WHITE_SPACE.has(type)) adopt(parent, node);
    // What is missing takes no room: no other node need be asked.
    if (type === 'ERROR' || (start === end && cursor.nodeIsMissing) || PYTHON_2.has(type)) fault ??= node;
    return node;
  };
  const root = copy(null);
  let node: SyntaxNode = root;
  for (let depth = 0; ; ) {
    if (mayHaveChildren && cursor.gotoFirstChild()) {
      if (++depth > MOST_DEPTH) return 'too-deep';
      node = copy(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return { root, fault };
      depth--;
      node = node.parent ?? root;
    }
    node = copy(node.parent);
  }
}
