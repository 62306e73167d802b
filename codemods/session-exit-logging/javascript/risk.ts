import type { NodePath } from 'codex-codemod';
import { wordsOf } from '../event-names.js';
import { isStopped } from './protection.js';
import {
  type CallPath,
  calledName,
  calleeOf,
  childOf,
  isCall,
  isGlobal,
  lastName,
  objectOf,
  receiverOf,
  running,
} from './syntax.js';

/** Globals that compute a value, schedule or take back something, and do not fail on what they are usually given. */
const HARMLESS_GLOBALS = new Set(
  'String Number Boolean BigInt Symbol Array Object parseInt parseFloat isNaN clearTimeout clearInterval clearImmediate structuredClone'.split(
    ' ',
  ),
);

/** Globals whose methods compute. */
const COMPUTING_GLOBALS = new Set('Math Date JSON Object Array Number String Reflect performance Intl crypto'.split(' '));

/** Names of methods that compute a value, or change what lies in memory. */
const HARMLESS = new Set(
  (
    'toString toISOString toJSON toFixed valueOf getTime now join slice split trim padStart padEnd toLowerCase toUpperCase concat ' +
    'includes indexOf startsWith endsWith replace replaceAll keys values entries has push unshift hrtime uptime memoryUsage cwd ' +
    'bigint unref ref removeListener removeAllListeners removeEventListener off abort'
  ).split(' '),
);

/** What is done to sets and maps in memory; of anything else it is written somewhere. */
const IN_MEMORY = new Set('add set get delete clear pop shift splice'.split(' '));
const STORES = new Set(
  'db database conn connection cursor table collection client redis store storage cache knex prisma repo repository'.split(' '),
);

/** Loggers and consoles by their names: their methods handle their own failures. */
const SELF_CONTAINED = new Set('logger log console stdout stderr winston pino'.split(' '));

const PURE_FIRST = new Set(
  'build make format compute calculate calc get describe summarize to as is has elapsed now duration render'.split(' '),
);

/** True for what is a logger or a console by its name, as `console`, `this.logger`, `this._log`. */
export function isSelfContained(receiver: NodePath | null): boolean {
  if (receiver === null) return false;
  const words = wordsOf(lastName(receiver));
  return words.length === 1 && SELF_CONTAINED.has(words[0] ?? '');
}

function isHarmlessCall(call: CallPath): boolean {
  const callee = calleeOf(call);
  if (callee.isIdentifier()) {
    const { name } = callee.node;
    return isGlobal(callee, name) ? HARMLESS_GLOBALS.has(name) : PURE_FIRST.has(wordsOf(name)[0] ?? '');
  }
  const object = objectOf(callee);
  if (object === null) return false;
  if (isSelfContained(object)) return true;
  const name = calledName(call);
  if (object.isIdentifier() && COMPUTING_GLOBALS.has(object.node.name) && isGlobal(object, object.node.name)) return true;
  if (IN_MEMORY.has(name)) return !STORES.has(wordsOf(lastName(object)).at(-1) ?? '');
  return HARMLESS.has(name) || PURE_FIRST.has(wordsOf(name)[0] ?? '');
}

/** Classes of the language, which are made without more ado. */
const HARMLESS_CLASSES = new Set(
  'Date Error TypeError RangeError AggregateError Map Set WeakMap WeakSet Array Object URLSearchParams'.split(' '),
);

function isRisky(path: NodePath): boolean {
  if (isCall(path)) return !isHarmlessCall(path);
  if (path.isNewExpression()) {
    const callee = childOf(path, 'callee');
    return !(callee?.isIdentifier() === true && HARMLESS_CLASSES.has(callee.node.name));
  }
  return (
    path.isAwaitExpression() ||
    path.isYieldExpression() ||
    path.isThrowStatement() ||
    path.isTaggedTemplateExpression() ||
    path.isForOfStatement({ await: true })
  );
}

/** The places under a node that may throw or that wait, but for those whose failure is stopped below it. */
export function riskyPaths(root: NodePath): readonly NodePath[] {
  return running(root).filter((path) => isRisky(path) && !isStopped(path, root));
}

export function mayThrow(root: NodePath): boolean {
  return riskyPaths(root).length > 0;
}

/** True when nothing under the node has an effect beyond its value, or may fail but for what it is computed from. */
export function onlyComputes(root: NodePath): boolean {
  return running(root).every((path) => {
    if (isRisky(path) || path.isAssignmentExpression() || path.isUpdateExpression()) return false;
    if (path.isUnaryExpression({ operator: 'delete' })) return false;
    return !isCall(path) || !changesMemory(path);
  });
}

/** What is computed by these stays what it was before. */
function changesMemory(call: CallPath): boolean {
  const name = calledName(call);
  if (/^(clear\w+|push|unshift|abort|off|ref|unref|remove\w+)$/.test(name)) return true;
  const receiver = receiverOf(call);
  return receiver !== null && IN_MEMORY.has(name) && name !== 'get';
}
