import type { SyntaxNode } from 'codex-codemod';
import { type FunctionFacts, receiverOf } from './functions.js';

/** Arguments with which a generated test calls a function, as Python writes them: what its parameters seem to want. */
export function sampleArguments(facts: FunctionFacts): string {
  const parameters = facts.node.child('parameters')?.children.filter(({ named }) => named) ?? [];
  const own = receiverOf(facts) === null ? parameters : parameters.slice(1);
  const samples: string[] = [];
  let keywordOnly = false;
  for (const parameter of own) {
    if (parameter.type === 'keyword_separator' || parameter.type === 'list_splat_pattern') keywordOnly = true;
    const name =
      parameter.type === 'identifier' ? parameter : parameter.type === 'typed_parameter' ? parameter.namedChildren[0] : null;
    if (name?.type === 'list_splat_pattern') keywordOnly = true;
    // Whatever has a default can be left out.
    if (name?.type !== 'identifier') continue;
    const sample = sampleFor(name.text, parameter.child('type'));
    samples.push(keywordOnly ? `${name.text}=${sample}` : sample);
  }
  return samples.join(', ');
}

const BY_TYPE: readonly (readonly [RegExp, string])[] = [
  [/\bPath(Like)?\b/, 'pathlib.Path("test.db")'],
  [/\b(dict|Dict|Mapping|MutableMapping)\b/, '{}'],
  [/\b(list|List|Sequence|Iterable|Iterator|Collection|tuple|Tuple|set|Set)\b/, '[]'],
  [/\bbool\b/, 'False'],
  [/\bint\b/, '1'],
  [/\bfloat\b/, '1.0'],
  [/\bbytes\b/, 'b"x"'],
];

const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/path|file|database|(^|_)db$|dsn|uri/i, '"test.db"'],
  [/(^|_)(sql|query|statement)$/i, '"SELECT 1"'],
  [/(^|_)(id|count|limit|number|num|n|size|days|amount|index|offset|max|min|timeout|ts|timestamp)$/i, '1'],
  [/(rows|items|values|records|lines|params|args|names|entries|data)$/i, '[]'],
];

function sampleFor(name: string, type: SyntaxNode | null): string {
  const byType = type === null ? undefined : BY_TYPE.find(([pattern]) => pattern.test(type.text))?.[1];
  if (byType !== undefined) return byType;
  return BY_NAME.find(([pattern, sample]) => pattern.test(name) && (type === null || sample.startsWith('"')))?.[1] ?? '"x"';
}
