/** The grammars that @ast-grep/napi ships. */
export const GRAMMARS = ['JavaScript', 'TypeScript', 'Tsx', 'Css', 'Html'] as const;

export type Grammar = (typeof GRAMMARS)[number];

interface GrammarFacts {
  /** Of the toolkit. */
  readonly language: 'javascript' | 'css' | 'html';
  /** Endings that ast-grep takes for files of the grammar. https://ast-grep.github.io/reference/languages.html */
  readonly extensions: readonly string[];
  /** Other names that ast-grep knows it by; letter case counts in none. */
  readonly aliases: readonly string[];
}

export const FACTS: Readonly<Record<Grammar, GrammarFacts>> = {
  JavaScript: { language: 'javascript', extensions: ['.js', '.jsx', '.mjs', '.cjs'], aliases: ['js', 'jsx'] },
  TypeScript: { language: 'javascript', extensions: ['.ts', '.mts', '.cts'], aliases: ['ts'] },
  Tsx: { language: 'javascript', extensions: ['.tsx'], aliases: [] },
  Css: { language: 'css', extensions: ['.css', '.scss'], aliases: [] },
  Html: { language: 'html', extensions: ['.html', '.htm', '.xhtml'], aliases: [] },
};

/** The grammar that a rule means by its `language`, or null. */
export function grammarNamed(name: string): Grammar | null {
  const wanted = name.toLowerCase();
  return GRAMMARS.find((grammar) => grammar.toLowerCase() === wanted || FACTS[grammar].aliases.includes(wanted)) ?? null;
}
