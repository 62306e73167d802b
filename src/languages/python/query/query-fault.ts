/** What is wrong with the text of a query, and where (UTF-16 code units). */
export interface QueryFault {
  readonly offset: number;
  readonly why: string;
}

/** A bracket that is open, and whether what stands in it so far can match nothing at all. */
interface Group {
  readonly offset: number;
  readonly kind: 'node' | 'sequence' | 'choice';
  /** One for every member. */
  readonly nullable: boolean[];
}

const TOKEN = /\s+|;[^\n]*|"(?:[^"\\\n]|\\.)*"|[()[\]]|[?*+]|[^\s()[\]"?*+;]+|./sy;

/**
 * Looks for what tree-sitter 0.22 does not survive: brackets that do not match, which crash it, and the repetition of
 * something that can match nothing, which it never finishes to compile. Everything else is left for it to judge.
 */
export function queryFault(text: string): QueryFault | null {
  const open: Group[] = [{ offset: 0, kind: 'sequence', nullable: [] }];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [token] = match;
    const why = take(token, match.index, text, open);
    if (why !== null) return { offset: match.index, why };
  }
  const unclosed = open[1];
  return unclosed === undefined ? null : { offset: unclosed.offset, why: `"${text[unclosed.offset]}" is never closed` };
}

/** Carries the state over one token; the answer is what is wrong with it, or null. */
function take(token: string, offset: number, text: string, open: Group[]): string | null {
  const group = open.at(-1);
  if (group === undefined) return null;
  const last = group.nullable.length - 1;
  if (/^[\s;]/.test(token)) return null;
  if (token === '"') return 'the string is never closed';
  if (token === '[') open.push({ offset, kind: 'choice', nullable: [] });
  else if (token === '(') open.push({ offset, kind: kindOf(text, offset), nullable: [] });
  else if (token === ')' || token === ']') {
    const expected = group.kind === 'choice' ? ']' : ')';
    if (open.length === 1 || token !== expected) return `"${token}" closes nothing`;
    open.pop();
    open.at(-1)?.nullable.push(isNullable(group));
  } else if (/^[?*+]$/.test(token)) {
    if (group.nullable[last] === true) return `"${token}" repeats something that can match nothing`;
    if (last >= 0 && token !== '+') group.nullable[last] = true;
  } else if (!/^[@#.!]|:$/.test(token)) group.nullable.push(false);
  return null;
}

/** A bracket with a name behind it is a node; with a `#` a predicate, which is as harmless; else it groups. */
function kindOf(text: string, offset: number): Group['kind'] {
  return /^\(\s*[\w#-]/.test(text.slice(offset, offset + 200)) ? 'node' : 'sequence';
}

function isNullable({ kind, nullable }: Group): boolean {
  if (kind === 'node' || nullable.length === 0) return false;
  return kind === 'choice' ? nullable.includes(true) : nullable.every((member) => member);
}
