import path from 'node:path';
import type { Gate } from './gate.js';
import type { Language } from './language.js';

/** A language as it is known before its parser is loaded. */
export interface LanguageEntry {
  readonly name: string;
  readonly extensions: readonly string[];
  load(): Promise<Language>;
  /** Starts the reference implementation as a judge over edits; null where it is not installed. */
  openGate?(): Promise<Gate | null>;
}

/** Every language of the toolkit. A parser is imported when its first file is parsed, and never in the main process. */
export const LANGUAGES: readonly LanguageEntry[] = [
  {
    name: 'python',
    extensions: ['.py', '.pyw'],
    load: async () => (await import('./python/language.js')).pythonSupport,
    openGate: async () => (await import('./python/compile-gate.js')).startCompileGate(),
  },
  {
    name: 'javascript',
    extensions: ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx', '.vue', '.svelte'],
    load: async () => (await import('./javascript/language.js')).javascriptSupport,
  },
  {
    name: 'json',
    extensions: ['.json', '.jsonc'],
    load: async () => (await import('./json/language.js')).jsonSupport,
  },
  {
    name: 'yaml',
    extensions: ['.yml', '.yaml'],
    load: async () => (await import('./yaml/language.js')).yamlSupport,
  },
  {
    name: 'markdown',
    extensions: ['.md', '.markdown'],
    load: async () => (await import('./markdown/language.js')).markdownSupport,
  },
  {
    name: 'toml',
    extensions: ['.toml'],
    load: async () => (await import('./toml/language.js')).tomlSupport,
  },
  {
    name: 'css',
    extensions: ['.css', '.scss'],
    load: async () => (await import('./markup/css.js')).cssSupport,
  },
  {
    name: 'html',
    extensions: ['.html', '.htm', '.xhtml'],
    load: async () => (await import('./markup/html.js')).htmlSupport,
  },
];

/** The language of a path, by its ending, or null. */
export function languageOf(filePath: string): LanguageEntry | null {
  const extension = path.posix.extname(filePath).toLowerCase();
  return LANGUAGES.find((language) => language.extensions.includes(extension)) ?? null;
}
