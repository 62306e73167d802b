import type { PythonServices, SyntaxNode } from 'codex-codemod';
import { wordsOf } from './event-names.js';
import { isStopped } from './protection.js';
import { calledName, lastName, receiverOf, running } from './syntax.js';

/** Functions and methods that compute a value. They may raise, but they do not end, close or write anything. */
const PURE = new Set(
  (
    'str repr len int float bool round dict list tuple set frozenset type getattr hasattr isinstance issubclass sum min max ' +
    'sorted format hash id abs any all zip enumerate range map filter vars iter next ascii ' +
    'time monotonic perf_counter time_ns monotonic_ns perf_counter_ns process_time thread_time now utcnow today timestamp ' +
    'isoformat strftime total_seconds uuid1 uuid4 hex dumps format_exc format_exception format_tb format_exception_only ' +
    'print_exc getpid gethostname join split strip lstrip rstrip lower upper title replace startswith endswith encode decode ' +
    'get items keys values copy as_dict asdict to_dict model_dump dirname basename abspath current_thread get_ident get_native_id ' +
    'current_task partial exc_info timedelta locals globals getvalue'
  ).split(' '),
);

/** A name that begins with one of these promises a value. */
const PURE_FIRST = new Set(
  'build make format compute calculate calc get describe summarize to as is has elapsed now duration render'.split(' '),
);

/** What is done to lists, sets and dictionaries, and to the console. */
const HARMLESS = new Set('append appendleft add extend insert update setdefault discard clear print echo secho warn'.split(' '));

/** Receivers that are no list, set or dictionary in memory: what is added to them is written somewhere. */
const STORES = new Set('db database conn connection cursor table collection client redis store storage'.split(' '));

/** Receivers whose methods handle their own failures: loggers (https://docs.python.org/3/library/logging.html) and consoles. */
const SELF_CONTAINED = new Set(['logging', 'logger', 'log', 'console', 'stdout', 'stderr', 'structlog']);

const RISKY_TYPES = new Set(['await', 'delete_statement', 'assert_statement', 'raise_statement', 'yield']);

/** True for what is a logger or a console by its name, as `_LOG`, `self.logger` and `logging.getLogger(...)`. */
export function isSelfContained(receiver: SyntaxNode | null): boolean {
  const name = lastName(receiver);
  if (name === 'getLogger' || name === 'get_logger') return true;
  const words = wordsOf(name);
  return words.length === 1 && SELF_CONTAINED.has(words[0] ?? '');
}

/** True for a call that only computes a value; names with a capital letter are taken for classes. */
function isPure(call: SyntaxNode): boolean {
  const name = calledName(call);
  if (name === null) return false;
  const [first = ''] = wordsOf(name);
  return PURE.has(name) || /^_*[A-Z][a-z]/.test(name) || PURE_FIRST.has(first);
}

function isHarmless(call: SyntaxNode, services: PythonServices): boolean {
  if (isPure(call) || fillsMemory(call) || isSelfContained(receiverOf(call)) || isForgivingPop(call)) return true;
  const target = call.child('function');
  const name = target === null ? null : services.imports.qualifiedName(target);
  return name !== null && /^(logging|structlog|loguru|warnings|time|math)\./.test(name);
}

function fillsMemory(call: SyntaxNode): boolean {
  const store = wordsOf(lastName(receiverOf(call))).at(-1) ?? '';
  return HARMLESS.has(calledName(call) ?? '') && !STORES.has(store);
}

/** `os.environ.pop("KEY", None)`: with a default, a mapping has nothing to raise. */
function isForgivingPop(call: SyntaxNode): boolean {
  return calledName(call) === 'pop' && (call.child('arguments')?.namedChildren.length ?? 0) === 2;
}

/** The places under a node that may raise or that wait: calls of unknown effect, `await`, `raise`, `del`, `assert`. */
export function* riskyNodes(root: SyntaxNode, services: PythonServices, shields: readonly string[]): Generator<SyntaxNode> {
  for (const node of running(root)) {
    const risky = RISKY_TYPES.has(node.type) || (node.type === 'call' && !isHarmless(node, services));
    if (risky && !isStopped(node, root, services, shields)) yield node;
  }
}

export function mayRaise(root: SyntaxNode, services: PythonServices, shields: readonly string[]): boolean {
  return !riskyNodes(root, services, shields).next().done;
}

/** True when nothing under the node has an effect beyond its value. */
export function onlyComputes(root: SyntaxNode): boolean {
  for (const node of running(root)) {
    if (RISKY_TYPES.has(node.type) || node.type === 'named_expression') return false;
    if (node.type === 'call' && !isPure(node)) return false;
  }
  return true;
}
