import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** An input of a transform, and what is to come of it. */
export interface TransformFixture {
  /** Without `.input` and ending, from the folder of the fixtures. */
  readonly name: string;
  readonly file: string;
  readonly input: Buffer;
  readonly expected: Buffer;
}

export interface TransformFixtures {
  readonly own: readonly TransformFixture[];
  /** Those that stand beside them, of other transforms by their names. */
  readonly others: readonly TransformFixture[];
}

const FOLDER = '__testfixtures__';
const INPUT = /^(.*)\.input(\.(?:[cm]?[jt]s|[jt]sx))$/;

/**
 * The fixtures of a transform, as jscodeshift's `defineTest` finds them: `__testfixtures__/<name>.input.js` and `<name>.output.js`, in the folder of
 * the transform or the one above. Those whose name begins with that of the transform are its own; where there are none, all are.
 * https://jscodeshift.com/build/testing/
 */
export function transformFixtures(transform: string): TransformFixtures {
  const { dir, name } = path.parse(transform);
  const folder = [path.join(dir, FOLDER), path.join(dir, '..', FOLDER)].find((one) => existsSync(one));
  if (folder === undefined) return { own: [], others: [] };
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((file) => fixtureAt(folder, file));
  const own = all.filter((fixture) => isOf(fixture, name === 'index' ? path.basename(dir) : name));
  return own.length > 0 ? { own, others: all.filter((fixture) => !own.includes(fixture)) } : { own: all, others: [] };
}

function fixtureAt(folder: string, file: string): readonly TransformFixture[] {
  const [, name, ending] = INPUT.exec(file) ?? [];
  if (name === undefined || ending === undefined) return [];
  const output = path.join(folder, `${name}.output${ending}`);
  if (!existsSync(output)) return [];
  const read = { input: readFileSync(path.join(folder, file)), expected: readFileSync(output) };
  return [{ name, file: `${path.basename(name)}${ending}`, ...read }];
}

function isOf({ name }: TransformFixture, transform: string): boolean {
  return name.startsWith(transform) && /^(?:$|[^A-Za-z0-9])/.test(name.slice(transform.length));
}
