import { hasHole, holesIn, type Token, tokensOf } from './tokens.js';

/** What a hole is for. `part` when it is the end or the middle of a name: what begins a name has to be one itself. */
export interface Role {
  readonly kind: 'table' | 'literal' | 'clause' | 'other';
  /** The quote around a name: `"`, `[`, a backtick, or `'` where SQLite takes a string for a name. */
  readonly quote: string | null;
  readonly part: boolean;
}

const VERBS = new Set(
  `SELECT INSERT UPDATE DELETE CREATE DROP ALTER WITH PRAGMA TRUNCATE COPY ANALYZE ANALYSE VACUUM REINDEX REPLACE MERGE DESCRIBE
  DESC SHOW EXPLAIN LOCK ATTACH GRANT REVOKE BEGIN SET USE OPTIMIZE REPAIR MSCK CALL LOAD UNLOAD UPSERT REFRESH CLUSTER COMMENT
  RENAME VALUES COMMIT`.split(/\s+/),
);

/** Words after which a table is named. */
const BEFORE_TABLE = new Set(
  'FROM INTO TABLE UPDATE JOIN COPY TRUNCATE VACUUM ANALYZE REINDEX DESCRIBE REFERENCES ONLY'.split(' '),
);

/** Pragmas and functions of SQLite whose argument is a table. */
const TABLE_PRAGMAS = /^(pragma_)?(table_info|table_xinfo|index_list|foreign_key_list|foreign_key_check)$/i;

/** Functions in which FROM stands before a value. */
const FROM_FUNCTIONS = new Set(['EXTRACT', 'TRIM', 'SUBSTRING', 'OVERLAY', 'POSITION', 'DATE_PART']);

/** Words after which a column, or a whole clause, stands. */
const BEFORE_CLAUSE = new Set('SELECT DISTINCT BY WHERE HAVING SET AND OR NOT ON COLUMN RETURNING ALL'.split(' '));

const OTHER: Role = { kind: 'other', quote: null, part: false };

/** What each hole of an SQL text is for, by its number. Nothing when the text does not begin as SQL does. */
export function rolesOf(sql: string): ReadonlyMap<number, Role> {
  const roles = new Map<number, Role>();
  const tokens = tokensOf(sql);
  if (!beginsAsSql(tokens)) return roles;
  for (const [index, token] of tokens.entries()) {
    if (!hasHole(token.text)) continue;
    for (const hole of holesIn(token.text)) if (!roles.has(hole)) roles.set(hole, roleAt(tokens, index));
  }
  return roles;
}

function beginsAsSql(tokens: readonly Token[]): boolean {
  const first = tokens.find((token) => token.text !== '(' && token.text !== ';');
  if (first === undefined) return false;
  return first.kind === 'hole' ? tokens.some((token) => token.text === 'FROM' || token.text === 'INTO') : VERBS.has(upper(first));
}

function roleAt(tokens: readonly Token[], index: number): Role {
  const token = tokens[index];
  if (token === undefined) return OTHER;
  const quote = token.kind === 'quoted' ? token.text.charAt(0) : null;
  const inner = quote === null ? token.text : token.text.slice(1, -1);
  const part = !isHoleAt(inner, 0);
  const isAlone = inner.length === 1;
  const first = startOfName(tokens, index);
  const isLast = tokens[index + 1]?.text !== '.';
  // The schema in front of a table is a part of its name.
  if (isTable(tokens, first)) return { kind: 'table', quote, part: part || !isLast };
  if (quote === "'") return { kind: 'literal', quote, part };
  if (quote !== null || !isAlone || !isLast || first !== index) return OTHER;
  return isClause(tokens, first) ? { kind: 'clause', quote: null, part } : OTHER;
}

/** Where a dotted name begins: `main` of `main.logs`. */
function startOfName(tokens: readonly Token[], index: number): number {
  let first = index;
  while (tokens[first - 1]?.text === '.' && tokens[first - 2] !== undefined) first -= 2;
  return first;
}

function isTable(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (before === undefined) return false;
  const word = upper(before);
  if (word === '(') return TABLE_PRAGMAS.test(tokens[index - 2]?.text ?? '');
  if (word === 'EXISTS') return ['IF', 'NOT'].includes(upper(tokens[index - 2])) && !namesIndex(tokens);
  if (word === 'TO') return tokens.slice(0, index).some((token) => upper(token) === 'RENAME');
  if (word === 'ON') return isIndex(tokens);
  if (word === ',') return followsTable(tokens, index - 1);
  if (word === 'FROM') return isFromOfQuery(tokens, index - 1);
  if (word === 'UPDATE') return !['FOR', 'ON', 'DO'].includes(upper(tokens[index - 2]));
  return before.kind === 'word' && BEFORE_TABLE.has(word);
}

/** `DROP INDEX IF EXISTS name`: an index, a trigger or a view is no table. */
function namesIndex(tokens: readonly Token[]): boolean {
  return tokens
    .slice(1, 4)
    .some((token) => /^(INDEX|TRIGGER|SCHEMA|DATABASE|FUNCTION|PROCEDURE|SEQUENCE|TYPE|ROLE|USER)$/.test(upper(token)));
}

/** `CREATE UNIQUE INDEX name ON table (...)` */
function isIndex(tokens: readonly Token[]): boolean {
  return upper(tokens[0]) === 'CREATE' && tokens.slice(1, 3).some((token) => upper(token) === 'INDEX');
}

/** False for `EXTRACT(year FROM x)`, `x IS DISTINCT FROM y` and `COPY t FROM file`. */
function isFromOfQuery(tokens: readonly Token[], index: number): boolean {
  if (upper(tokens[index - 1]) === 'DISTINCT' && ['IS', 'NOT'].includes(upper(tokens[index - 2]))) return false;
  if (upper(tokens[0]) === 'COPY') return false;
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const text = tokens[at]?.text;
    if (text === ')') depth++;
    if (text === '(' && depth-- === 0) return !FROM_FUNCTIONS.has(upper(tokens[at - 1]));
  }
  return true;
}

/** `FROM a, b`: the comma parts tables when nothing but names stands between it and FROM. */
function followsTable(tokens: readonly Token[], comma: number): boolean {
  for (let at = comma - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token === undefined) return false;
    const word = upper(token);
    if (word === 'FROM') return isFromOfQuery(tokens, at);
    const isName =
      token.kind !== 'mark' && !BEFORE_CLAUSE.has(word) && !['SELECT', 'JOIN', 'USING', 'INTO', 'VALUES'].includes(word);
    if (!isName && token.text !== ',' && token.text !== '.') return false;
  }
  return false;
}

/** After SELECT, WHERE, ORDER BY and the like, or where no value can stand: right behind a name. */
function isClause(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  if (before === undefined) return false;
  if (BEFORE_CLAUSE.has(upper(before))) return true;
  // `INSERT INTO logs (columns)` and `SELECT * FROM logs clause`
  const name = before.text === '(' ? index - 2 : index - 1;
  const kind = tokens[name]?.kind;
  return (kind === 'word' || kind === 'hole') && isTable(tokens, startOfName(tokens, name));
}

function isHoleAt(text: string, index: number): boolean {
  return hasHole(text.charAt(index));
}

function upper(token: Token | undefined): string {
  return token?.text.toUpperCase() ?? '';
}
