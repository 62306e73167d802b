/** An option of a command line, as argparse reads it. */
export interface OptionSpec {
  /** The first one is what it is called here. */
  readonly names: readonly string[];
  /** `values`: it may stand several times, and each one counts. `count`: how often it stands is its value. */
  readonly takes: 'nothing' | 'value' | 'values' | 'count';
  /** It is another way to write a counted option. */
  readonly sameAs?: { readonly name: string; readonly values: Readonly<Record<string, string>> };
}

/** An option that is given, or a word that is none. */
export interface Given {
  /** The first name of the option; empty for a word. */
  readonly name: string;
  readonly value: string;
  readonly takes: OptionSpec['takes'] | 'word';
  /** How it is written by itself. */
  readonly words: readonly string[];
}

/** Reads arguments. Options that are not known count as ones that take nothing; what follows `--` as words. */
export function readOptions(words: readonly string[], specs: readonly OptionSpec[]): readonly Given[] {
  const given: Given[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') {
      given.push(...words.slice(index + 1).map(plainWord));
      break;
    }
    const next = words[index + 1];
    const read = /^--./.test(word) ? readLong(word, next, specs) : /^-./.test(word) ? readShort(word, next, specs) : null;
    given.push(...(read?.given ?? [plainWord(word)]));
    if (read?.usesNext === true) index++;
  }
  return given;
}

interface Read {
  readonly given: readonly Given[];
  readonly usesNext: boolean;
}

function plainWord(word: string): Given {
  return { name: '', value: word, takes: 'word', words: [word] };
}

function readLong(word: string, next: string | undefined, specs: readonly OptionSpec[]): Read {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const spec = specOf(name, specs);
  if (equals >= 0) return { given: [made(spec, name, word.slice(equals + 1), [word])], usesNext: false };
  if (spec === null || spec.takes === 'nothing') return { given: [made(spec, name, '', [word])], usesNext: false };
  if (spec.takes === 'count') return { given: [made(spec, name, '1', [word])], usesNext: false };
  return { given: [made(spec, name, next ?? '', next === undefined ? [word] : [word, next])], usesNext: next !== undefined };
}

/** Like argparse, an abbreviation that only one option has is that option. */
function specOf(name: string, specs: readonly OptionSpec[]): OptionSpec | null {
  const exact = specs.find(({ names }) => names.includes(name));
  if (exact !== undefined || !name.startsWith('--')) return exact ?? null;
  const begun = specs.filter(({ names }) => names.some((one) => one.startsWith(name)));
  return begun.length === 1 ? (begun[0] ?? null) : null;
}

/** `-rlll`, `-c file`, `-cfile`. */
function readShort(word: string, next: string | undefined, specs: readonly OptionSpec[]): Read {
  const given: Given[] = [];
  for (let at = 1; at < word.length; ) {
    const letter = word.charAt(at);
    const name = `-${letter}`;
    const spec = specOf(name, specs);
    if (spec?.takes === 'value' || spec?.takes === 'values') {
      const rest = word.slice(at + 1);
      const value = rest === '' ? (next ?? '') : rest;
      given.push(made(spec, name, value, rest !== '' ? [name + rest] : next === undefined ? [name] : [name, next]));
      return { given, usesNext: rest === '' && next !== undefined };
    }
    let end = at + 1;
    if (spec?.takes === 'count') while (word.charAt(end) === letter) end++;
    given.push(made(spec, name, spec?.takes === 'count' ? String(end - at) : '', [`-${word.slice(at, end)}`]));
    at = end;
  }
  return { given, usesNext: false };
}

function made(spec: OptionSpec | null, name: string, value: string, words: readonly string[]): Given {
  const same = spec?.sameAs;
  return {
    name: same?.name ?? spec?.names[0] ?? name,
    value: same === undefined ? value.replace(/^\.\//, '') : (same.values[value.toLowerCase()] ?? value),
    takes: spec?.takes ?? 'nothing',
    words,
  };
}
