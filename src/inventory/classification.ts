import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { ROLES, type Role } from './entry.js';

/** Paths that match one of the globs have the role. Globs are those of `--include`. */
export interface RoleRule {
  readonly role: Role;
  readonly globs: readonly string[];
}

/** The data file, checked. */
export interface Classification {
  /** The first rule that matches decides. */
  readonly roles: readonly RoleRule[];
  readonly languages: {
    readonly names: ReadonlyMap<string, string>;
    /** Without the dot, in the case that they are written in. */
    readonly extensions: ReadonlyMap<string, string>;
    /** The program behind `#!`, without what follows the dot of its version. */
    readonly interpreters: ReadonlyMap<string, string>;
  };
}

/** Beside this module: the build copies it. */
const FILE = new URL('./classification.json', import.meta.url);

const Names = v.pipe(
  v.record(v.string(), v.string()),
  v.transform((names) => new Map(Object.entries(names))),
);
const ClassificationSchema = v.strictObject({
  roles: v.array(v.strictObject({ role: v.picklist(ROLES), globs: v.array(v.string()) })),
  languages: v.strictObject({ names: Names, extensions: Names, interpreters: Names }),
});

let loaded: Classification | null = null;

/** The toolkit's own rules, read when they are first asked for. */
export function loadClassification(): Classification {
  loaded ??= v.parse(ClassificationSchema, JSON.parse(readFileSync(FILE, 'utf8')));
  return loaded;
}
