import { appendFileSync, chmodSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Change } from '../core/change.js';
import { sha256 } from '../core/hash.js';
import { applied, reversalIn, reverse } from './reverse.js';
import { create, modify, remove, rename } from './sample-plan.js';
import { inScratch, treeOf } from './scratch-folder.js';

/** What one random round has found; texts say what differs from what must be. */
export interface RandomRound {
  readonly changes: number;
  readonly kinds: Readonly<Record<Change['kind'], number>>;
  /** Files that somebody changed after the run. */
  readonly edited: number;
  readonly faults: readonly string[];
}

/** Numbers from 0 up to 1. */
type Random = () => number;

/** Park and Miller's generator: the same seed gives the same rounds. */
export function makeRandom(seed: number): Random {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

interface RandomFile {
  readonly path: string;
  /** A text is one that can be edited. */
  readonly content: string | Buffer;
  readonly mode: number;
}

/**
 * A random tree and a random run on it: apply, undo, redo and undo must lead from one tree to the other exactly: bytes,
 * modes, names and folders. Then somebody changes some files, and an undo in part must keep what they have, and its redo
 * lead back to just that.
 *
 * @param tamper changes the tree before each comparison: the control that shows that a difference is seen.
 */
export async function randomRound(random: Random, tamper: (root: string) => void = () => undefined): Promise<RandomRound> {
  const fresh = freshNames(random);
  const files = randomTree(random, fresh);
  return await inScratch(Object.fromEntries(files.map(({ path: name, content }) => [name, content])), async (root) => {
    for (const { path: name, mode } of files) chmodSync(path.join(root, name), mode);
    for (const name of times(count(random, 3), () => randomFolder(random))) mkdirSync(path.join(root, name), { recursive: true });
    const changes = randomChanges(random, files, fresh);
    const before = hashOf(root);
    const run = await applied(root, changes);
    const after = hashOf(root);
    const faults: string[] = before === after ? ['the run changed nothing'] : [];
    const turn = async (verb: 'undo' | 'redo', expected: string): Promise<void> => {
      const result = await reverse(root, verb, run);
      if (result.kind !== 'done') faults.push(`${verb}: ${JSON.stringify(result)}`);
      tamper(root);
      if (hashOf(root) !== expected) faults.push(`${verb} did not lead to the same tree`);
    };
    await turn('undo', before);
    await turn('redo', after);
    await turn('undo', before);
    await turn('redo', after);
    const edited = editSome(random, root, changes);
    const withEdits = hashOf(root);
    const contents = edited.map((file) => readFileSync(file, 'latin1'));
    const { steps } = await reversalIn(root, 'undo', run);
    if (steps.length > 0) {
      await reverse(root, 'undo', run);
      if (edited.some((file, index) => readFileSync(file, 'latin1') !== contents[index])) faults.push('an edit was lost');
      await turn('redo', withEdits);
    }
    const kinds = { modify: 0, create: 0, delete: 0, rename: 0 };
    for (const { kind } of changes) kinds[kind]++;
    return { changes: changes.length, kinds, edited: edited.length, faults };
  });
}

/** Somebody works on some of the files that a run has left. @returns them, as absolute paths. */
function editSome(random: Random, root: string, changes: readonly Change[]): readonly string[] {
  const left = changes.flatMap((change) =>
    change.kind === 'delete' ? [] : [change.kind === 'rename' ? change.to : change.path],
  );
  const chosen = left.filter(() => count(random, 3) === 0).map((name) => path.join(root, name));
  for (const file of chosen) appendFileSync(file, 'mine\n');
  return chosen;
}

/** Every path with its kind, mode and bytes; names that are equal in one way of writing them are not in another. */
function hashOf(root: string): string {
  return sha256(JSON.stringify(treeOf(root, ['.codex'])));
}

const NAMES: readonly string[] = [
  ...['a.py', 'b c.py', 'é.txt', 'e\u0301.txt', 'new\nline.md', "it's.js", '-dash', 'tab\t.toml', '😀.yaml', 'UPPER.PY'],
  ...['"q".json', '.hidden', 'back\\slash', 'a\u202eb.py', '`tick`.md', '<tag>.html'],
];
const FOLDERS: readonly string[] = ['src', 'deep', 'with space', 'ünïcode', 'line\nbreak', 'x', '{glob}*'];
const MODES: readonly number[] = [0o644, 0o755, 0o600, 0o640, 0o664, 0o711, 0o666];

/** Names that were not given before. */
function freshNames(random: Random): () => string {
  const given = new Set<string>();
  return () => {
    const name = path.posix.join(randomFolder(random), pick(random, NAMES));
    const fresh = given.has(name) ? `${name}${given.size}` : name;
    given.add(fresh);
    return fresh;
  };
}

function randomFolder(random: Random): string {
  return path.posix.join('', ...times(count(random, 4), () => pick(random, FOLDERS)));
}

function randomTree(random: Random, fresh: () => string): readonly RandomFile[] {
  return times(3 + count(random, 12), () => ({ path: fresh(), content: randomContent(random), mode: pick(random, MODES) }));
}

/** At least one; a path has one change at most. */
function randomChanges(random: Random, files: readonly RandomFile[], fresh: () => string): readonly Change[] {
  const changes = files.flatMap((file) => randomChange(random, file, fresh));
  const made = times(count(random, 4) + Number(changes.length === 0), () =>
    create(fresh(), randomContent(random), pick(random, MODES)),
  );
  return [...changes, ...made];
}

function randomChange(random: Random, { path: file, content, mode }: RandomFile, fresh: () => string): readonly Change[] {
  switch (count(random, 6)) {
    case 0:
      return [remove(file, content, mode)];
    case 1:
      return [rename(file, fresh(), content, mode)];
    case 2:
    case 3:
      return typeof content === 'string' && content.length > 0 ? [randomEdit(random, file, content, mode)] : [];
    default:
      return [];
  }
}

function randomEdit(random: Random, file: string, text: string, mode: number): Change {
  const lines = text.split('\n');
  const line = lines.find((one) => one !== '') ?? text;
  return modify(file, text, line, count(random, 3) === 0 ? '' : `${line}${pick(random, ['!', ' x = 2', '\n', '\r\n'])}`, mode);
}

function randomContent(random: Random): string | Buffer {
  const bytes = (): Buffer => Buffer.from(times(1 + count(random, 300), () => count(random, 256)));
  const text = (): string => times(1 + count(random, 20), () => pick(random, LINES)).join(pick(random, ['\n', '\r\n']));
  const content = [() => '', bytes, () => text(), () => `${text()}\n`][count(random, 4)];
  return content?.() ?? '';
}

const LINES: readonly string[] = ['', 'x = 1', 'def f():', '    return "é😀"', '\tpass', '# `code` <b>', '```', '<!-- end x -->'];

/** A whole number from 0 up to, and without, `limit`. */
function count(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[count(random, list.length)];
  if (found === undefined) throw new Error('there is nothing to pick from');
  return found;
}

function times<T>(number: number, make: () => T): readonly T[] {
  return Array.from({ length: number }, make);
}
