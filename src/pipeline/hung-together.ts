import { type Fix, isApplicable } from '../core/fix.js';

/**
 * What a transform of another tool does to the programs of one file, as one fix that is as weak as the weakest: each program may use what
 * another one binds, and nobody has told which changes need each other. Safe fixes of a single program stay what they are in any other file.
 */
export function hungTogether(byPart: readonly (readonly Fix[])[]): readonly Fix[] {
  const fixes = byPart.flat();
  const [first, ...others] = fixes;
  if (first === undefined || others.length === 0) return fixes;
  const isApart =
    byPart.filter((some) => some.length > 0).length === 1 && fixes.every(({ applicability }) => applicability === 'safe');
  return isApart ? fixes : [joined(first, others)];
}

function joined(first: Fix, others: readonly Fix[]): Fix {
  const fixes = [first, ...others];
  const { at, applicability, caveat } = others.reduce(weaker, first);
  return {
    kind: 'fix',
    reason: [...new Set(fixes.map(({ reason }) => reason))].join('; '),
    at,
    applicability,
    caveat,
    edits: fixes.flatMap(({ edits }) => edits),
    imports: fixes.flatMap(({ imports }) => imports),
  };
}

/** The first one where both are as weak. */
function weaker(a: Fix, b: Fix): Fix {
  return isApplicable(a.applicability, b.applicability) && a.applicability !== b.applicability ? b : a;
}
