import { createRequire } from 'node:module';
import { CodemodError } from '../core/errors.js';

/** A release of an action or of a pre-commit hook, as it is written into a file. */
export interface Pin {
  /** What stands behind `@`, or as `rev`: a full commit SHA where a public page gives it, else the tag of the release. */
  readonly ref: string;
  /** The release that the SHA is of, for the comment beside it; empty where `ref` is the tag itself. */
  readonly version: string;
}

interface Known {
  readonly version: string;
  readonly sha?: string;
  /** The public page where both were read. */
  readonly page: string;
}

const FILE = './pins.json';
const OVERRIDE = /^([\w.-]+\/[\w.-]+)=([\w.+-]+)(?:#([\w.+-]+))?$/;

let table: Readonly<Record<string, Known>> | null = null;

/**
 * The release of an action or hook repository (`owner/name`) that a new entry is pinned to.
 *
 * @param overrides `owner/name=ref` or `owner/name=sha#version`, from a parameter of the codemod.
 * @throws CodemodError `param-invalid` for an override of another form.
 */
export function pinOf(name: string, overrides: readonly string[] = []): Pin {
  for (const override of overrides) {
    const [, owner, ref, version = ''] = OVERRIDE.exec(override) ?? [];
    if (owner === undefined || ref === undefined) {
      throw new CodemodError(
        'param-invalid',
        `The pin ${JSON.stringify(override)} must be like actions/checkout=v6 or actions/checkout=SHA#v6.0.2.`,
      );
    }
    if (owner.toLowerCase() === name.toLowerCase()) return { ref, version };
  }
  table ??= createRequire(import.meta.url)(FILE) as Readonly<Record<string, Known>>;
  const known = table[name];
  if (known === undefined) throw new CodemodError('internal', `There is no pin for ${name}.`);
  return known.sha === undefined ? { ref: known.version, version: '' } : { ref: known.sha, version: known.version };
}
