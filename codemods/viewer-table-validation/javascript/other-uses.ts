import type { NodePath } from 'codex-codemod';
import type { OtherUse as CommonUse } from '../other-uses.js';
import { wholeOf } from './carriers.js';
import { OTHERS, SQLITE } from './drivers.js';
import { patternStrength, type Regex, regexOf } from './guards/regex.js';
import { boundValue } from './program/bound-value.js';
import { argumentsOf, calledName, calleeExpression, isCall, receiverOf } from './program/calls.js';
import { isMember, keyName, objectOf, stringText } from './program/names.js';
import { type Program, qualifiedName } from './program/program.js';
import type { Call } from './program/spot.js';

type OtherUse = CommonUse<NodePath>;

/** Modules whose functions take paths, addresses and commands. */
const TAKES_OTHER =
  /^(fs|path|child_process|url|http|https|net|module|glob|fast-glob|globby|csv-parse|csv-parser|execa|axios|undici|node-fetch)(\.|\/|$)/;

const GLOBALS: ReadonlySet<string> = new Set('Number parseInt parseFloat BigInt isNaN require fetch URL Date eval'.split(' '));

/** Methods that compare the value with a literal. */
const COMPARES: ReadonlySet<string> = new Set('startsWith endsWith split includes indexOf lastIndexOf'.split(' '));

/** The first place where the file compares a value with what is no name, or takes it for something else; or null. */
export function otherUseOf(
  program: Program,
  carriers: readonly NodePath[],
  isWanted: (text: string) => boolean,
): OtherUse | null {
  for (const carrier of carriers) {
    const found = useAt(program, carrier, isWanted) ?? useAt(program, wholeOf(carrier), isWanted);
    if (found !== null) return found;
  }
  return null;
}

function useAt(program: Program, path: NodePath, isWanted: (text: string) => boolean): OtherUse | null {
  const { parentPath } = path;
  if (parentPath === null) return null;
  const given = path.listKey === 'arguments' && (isCall(parentPath) || parentPath.isNewExpression()) ? parentPath : null;
  if (given !== null && takesOther(program, given)) {
    return { at: given, what: `gives it to ${calledName(given)} as well`, isOther: true };
  }
  const regex = matchedBy(path);
  if (regex !== null) return { at: parentPath, what: `compares it with /${regex.pattern}/`, isOther: false };
  const literal = comparedWith(path)
    .flatMap((one) => textsOf(program, one))
    .find(isWanted);
  return literal === undefined ? null : { at: parentPath, what: `compares it with ${JSON.stringify(literal)}`, isOther: false };
}

/** A regular expression that asks for something else than a name: `/^--/.test(word)`. */
function matchedBy(path: NodePath): Regex | null {
  const { parentPath: parent } = path;
  if (parent === null) return null;
  const call = isMember(parent) && parent.key === 'callee' ? parent.parentPath : parent;
  if (call === null || !isCall(call) || !['test', 'exec', 'match', 'search'].includes(calledName(call))) return null;
  const [first] = argumentsOf(call);
  const pattern = path.key === 'object' ? first : first?.node === path.node ? receiverOf(call) : null;
  const regex = pattern === null || pattern === undefined ? null : regexOf(pattern);
  if (regex === null) return null;
  const { pattern: body, flags } = regex;
  const isOfNames =
    patternStrength(body, flags, 'test') === 'strong' || patternStrength(body, flags, 'finds-others') === 'strong';
  return isOfNames ? null : regex;
}

function takesOther(program: Program, call: Call): boolean {
  const callee = calleeExpression(call);
  const name = qualifiedName(program, callee);
  if (name !== null) return TAKES_OTHER.test(name) || (call.isNewExpression() && (SQLITE.test(name) || OTHERS.test(name)));
  if (callee.isImport()) return true;
  return callee.isIdentifier() && GLOBALS.has(callee.node.name) && !callee.scope.hasBinding(callee.node.name, true);
}

/** The expressions with whose texts a value is compared at a place. */
function comparedWith(path: NodePath): readonly NodePath[] {
  const { parentPath: parent } = path;
  if (parent?.isBinaryExpression() === true && /^[!=]==?$/.test(parent.node.operator)) {
    return [path.key === 'left' ? parent.get('right') : (parent.get('left') as NodePath)];
  }
  if (parent?.isSwitchStatement() === true)
    return parent.get('cases').flatMap((one) => (one.node.test ? [one.get('test') as NodePath] : []));
  if (parent === null || parent === undefined) return [];
  if (isMember(parent)) {
    // `ALIASES[name]`
    if (path.key === 'property' && parent.node.computed) return [objectOf(parent)];
    const call = parent.parentPath;
    return isCall(call) && parent.key === 'callee' && COMPARES.has(calledName(call)) ? argumentsOf(call) : [];
  }
  // `NAMES.includes(name)`, `ALIASES.get(name)`
  const isAsked =
    isCall(parent) && path.listKey === 'arguments' && ['includes', 'has', 'get', 'indexOf'].includes(calledName(parent));
  const callee = isAsked ? calleeExpression(parent) : null;
  return callee !== null && isMember(callee) ? [boundValue(objectOf(callee))] : [];
}

/** A literal, those of a list or a set, or the keys of an object or a map, also where a name stands for them. */
function textsOf(program: Program, raw: NodePath): readonly string[] {
  const path = boundValue(raw);
  const text = stringText(path);
  if (text !== null) return [text];
  if (path.isNewExpression())
    return argumentsOf(path)
      .slice(0, 1)
      .flatMap((first) => textsOf(program, first));
  if (path.isArrayExpression()) {
    return (path.get('elements') as readonly NodePath[]).flatMap((item) =>
      item.node === null ? [] : textsOf(program, item).slice(0, 1),
    );
  }
  if (!path.isObjectExpression()) return [];
  return path.node.properties.flatMap((property) =>
    property.type === 'SpreadElement' ? [] : (keyName(property.key, property.computed) ?? []),
  );
}
