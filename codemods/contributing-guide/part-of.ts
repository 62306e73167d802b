import type { Edit, Part } from 'codex-codemod';

/** A change of a guide, told at its first edit. @param caveat empty for a safe one. */
export function partOf(reason: string, edits: readonly Edit[], caveat = ''): Part {
  const at = { start: edits[0]?.start ?? 0, end: edits[0]?.end ?? 0 };
  return caveat === '' ? { reason, at, edits } : { reason, at, edits, applicability: 'unsafe', caveat };
}
