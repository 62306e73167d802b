import { python3 } from './python.js';

/** One edit of statements to be judged, by what CPython reads before and after it. */
export interface StatementCase {
  readonly kind: 'wrap' | 'sections' | 'nested' | 'insert' | 'remove' | 'replace' | 'except' | 'else' | 'finally' | 'copy';
  /** The file; for `remove`, `replace` and `copy` with {@link MARK} as a statement before the run, for `copy` {@link TARGET} where it goes. */
  readonly before: string;
  readonly after: string;
  /** The place among its siblings of the first statement, or of the inserted one. */
  readonly index: number;
  /** How many statements the run has. */
  readonly count: number;
  /** What takes the place of the run, for `replace`. */
  readonly code?: string;
}

/** Names that no file uses. */
export const MARK = 'codemod_mark';
export const TARGET = 'codemod_target';

/**
 * Undoes each edit on the tree of the edited text (or does it on the tree of the text before) and compares the trees,
 * every constant included.
 */
const JUDGE = `
import ast, json, sys

sys.setrecursionlimit(5_000)

def parse(text):
    return ast.parse(text.encode("utf-8", "surrogatepass"))

def lists(tree):
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            value = getattr(node, name, None)
            if isinstance(value, list):
                yield node, value

def is_mark(node, name):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) and node.value.id == name

def find(tree, test):
    found = [(owner, value, i) for owner, value in lists(tree) for i, node in enumerate(value) if test(node)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} marks")
    return found[0]

def fill(owner, value):
    if not value and not isinstance(owner, ast.Module):
        value.append(ast.Pass())

def wrap(case, before, after):
    def test(node):
        return isinstance(node, ast.Try) and any(isinstance(h.type, ast.Name) and h.type.id == "codemod_mark" for h in node.handlers)
    _, value, i = find(after, test)
    node = value[i]
    if (i, len(node.body), len(node.handlers), node.orelse, node.finalbody) != (case["index"], case["count"], 1, [], []):
        raise LookupError("another run")
    if ast.dump(node.handlers[0]) != HANDLER:
        raise LookupError("another handler")
    value[i:i + 1] = node.body

HANDLER = ast.dump(ast.parse("""
try: pass
except codemod_mark as e:
    if e:
        log('''
  text
''')
    raise
""").body[0].handlers[0])

def sections(case, before, after):
    _, value, i = find(after, lambda node: isinstance(node, ast.Try) and any(is_mark(n, "codemod_mark") for h in node.handlers for n in h.body))
    node = value[i]
    if (i, len(node.body), len(node.finalbody)) != (case["index"], 1, case["count"] - 1):
        raise LookupError("another run")
    value[i:i + 1] = node.body + node.finalbody

def nested(case, before, after):
    _, value, i = find(after, lambda node: isinstance(node, ast.Try) and any(is_mark(n, "codemod_mark") for h in node.handlers for n in h.body))
    node = value[i]
    inner = node.finalbody[0]
    if (i, len(node.body), len(node.finalbody), len(inner.body)) != (case["index"], 1, 1, case["count"] - 1):
        raise LookupError("another run")
    if ast.dump(inner.handlers[0]) != INNER:
        raise LookupError("another handler")
    value[i:i + 1] = node.body + inner.body

INNER = ast.dump(ast.parse("try: pass\\nexcept OSError: log('''\\n  text\\n''')").body[0].handlers[0])

def replace(case, before, after):
    _, value, i = find(before, lambda node: is_mark(node, "codemod_mark"))
    value[i:i + 1 + case["count"]] = ast.parse(case["code"]).body

def insert(case, before, after):
    _, value, i = find(after, lambda node: is_mark(node, "codemod_mark"))
    if i != case["index"]:
        raise LookupError("another place")
    del value[i]

def remove(case, before, after):
    owner, value, i = find(before, lambda node: is_mark(node, "codemod_mark"))
    del value[i:i + 1 + case["count"]]
    fill(owner, value)

def copy(case, before, after):
    _, value, i = find(before, lambda node: is_mark(node, "codemod_mark"))
    run = value[i + 1:i + 1 + case["count"]]
    del value[i]
    _, value, i = find(before, lambda node: is_mark(node, "codemod_target"))
    value[i:i + 1] = run

def add_except(case, before, after):
    nodes = [n for n in ast.walk(after) if isinstance(n, (ast.Try, getattr(ast, "TryStar", ast.Try)))]
    found = [(n, h) for n in nodes for h in n.handlers if isinstance(h.type, ast.Name) and h.type.id == "codemod_mark"]
    (node, handler), = found
    node.handlers.remove(handler)

def add_suite(name):
    def undo(case, before, after):
        (owner, value, i) = find(after, lambda node: is_mark(node, "codemod_mark"))
        if value is not getattr(owner, name) or len(value) != 1:
            raise LookupError("another place")
        value.clear()
    return undo

UNDO = {"wrap": wrap, "sections": sections, "nested": nested, "replace": replace, "insert": insert, "remove": remove, "copy": copy, "except": add_except,
        "else": add_suite("orelse"), "finally": add_suite("finalbody")}

def compiles(text):
    try:
        compile(text, "a.py", "exec", dont_inherit=True)
        return True
    except SyntaxError:
        return False

def fault(case):
    try:
        before = parse(case["before"])
    except (SyntaxError, ValueError):
        return None
    try:
        after = parse(case["after"])
        if case["kind"] not in ("remove", "replace", "copy") and compiles(case["before"]):
            compile(case["after"], "a.py", "exec", dont_inherit=True)
        UNDO[case["kind"]](case, before, after)
    except (SyntaxError, LookupError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    try:
        return "" if ast.dump(before) == ast.dump(after) else "another tree"
    except RecursionError:
        return None

print(json.dumps([fault(case) for case in json.load(sys.stdin)]))
`;

/** What is wrong with each case: an empty string for nothing, null for one that this Python refuses before the edit. */
export function judgeStatements(cases: readonly StatementCase[]): readonly (string | null)[] {
  const { stdout, stderr, status } = python3(['-I', '-S', '-c', JUDGE], { input: JSON.stringify(cases) });
  if (status !== 0) throw new Error(stderr.trim().split('\n').slice(-3).join('\n'));
  return JSON.parse(stdout) as readonly (string | null)[];
}
