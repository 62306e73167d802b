import { isUtf8 } from 'node:buffer';
import { byCodeUnits } from '../../../core/by-code-units.js';
import type { Change, ContentId } from '../../../core/change.js';
import { replaceRange } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import { fixKey } from '../../../core/fix-key.js';
import { sha256 } from '../../../core/hash.js';
import { INVENTORY_PATHS, INVENTORY_STEP, isInventoryChange, isInventoryPath } from '../../../core/inventory-step.js';
import type { Plan } from '../../../core/plan.js';
import { inventoryBytes, inventoryHash } from '../../../inventory/format.js';
import { standingHash } from '../../../inventory/standing.js';
import { inventoryOfTree } from '../../../inventory/tree-inventory.js';
import type { GitTree } from '../../../trees/bare/git-tree.js';
import type { Image, Images } from '../../units/images.js';
import { treeEdits } from '../../units/tree-edits.js';

const REASON = 'The inventory tells what the repository holds after this change.';

/** A plan with the files that it was made on. */
export interface PlanWithImages {
  readonly plan: Plan;
  readonly images: Images;
}

/**
 * The plan with one more change: the inventory of what it leaves, as `codemod inventory` writes it there. One that is up to date
 * already is left as it is.
 *
 * @throws CodemodError `write-refused` where something else stands in its place, and as the tree does.
 */
export async function withInventory(given: PlanWithImages, tree: GitTree): Promise<PlanWithImages> {
  const plan = withoutInventory(given.plan);
  const made = treeEdits(plan, given.images);
  if (made.kind === 'failed') throw new CodemodError(made.code, `${made.path}: ${made.message}`, { path: made.path });
  const entries = await inventoryOfTree(tree, made.edits);
  const standing = await standingIn(tree);
  const images = new Map([...given.images].filter(([path]) => !isInventoryPath(path)));
  const path = standing[0]?.path ?? INVENTORY_PATHS.plain;
  const compressed = path === INVENTORY_PATHS.compressed;
  const [first, other] = standing;
  const isSame = first !== undefined && standingHash({ name: path, compressed, bytes: first.bytes }) === inventoryHash(entries);
  if (isSame) return { plan, images };
  const chunks: Buffer[] = [];
  for await (const chunk of inventoryBytes(entries, compressed)) chunks.push(chunk);
  const own = [written(path, first ?? null, Buffer.concat(chunks), plan.tool)];
  // As where it is run in a checkout: the new one is the only one.
  if (other !== undefined)
    own.push({ kind: 'delete', path: other.path, before: idOf(other.bytes, other.mode), ...by(plan.tool) });
  for (const { path, bytes, mode } of standing) images.set(path, { bytes, mode });
  return {
    plan: {
      ...plan,
      codemods: [...plan.codemods, { name: INVENTORY_STEP, version: plan.tool, params: {} }],
      changes: [...plan.changes, ...own].sort((a, b) => byCodeUnits(a.path, b.path)),
    },
    images,
  };
}

/** A review may have narrowed a plan that had one. */
function withoutInventory(plan: Plan): Plan {
  const changes = plan.changes.filter((change) => !isInventoryChange(change, plan));
  if (changes.length === plan.changes.length) return plan;
  return { ...plan, changes, codemods: plan.codemods.filter(({ name }) => name !== INVENTORY_STEP) };
}

type Standing = Image & { readonly path: string };

async function standingIn(tree: GitTree): Promise<readonly Standing[]> {
  const files = await tree.files();
  const found = Object.values(INVENTORY_PATHS).flatMap((path) => files.get(path) ?? []);
  const odd = found.find(({ kind }) => kind !== 'file');
  if (odd !== undefined) throw new CodemodError('write-refused', `${odd.path} is no file.`, { path: odd.path });
  const standing: Standing[] = [];
  for await (const [{ path, mode }, bytes] of tree.contents(found)) standing.push({ path, bytes, mode });
  return standing;
}

function written(path: string, before: Standing | null, bytes: Buffer, version: string): Change {
  const after = idOf(bytes, before?.mode ?? 0o644);
  if (before === null) return { kind: 'create', path, after, content: bytes.toString('base64'), steps: [], ...by(version) };
  const encoding = [before.bytes, bytes].every(isPlainText) ? 'utf-8' : 'latin-1';
  const [old, now] = [textOf(before.bytes, encoding), textOf(bytes, encoding)];
  const edits = [differenceOf(old, now)];
  const key = fixKey(old, { codemod: INVENTORY_STEP, path, edits, imports: [], line: 1 });
  const fix = { reason: REASON, applicability: 'safe', caveat: '', line: 1, edits: [0], imports: [], key } as const;
  return {
    kind: 'modify',
    ...{ path, encoding, hasBom: false, newline: '\n', after },
    before: idOf(before.bytes, before.mode),
    steps: [{ codemod: INVENTORY_STEP, version, edits, importEdits: [], fixes: [fix] }],
  };
}

/** Compressed it is none, and one that a person has edited may be none: a character a byte, then. */
function isPlainText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0) && bytes.indexOf(BOM) !== 0;
}

const BOM = '\ufeff';

function textOf(bytes: Buffer, encoding: 'utf-8' | 'latin-1'): string {
  return bytes.toString(encoding === 'utf-8' ? 'utf8' : 'latin1');
}

/** From the first character that differs to the last, and no character cut in two. */
function differenceOf(old: string, now: string) {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  if (isLow(old, start) || isLow(now, start)) start--;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  if (end > 0 && (isLow(old, old.length - end) || isLow(now, now.length - end))) end--;
  return replaceRange(old, { start, end: old.length - end }, now.slice(start, now.length - end));
}

/** The second half of a character beyond U+FFFF. */
function isLow(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

function idOf(bytes: Buffer, mode: number): ContentId {
  return { sha256: sha256(bytes), size: bytes.length, mode };
}

function by(version: string) {
  return { codemod: INVENTORY_STEP, version, reason: REASON } as const;
}
