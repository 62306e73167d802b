import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf, receiverOf } from '../program/arguments.js';
import type { Program } from '../program/program.js';
import { stringText } from '../program/string-text.js';
import { unwrap } from '../program/unwrap.js';

/** A call of `add_argument` (or of optparse's `add_option`). */
export interface ArgumentDeclaration {
  readonly call: SyntaxNode;
  readonly parser: SyntaxNode | null;
  /** The attribute of the namespace. */
  readonly dest: string;
  /** `--table`, `-t`, or the name of a positional. */
  readonly strings: readonly string[];
}

/** Every argument that the file declares for an attribute of its namespaces. */
export function declarationsOf(
  program: Program,
  method: 'add_argument' | 'add_option',
  dest: string,
): readonly ArgumentDeclaration[] {
  return (program.calls.get(method) ?? []).flatMap((call) => {
    const declaration = declarationOf(call);
    return declaration?.dest === dest ? [declaration] : [];
  });
}

function declarationOf(call: SyntaxNode): ArgumentDeclaration | null {
  const { positional, keywords } = argumentsOf(call);
  const strings = positional.flatMap((node) => stringText(unwrap(node)) ?? []);
  const named = keywords.get('dest');
  const given = named === undefined ? null : stringText(unwrap(named));
  const dest = given ?? (named === undefined ? destOf(strings) : null);
  return dest === null ? null : { call, parser: receiverOf(call), dest, strings };
}

/** https://docs.python.org/3/library/argparse.html#dest */
function destOf(strings: readonly string[]): string | null {
  const [first] = strings;
  if (first === undefined || first === '') return null;
  if (!first.startsWith('-')) return first;
  const long = strings.find((string) => string.startsWith('--')) ?? first;
  return long.replace(/^-+/, '').replaceAll('-', '_');
}
