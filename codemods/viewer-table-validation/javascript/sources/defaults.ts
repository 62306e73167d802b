import type { NodePath } from 'codex-codemod';
import { boundValue } from '../program/bound-value.js';
import { stringText } from '../program/names.js';

export interface Defaults {
  readonly written: readonly string[];
  /** One that is known only when the program runs. */
  readonly unknown: NodePath | null;
}

/** The texts that stand in for a value that nobody types, also those of a list. */
export function defaultsOf(values: readonly (NodePath | null)[]): Defaults {
  const written: string[] = [];
  let unknown: NodePath | null = null;
  for (const given of values) {
    if (given === null) continue;
    for (const value of itemsOf(boundValue(given))) {
      const text = stringText(boundValue(value));
      if (text !== null) written.push(text);
      else if (!isNoText(value)) unknown ??= given;
    }
  }
  return { written, unknown };
}

function itemsOf(value: NodePath): readonly NodePath[] {
  return value.isArrayExpression() ? (value.get('elements') as readonly NodePath[]).filter(({ node }) => node !== null) : [value];
}

function isNoText(value: NodePath): boolean {
  const isLiteral = value.isNullLiteral() || value.isBooleanLiteral() || value.isNumericLiteral();
  return isLiteral || value.isIdentifier({ name: 'undefined' });
}
