/** Words of a help text after which a value may be something else than a plain name. */
const WORDS =
  /schema|dataset|attached|qualified|sub-?quer|sub-?select|parenthes|wild-?card|\bglob\b|pattern|\bregexp?\b|\bpaths?\b|stdin|comma|separated|quoted|\bor an? .*(quer|select|expression|file|sql)|\bor (its |the |a )?(number|index|id)\b|database\.table|\bexpression\b/i;

/** `main.logs`; neither "e.g." nor the name of a database file. */
const DOTTED = /(?<![\w.])(?!(?:e\.g|i\.e)\b)[A-Za-z_]\w*\.(?!(?:db3?|sqlite3?|py|org|com|io|net)\b)[A-Za-z_]\w*/i;

/** `'my table'`, `"session-logs"`: an example with other characters than those of a name. */
const QUOTED = /(?<!\w)(['"`])(?!\w+\1)[^'"`]+\1(?!\w)/;

const SIGNS = /[*@?]|%(?!\(\w+\)[a-z]|%)/;

/** In a text about the whole program, an example that is given for one. */
const EXAMPLE =
  /(e\.g\.|such as|like|for example|may be|can be)[\s:,]+['"`(]*(?!\S*\.(db3?|sqlite3?|csv|py)\b)\w+\.[A-Za-z_]\w*|schema\.table/i;

/** True when a help text names forms of a value that a strict check would refuse. */
export function namesOtherForms(text: string): boolean {
  return WORDS.test(text) || DOTTED.test(text) || QUOTED.test(text) || SIGNS.test(text.replace(/\?(\s|$)/g, '$1'));
}

/** True when a text about the whole program gives such an example. */
export function givesOtherExample(text: string): boolean {
  return EXAMPLE.test(text) || (/\btables?\b.*\bor\b/i.test(text) && QUOTED.test(text));
}
