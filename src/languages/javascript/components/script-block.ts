import type { Range } from '../../../core/range.js';
import type { Skip } from '../../../core/source-file.js';
import type { ScriptLang } from '../javascript-file.js';
import type { Tag } from './read-tag.js';

/** The text of a script of a component, without its tags. */
export interface ScriptBlock extends Range {
  readonly lang: ScriptLang;
  /** True where the markup of the component can use what the script imports. */
  readonly isSeen: boolean;
  /** True where the other script of the component knows what this one declares. */
  readonly isOuter: boolean;
}

/** A script at the top level of a component, as its tag tells. */
export interface FoundScript extends Range {
  readonly tag: Tag;
}

const LANGS: Readonly<Record<string, ScriptLang>> = {
  ...{ js: 'js', javascript: 'js', jsx: 'jsx', ts: 'ts', typescript: 'ts', tsx: 'tsx' },
  ...{ 'text/javascript': 'js', 'application/javascript': 'js', module: 'js', 'text/typescript': 'ts' },
};

/** The language of a script; null where it is none of ours, or stands in another file. */
export function langOf({ attributes }: Tag): ScriptLang | null {
  if (attributes.has('src')) return null;
  const lang = attributes.get('lang') ?? attributes.get('type') ?? 'js';
  return Object.hasOwn(LANGS, lang) ? (LANGS[lang] ?? null) : null;
}

/** Where raw text ends that began at an offset: at its closing tag. Null: there is none. */
export function endOfRawText(text: string, name: string, from: number): number | null {
  const closing = new RegExp(`</${name.replace(/[^\w-]/g, '\\$&')}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  return closing.exec(text)?.index ?? null;
}

/** Behind a comment, a declaration or a closing tag that begins at an offset; null where none does. An open end is the end of the text. */
export function endOfOther(text: string, offset: number): number | null {
  if (text.startsWith('<!--', offset)) return behind(text, '-->', offset + 4);
  if (/^<[/!?]/.test(text.slice(offset, offset + 2))) return behind(text, '>', offset);
  return null;
}

function behind(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

export function fault(text: string, offset: number, why: string): Skip {
  const line = text.slice(0, offset).split(/\r\n|\r|\n/).length;
  return { code: 'syntax-error', message: `line ${line} is not valid: ${why}` };
}
