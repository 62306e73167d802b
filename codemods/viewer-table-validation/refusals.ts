import type { Refusal } from './decision.js';
import type { OtherUse } from './other-uses.js';
import type { OwnTable } from './own-tables.js';
import type { Obstacle, Source } from './sources/source.js';
import type { Tree } from './tree.js';
import type { Way } from './values/way.js';

/** What a refusal tells of a value from the command line. */
type Value<N> = Pick<Source, 'label' | 'defaults' | 'speaksOfOthers'> & { readonly obstacle: Obstacle<N> | null };

/** Names that the check lets through. */
const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** True for a text that the check would refuse. What becomes of an empty one is decided apart. */
export function isRefused(name: string): boolean {
  return name !== '' && !PLAIN.test(name);
}

/** Columns and clauses are told, once for each place. */
export function clauses<N>(tree: Tree<N>, { label }: Value<N>, ways: readonly Way<N>[]): readonly Refusal[] {
  const open = ways.filter(
    ({ role, leaf }) => role.kind === 'clause' && leaf.traits.weak === undefined && leaf.traits.opaque === undefined,
  );
  const places = new Map(open.map(({ leaf }) => [tree.rangeOf(leaf.hole).start, leaf.hole]));
  return [...places.values()].map((hole) => refuse(tree, 'TBL005', hole, `${label} is a column or a clause of an SQL text.`));
}

/** The value itself is no name, or there is no place for its check. */
export function ownRefusal<N>(tree: Tree<N>, value: Value<N>, { leaf }: Way<N>): Refusal | null {
  if (leaf.traits.path !== undefined) return pathRefusal(tree, value, leaf.hole);
  const { obstacle, label } = value;
  if (obstacle === null) return null;
  const message = `${label} is a table name in SQL text and is not checked: ${obstacle.message}.`;
  const question = 'Where should the name be checked, and which names are right?';
  return { ...refuse(tree, obstacle.code, obstacle.at ?? leaf.hole, message), question };
}

/** What becomes of the value on one of its ways into the names of tables, or elsewhere in SQL. */
export function refusalOnTheWay<N>(
  tree: Tree<N>,
  value: Value<N>,
  tables: readonly Way<N>[],
  ways: readonly Way<N>[],
): Refusal | null {
  for (const table of tables) {
    const refusal = wayRefusal(tree, value, table);
    if (refusal !== null) return refusal;
  }
  const [first] = tables;
  if (first === undefined) return null;
  const { hole } = first.leaf;
  return ways.some(({ role }) => role.kind === 'literal')
    ? refuse(tree, 'TBL004', hole, `${value.label} is a table here and stands inside of an SQL string elsewhere.`)
    : namesRefusal(tree, value, hole, tables);
}

function wayRefusal<N>(tree: Tree<N>, value: Value<N>, { leaf, role }: Way<N>): Refusal | null {
  const { label } = value;
  const { path, weak, opaque, cut } = leaf.traits;
  if (path !== undefined) return pathRefusal(tree, value, leaf.hole);
  if (weak !== undefined) return refuse(tree, 'TBL008', weak, `This check of ${label} lets names through that are none.`);
  if (opaque !== undefined) {
    return refuse(tree, 'TBL007', leaf.hole, `${label} goes through ${opaque.name}, whose code is not in this file.`);
  }
  return cut !== undefined || role.part
    ? refuse(tree, 'TBL007', leaf.hole, `${label} and the table name are not the same text: one is a part of the other.`)
    : null;
}

function pathRefusal<N>(tree: Tree<N>, { label }: Value<N>, hole: N): Refusal {
  return refuse(tree, 'TBL001', hole, `This table name is made of a file name (${label}) and is not checked.`);
}

/** What the file itself shows of the names that are meant. */
function namesRefusal<N>(tree: Tree<N>, value: Value<N>, hole: N, tables: readonly Way<N>[]): Refusal | null {
  const other = [...value.defaults, ...tables.flatMap(({ leaf }) => leaf.instead)].find(isRefused);
  if (other !== undefined) return tooStrict(tree, value, hole, `the file itself uses ${JSON.stringify(other)}`);
  if (tables.some(({ leaf }) => leaf.traits.replaced !== undefined)) {
    return unchecked(tree, 'TBL003', value, hole, 'characters that a strict check would refuse are replaced first');
  }
  return value.speaksOfOthers ? tooStrict(tree, value, hole, 'its help speaks of other forms than plain names') : null;
}

/** A table that the file makes under a name that the check would refuse. Of a schema in front a caveat tells. */
export function ownTableRefusal<N>(
  tree: Tree<N>,
  value: Value<N>,
  { leaf }: Way<N>,
  tables: readonly OwnTable<N>[],
): Refusal | null {
  const table = tables.find(({ name }) => !name.split('.').every((part) => PLAIN.test(part)));
  if (table === undefined) return null;
  const why = `line ${tree.lineOf(table.at)} creates the table ${JSON.stringify(table.name)}`;
  return tooStrict(tree, value, leaf.hole, why);
}

/** What else the file does with the value: it may be compared with what is no name, or be a path as well. */
export function otherUseRefusal<N>(tree: Tree<N>, value: Value<N>, { leaf }: Way<N>, use: OtherUse<N>): Refusal {
  const what = `in line ${tree.lineOf(use.at)} the file ${use.what}`;
  return use.isOther
    ? refuse(tree, 'TBL007', leaf.hole, `${value.label} is a table here, and ${what}.`)
    : tooStrict(tree, value, leaf.hole, what);
}

/** The file shows that names are right which the check would refuse. */
export function tooStrict<N>(tree: Tree<N>, value: Pick<Value<N>, 'label'>, hole: N, why: string): Refusal {
  return unchecked(tree, 'TBL003', value, hole, `${why}, which a strict check would refuse`);
}

export function unchecked<N>(tree: Tree<N>, code: string, { label }: Pick<Value<N>, 'label'>, hole: N, why: string): Refusal {
  return refuse(tree, code, hole, `${label} is not checked: ${why}.`);
}

function refuse<N>(tree: Tree<N>, code: string, at: N, message: string): Refusal {
  return { kind: 'refuse', code, at: tree.rangeOf(at), message };
}
