import path from 'node:path';
import { inspectBytes, inspectOrigin } from '../trees/inspect.js';
import { type Classification, loadClassification, type RoleRule } from './classification.js';
import type { Role } from './entry.js';
import { compileFirstMatch } from './first-match.js';

/** @param head the first bytes of the file. */
export type Classify = (filePath: string, head: Buffer) => { readonly role: Role; readonly language: string | null };

/**
 * Tells role and language of a file by its path and its first bytes.
 *
 * @param extra rules that come before those of the toolkit.
 * @throws CodemodError `glob-invalid`.
 */
export function compileClassify(extra: readonly RoleRule[] = []): Classify {
  const classification = loadClassification();
  const rules = [...extra, ...classification.roles];
  const firstMatch = compileFirstMatch(rules.map(({ globs }) => globs));
  // A comment that says "generated" counts as the toolkit's own rule for generated files does.
  const generated = rules.findIndex((rule, index) => index >= extra.length && rule.role === 'generated');
  return (filePath, head) => {
    const language = languageOf(filePath, head, classification.languages);
    const exact = firstMatch(filePath);
    // LOGO.PNG is what logo.png is, but R and r may be two languages.
    const found = exact === -1 ? firstMatch(filePath.toLowerCase()) : exact;
    const isMarked = (found === -1 || found > generated) && inspectOrigin(head) !== null;
    return { role: isMarked ? 'generated' : (rules[found]?.role ?? roleOfContent(head, language)), language };
  };
}

/** What no rule knows by its path: a script without an ending, something that is no text, or some text. */
function roleOfContent(head: Buffer, language: string | null): Role {
  if (language !== null) return 'code';
  return inspectBytes(head) === null ? 'data' : 'asset';
}

function languageOf(filePath: string, head: Buffer, languages: Classification['languages']): string | null {
  const name = path.posix.basename(filePath);
  const extension = path.posix.extname(name).slice(1);
  return (
    languages.names.get(name) ??
    languages.extensions.get(extension) ??
    languages.extensions.get(extension.toLowerCase()) ??
    languageOfScript(head, languages.interpreters)
  );
}

/** By its first line: `#!/usr/bin/python3`, `#!/usr/bin/env -S node --flag`. */
function languageOfScript(head: Buffer, interpreters: ReadonlyMap<string, string>): string | null {
  if (head.length < 2 || head.toString('latin1', 0, 2) !== '#!') return null;
  const [line = ''] = head.toString('latin1', 2, 200).split('\n');
  const words = line
    .trim()
    .split(/\s+/)
    .map((word) => path.posix.basename(word));
  const program = words[0] === 'env' ? words.slice(1).find((word) => !word.startsWith('-') && !word.includes('=')) : words[0];
  const name = (program ?? '').replace(/\.\d+$/, '');
  return interpreters.get(name) ?? null;
}
