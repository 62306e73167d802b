import type { NodePath } from 'codex-codemod';
import { patternStrength as commonStrength } from '../../guards/pattern-strength.js';
import type { Strength } from '../../guards/strength.js';
import { boundValue } from '../program/bound-value.js';
import { argumentAt, calleeExpression } from '../program/calls.js';
import { stringText } from '../program/names.js';

export interface Regex {
  readonly pattern: string;
  readonly flags: string;
}

/** Classes of Unicode that hold nothing but letters, digits and the like. */
const LETTERS = /\\p\{(?:L[ulmot]?|Letter|N[dl]?|Number|Alphabetic|ID_Start|ID_Continue|XID_Start|XID_Continue)\}/g;

/** What a regular expression lets through when the value is used as the name of a table: where it is found, or where it is not. */
export function patternStrength(pattern: string, flags: string, use: 'test' | 'finds-others'): Strength {
  // With the flag m, `^` and `$` stand at every line: https://tc39.es/ecma262/#sec-compileassertion
  if (flags.includes('m') && use === 'test') return 'weak';
  // In JavaScript these are letters.
  if (/\\[AZz]/.test(pattern)) return 'weak';
  const plain = pattern.replace(/\(\?<\w+>/g, '(').replace(LETTERS, '\\w');
  // Without it, `$` stands at the very end, as \Z does in Python.
  return commonStrength(plain.replace(/(?<!\\)\$$/, '\\Z'), use === 'test' ? 'search' : 'finds-others');
}

/** The regular expression that an expression stands for: `/x/g`, `new RegExp('x', 'g')`, or a name for one. */
export function regexOf(raw: NodePath): Regex | null {
  const path = boundValue(raw);
  if (path.isRegExpLiteral()) return { pattern: path.node.pattern, flags: path.node.flags };
  if (!path.isNewExpression() && !path.isCallExpression()) return null;
  if (!calleeExpression(path).isIdentifier({ name: 'RegExp' })) return null;
  const [body, flags] = [argumentAt(path, 0), argumentAt(path, 1)];
  const pattern = body === null ? null : stringText(body);
  const marks = flags === null ? '' : stringText(flags);
  return pattern === null || marks === null ? null : { pattern, flags: marks };
}
