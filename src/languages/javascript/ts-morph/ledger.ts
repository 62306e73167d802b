import { isInstalled } from './installed-packages.js';
import type { ProjectFiles, Undo } from './project-files.js';
import type { NewFile, ToldFile, ToldFinding } from './told-file.js';

/** What one transform has done to the files of its project, by their paths. */
export interface Deed {
  readonly changed: readonly string[];
  readonly made: readonly string[];
  readonly removed: readonly string[];
  /** Files that were taken from one path and put to another, which are in neither of the lists before. */
  readonly moved: ReadonlyMap<string, string>;
}

/** @param undo of what was written since the transform began. */
export function deedOf(files: ProjectFiles, undo: Undo): Deed {
  const paths = [...undo.keys()].sort();
  const made = paths.filter((path) => undo.get(path) === null);
  const removed = paths.filter((path) => undo.get(path) !== null && files.kindOf(path) !== 'file');
  const moved = pair(removed, made);
  const targets = new Set(moved.values());
  return {
    changed: paths.filter((path) => undo.get(path) !== null && files.kindOf(path) === 'file'),
    made: made.filter((path) => !targets.has(path)),
    removed: removed.filter((path) => !moved.has(path)),
    moved,
  };
}

/** ts-morph moves a file by writing one and deleting the other. */
function pair(removed: readonly string[], made: readonly string[]): ReadonlyMap<string, string> {
  const [only, target] = [removed[0], made[0]];
  if (only !== undefined && target !== undefined && removed.length === 1 && made.length === 1) return new Map([[only, target]]);
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return new Map(
    removed.flatMap((from) => {
      const alike = made.filter((to) => name(to) === name(from));
      return alike[0] !== undefined && alike.length === 1 ? [[from, alike[0]] as const] : [];
    }),
  );
}

/** What a file was when the survey began. */
interface Origin {
  /** Null: it was made by a transform, for the file `by`. */
  readonly path: string | null;
  readonly by: string;
}

/** Keeps what became of every file while transform after transform changes the project. */
export class Ledger {
  readonly #before = new Map<string, string>();
  /** Where files are now that were elsewhere, or nowhere. */
  readonly #origins = new Map<string, Origin>();
  /** Paths now of files that were moved; null: deleted. */
  readonly #now = new Map<string, string | null>();
  readonly #touched = new Set<string>();
  readonly #findings = new Map<string, ToldFinding[]>();
  readonly together: (readonly string[])[] = [];

  /** The path that a file had at first; null for one that was made since. */
  pathBefore(path: string): string | null {
    const origin = this.#origins.get(path);
    return origin === undefined ? path : origin.path;
  }

  /** Where a file is now; null: it is deleted. */
  pathNow(path: string): string | null {
    const now = this.#now.get(path);
    return now === undefined ? path : now;
  }

  /** The text that a file had at first. */
  textBefore(files: ProjectFiles, path: string): string {
    return this.#before.get(path) ?? files.read(this.pathNow(path) ?? path) ?? '';
  }

  /** @param by path, at first, of the file that was transformed. */
  enter(by: string, deed: Deed, undo: Undo): void {
    const concerned = new Set([by]);
    for (const path of [...deed.changed, ...deed.removed, ...deed.moved.keys()]) {
      const origin = this.#origins.get(path) ?? { path, by };
      concerned.add(origin.path ?? origin.by);
      if (origin.path === null) continue;
      this.#touched.add(origin.path);
      const before = undo.get(path);
      if (!this.#before.has(origin.path) && typeof before === 'string') this.#before.set(origin.path, before);
    }
    for (const path of deed.made) {
      // What was deleted and comes again is a file that changes.
      if (this.#now.get(path) === null) this.#now.delete(path);
      else this.#origins.set(path, { path: null, by });
    }
    for (const [from, to] of deed.moved) this.#place(from, to);
    for (const path of deed.removed) this.#place(path, null);
    if (concerned.size > 1 || deed.made.length + deed.removed.length + deed.moved.size > 0) this.together.push([...concerned]);
  }

  /** Has something told of a file, though nothing became of it. */
  mention(path: string): void {
    this.#touched.add(path);
  }

  find(path: string, finding: ToldFinding): void {
    this.#findings.set(path, [...(this.#findings.get(path) ?? []), finding]);
  }

  /** What is to be told, by the path that each file had at first. */
  told(files: ProjectFiles): ReadonlyMap<string, ToldFile> {
    const creates = this.#creates(files);
    const paths = new Set([...this.#touched, ...this.#findings.keys(), ...this.together.flat()]);
    const one = (path: string): ToldFile => {
      const now = this.pathNow(path);
      const text = now === null ? null : files.read(now);
      const before = this.#before.get(path);
      return {
        kind: 'ts-morph',
        printed: text === null || before === undefined || text === before ? null : files.unmasked(path, text),
        path: now === null ? null : now.slice(1),
        creates: creates.get(path) ?? [],
        findings: this.#findings.get(path) ?? [],
      };
    };
    return new Map([...paths].sort().map((path) => [path, one(path)]));
  }

  #place(from: string, to: string | null): void {
    const origin = this.#origins.get(from) ?? { path: from, by: from };
    this.#origins.delete(from);
    if (to !== null) this.#origins.set(to, origin);
    if (origin.path !== null) this.#now.set(origin.path, to);
  }

  #creates(files: ProjectFiles): ReadonlyMap<string, readonly NewFile[]> {
    const creates = new Map<string, NewFile[]>();
    for (const [path, { path: before, by }] of this.#origins) {
      const text = before === null && !isInstalled(path) ? files.read(path) : null;
      if (text !== null) creates.set(by, [...(creates.get(by) ?? []), { path: path.slice(1), text }]);
    }
    return creates;
  }
}
