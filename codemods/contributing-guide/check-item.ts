import type { MarkdownBlock, MarkdownInline } from 'codex-codemod';
import { type CheckCommand, checkCommand } from './check-command.js';

/** An item of a list that is a check and nothing else. */
export interface CheckItem extends CheckCommand {
  /** The text of an item in the same style that runs another command, or names its tool. */
  write(command: string, name: string): string;
}

const MARKS: readonly string[] = ['inlineCode', 'strong', 'emphasis', 'link'];
const LABEL = /^([A-Za-z][\w ,/-]{0,40}?)(:|[ ]with)[ ]+$/;
const VERB = /^(?:run|use)[ ]+$/i;
/** What a command has behind its name when it stands in plain text: an option, a path, a sub-command. */
const PLAIN =
  /^(?:run )?((?:[\w.-]+ )*?[\w.-]+(?: (?:-{1,2}[\w=-]+|\.|[\w.-]*\/[\w./-]*|check|format|run|src|tests?))*)([\s\S]*)$/i;
const PAGE = 'https://mypy.readthedocs.io/';

/** Reads an item; null for one that is not surely a check, such as `pytest fixtures go into conftest.py`. */
export function readCheckItem(text: string, item: MarkdownBlock): CheckItem | null {
  const [paragraph, ...more] = item.children;
  if (paragraph?.type !== 'paragraph' || more.length > 0) return null;
  const [first, second] = paragraph.inlines;
  const mark = first?.type === 'text' ? second : first;
  // The paragraph of a task begins with its box.
  const box = /^\[[ xX]\]\s+/.exec(text.slice(paragraph.start, paragraph.end))?.[0] ?? '';
  const start = paragraph.start + box.length;
  if (first === undefined || mark === undefined) return readPlain(text.slice(start, paragraph.end));
  if (!MARKS.includes(mark.type)) return null;
  return readMarked(mark, {
    lead: text.slice(start, mark.start),
    source: text.slice(mark.start, mark.end),
    rest: text.slice(mark.end, paragraph.end),
  });
}

interface Sources {
  readonly lead: string;
  /** Of the mark itself. */
  readonly source: string;
  readonly rest: string;
}

function readMarked(mark: MarkdownInline, { lead, source, rest }: Sources): CheckItem | null {
  const named = mark.text.replace(/:$/, '');
  const found = commandOf(named);
  const colon = mark.text.slice(named.length);
  const newLead = leadFor(lead);
  const newRest = colon === '' ? restFor(rest) : describedAfterColon(rest);
  if (found === null || newLead === null || newRest === null || (LABEL.test(lead) && rest.replace('.', '') !== '')) return null;
  return {
    ...found,
    write(command, name) {
      const shown = mark.type === 'inlineCode' || source.includes('`') || / /.test(named) ? found.runner + command : name;
      const marked = mark.type === 'link' ? linked(source, mark.text, shown) : source.replace(mark.text, () => shown + colon);
      return newLead + marked + newRest;
    },
  };
}

/** A tool by its name alone counts as its command. */
function commandOf(text: string): CheckCommand | null {
  return (
    checkCommand(text) ??
    (/^(?:pre-commit|coverage)$/i.test(text) ? { runner: '', tool: text } : checkCommand(text.toLowerCase()))
  );
}

function linked(source: string, text: string, shown: string): string {
  const label = source.includes(`\`${text}\``) ? `\`${shown}\`` : shown;
  return `[${label}](${PAGE})`;
}

function readPlain(source: string): CheckItem | null {
  const [, command = '', rest = ''] = PLAIN.exec(source) ?? [];
  const found = commandOf(command);
  const newRest = restFor(rest);
  if (found === null || newRest === null) return null;
  const verb = /^run /i.exec(source)?.[0] ?? '';
  return { ...found, write: (wanted, name) => `${verb}${/ /.test(command) ? found.runner + wanted : name}${newRest}` };
}

function leadFor(lead: string): string | null {
  if (lead === '' || VERB.test(lead)) return lead;
  const [, label, end] = LABEL.exec(lead) ?? [];
  if (label === undefined) return null;
  const words = /^run\b/i.test(label) ? 'Check the types' : end === ':' ? 'Types' : 'Type checks';
  return `${/^[a-z]/.test(label) ? words.toLowerCase() : words}${end} `;
}

/** What follows the command of the new item, in the form of what follows the one that is read. */
function restFor(rest: string): string | null {
  const stop = rest.endsWith('.') ? '.' : '';
  if (rest === stop) return stop;
  const [separator] = /^\s*(?::|–|—|--?|=)\s+(?=\S)/.exec(rest) ?? [];
  if (separator !== undefined) return `${separator.replace(/\s+/g, ' ')}static type checks${stop}`;
  if (/^\s+for\s/.test(rest)) return ` for static type checks${stop}`;
  if (/^\s+to\s/.test(rest)) return ` to check the types${stop}`;
  if (/^\s+\(.+\)\.?$/s.test(rest)) return ` (static type checks)${stop}`;
  return /^\s+(?:passes|succeeds|is clean|must pass|has to pass|reports nothing|reports no errors)\.?$/.test(rest) ? rest : null;
}

function describedAfterColon(rest: string): string | null {
  return /^\s+\S/.test(rest) ? ` static type checks${rest.endsWith('.') ? '.' : ''}` : null;
}
