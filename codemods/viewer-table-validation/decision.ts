import type { Range } from 'codex-codemod';

/** What becomes of a value that reaches SQL. */
export type Decision<S> = FixDecision<S> | Refusal;

/** A check at the borders of the value. */
export interface FixDecision<S> {
  readonly kind: 'fix';
  readonly source: S;
  readonly at: Range;
  readonly caveats: readonly string[];
  readonly allowsEmpty: boolean;
}

/** What is told instead. */
export interface Refusal {
  readonly kind: 'refuse';
  readonly code: string;
  readonly at: Range;
  readonly message: string;
  readonly question?: string;
}

/** Why some values are checked by one fix, and how safe that is. */
export type Grounds = { readonly reason: string } & (
  | { readonly applicability: 'safe' }
  | { readonly applicability: 'unsafe'; readonly caveat: string }
);

export function groundsOf(group: readonly FixDecision<{ readonly label: string }>[]): Grounds {
  const reason = reasonOf([...new Set(group.map(({ source }) => source.label))]);
  const caveats = [...new Set(group.flatMap((decision) => decision.caveats))];
  return caveats.length === 0
    ? { reason, applicability: 'safe' }
    : { reason, applicability: 'unsafe', caveat: caveats.join('; ') };
}

function reasonOf(labels: readonly string[]): string {
  const [only, another] = labels;
  if (another === undefined) return `The table name from ${only} reaches SQL text without a check.`;
  return `The table names from ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)} reach SQL text without a check.`;
}

/** What is told where the edits of a fix cannot be made. */
export function unplaceable({ source, at }: FixDecision<{ readonly label: string }>): Refusal {
  const message = `${source.label} is not checked, and the check cannot be written here exactly.`;
  return { kind: 'refuse', code: 'TBL007', at, message };
}
