import { checkGlob, globMatcher } from '../path-filter.js';
import type { ObjectReader } from './object-reader.js';
import type { TreeFile } from './tree-listing.js';

export const ATTRIBUTES_FILE = '.gitattributes';
/** Bytes of one file, and files: more is no help for people. */
const LARGEST = 64 << 10;
const MOST_FILES = 200;

const REASONS: Readonly<Record<string, string>> = {
  'linguist-generated': 'it is generated, says .gitattributes',
  'linguist-vendored': 'it is vendored code, says .gitattributes',
};

interface Rule {
  matches(path: string): boolean;
  readonly attribute: string;
  readonly isSet: boolean;
}

/**
 * What the `.gitattributes` of a commit say of `linguist-generated` and `linguist-vendored`
 * (https://github.com/github-linguist/linguist/blob/main/docs/overrides.md): files that people do not edit.
 */
export class Attributes {
  /** From the weakest to the strongest: those of a folder come after those of the folders above. */
  readonly #rules: readonly Rule[];

  constructor(files: ReadonlyMap<string, string>) {
    const byDepth = [...files].sort(([a], [b]) => a.split('/').length - b.split('/').length);
    this.#rules = byDepth.flatMap(([path, text]) => rulesOf(path.slice(0, -ATTRIBUTES_FILE.length), text));
  }

  static async read(files: readonly TreeFile[], reader: ObjectReader): Promise<Attributes> {
    const sizes = await reader.sizes();
    const readable = files.filter(({ oid }) => (sizes.get(oid) ?? LARGEST) < LARGEST).slice(0, MOST_FILES);
    const texts = await Promise.all(
      readable.map(async ({ path, oid }): Promise<[string, string]> => [path, (await reader.content(oid)).toString()]),
    );
    return new Attributes(new Map(texts));
  }

  /** Completes "is skipped, because"; null where nothing is said. */
  reasonToSkip(path: string): string | null {
    for (const [attribute, reason] of Object.entries(REASONS)) {
      const rule = this.#rules.findLast((one) => one.attribute === attribute && one.matches(path));
      if (rule?.isSet === true) return reason;
    }
    return null;
  }
}

function rulesOf(folder: string, text: string): readonly Rule[] {
  return text.split(/\r?\n/).flatMap((line) => {
    if (!line.includes('linguist-')) return [];
    // A quoted pattern may hold blanks.
    const [, quoted, bare, rest = ''] = /^[ \t]*(?:"((?:[^"\\]|\\.)+)"|([^\s"#]\S*))[ \t]+(.*)$/.exec(line) ?? [];
    const pattern = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    const matches = pattern === undefined ? null : matcherOf(folder, pattern);
    if (matches === null) return [];
    return rest.split(/[ \t]+/).flatMap((word): Rule[] => {
      const [, sign, attribute = '', value] = /^([-!]?)([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
      if (REASONS[attribute] === undefined) return [];
      return [{ matches, attribute, isSet: sign === '' && value !== 'false' }];
    });
  });
}

/** Git's own rules: a pattern without a slash is about the name, one with a slash is about the path from the folder of the file. */
function matcherOf(folder: string, pattern: string): ((path: string) => boolean) | null {
  // A pattern for folders says nothing about the files in them: gitattributes(5).
  if (pattern.endsWith('/')) return null;
  const plain = pattern.replace(/^\//, '');
  try {
    checkGlob(plain);
    const matches = globMatcher([pattern.includes('/') ? plain : `**/${plain}`], plain);
    return (path) => path.startsWith(folder) && matches(path.slice(folder.length));
  } catch {
    return null;
  }
}
