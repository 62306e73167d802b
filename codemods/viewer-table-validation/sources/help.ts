import type { SyntaxNode } from 'codex-codemod';
import { argumentsOf } from '../program/arguments.js';
import { originsOf } from '../program/origins.js';
import type { Program } from '../program/program.js';

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

/** True when a help text or metavar names forms of the value that a strict check would refuse. */
export function speaksOfOthers(program: Program, texts: readonly (SyntaxNode | undefined)[]): boolean {
  return texts.some((node) => {
    if (node === undefined) return false;
    const text = writtenIn(program, node);
    return WORDS.test(text) || DOTTED.test(text) || QUOTED.test(text) || SIGNS.test(text.replace(/\?(\s|$)/g, '$1'));
  });
}

/** A description of a parser that gives such an example, or null. */
export function descriptionOfOthers(program: Program): SyntaxNode | null {
  const makers = ['ArgumentParser', 'add_parser', 'add_argument_group', 'command', 'Typer'];
  const texts = makers
    .flatMap((name) => program.calls.get(name) ?? [])
    .flatMap((call) => [...argumentsOf(call).keywords])
    .filter(([keyword]) => ['description', 'epilog', 'usage', 'help'].includes(keyword));
  const isExample = (text: string): boolean => EXAMPLE.test(text) || (/\btables?\b.*\bor\b/i.test(text) && QUOTED.test(text));
  return texts.map(([, node]) => node).find((node) => isExample(writtenIn(program, node))) ?? null;
}

/** All literal parts of the text, also where a name stands for it. */
function writtenIn(program: Program, node: SyntaxNode): string {
  const nodes = originsOf(program, { node, frame: null }).flatMap((origin) =>
    origin.kind === 'value' ? [origin.spot.node] : [],
  );
  return [node, ...nodes].flatMap((one) => [...one.ofType('string_content')].map((content) => content.text)).join(' ');
}
