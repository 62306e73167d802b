import type { SgNode } from '@ast-grep/napi';

/** What the comments of a file hold back, in ast-grep's own words: https://ast-grep.github.io/guide/project/severity.html. */
export interface Ignores {
  holds(rule: string, node: SgNode): boolean;
}

const MARK = 'ast-grep-ignore';

/** The rules that a comment names; null: all of them. */
type Named = ReadonlySet<string> | null;

export function readIgnores(root: SgNode, text: string): Ignores {
  if (!text.includes(MARK)) return { holds: () => false };
  const lines = new Map<number, Named>();
  let file: Named = new Set();
  for (const node of root.findAll({ rule: { regex: MARK } })) {
    if (!String(node.kind()).includes('comment')) continue;
    const line = lineHeld(node);
    if (line === 'file') file = namedIn(node.text());
    else lines.set(line, namedIn(node.text()));
  }
  const holds = (named: Named | undefined, rule: string): boolean => named !== undefined && (named === null || named.has(rule));
  return { holds: (rule, node) => holds(file, rule) || holds(lines.get(node.range().start.line), rule) };
}

/**
 * Beside code, a comment is about the line on which that code begins; by itself, about the next line. On the first line with nothing
 * below it, it is about the file. Lines count from 0.
 */
function lineHeld(comment: SgNode): number | 'file' {
  const { line } = comment.range().start;
  const before = comment.prev();
  if (before !== null && before.range().end.line === line) return before.range().start.line;
  const below = comment.next();
  return line === 0 && (below === null || below.range().start.line >= 2) ? 'file' : line + 1;
}

function namedIn(comment: string): Named {
  const behind = comment.slice(comment.indexOf(MARK) + MARK.length);
  const colon = behind.indexOf(':');
  if (colon < 0) return null;
  const names = behind
    .slice(colon + 1)
    .trimEnd()
    .split(',');
  return new Set(names.map((name) => name.trimStart().split(' ')[0] ?? ''));
}
