import { visibleLine } from '../../core/display.js';
import type { Key, ReviewIo } from './io.js';
import { endOf, textWidth } from './width.js';
import { wrapText } from './wrap.js';

/** Columns in which one can see what one types. */
const ROOM = 8;

/** What becomes of a question: a line; `given-up` by Escape, Ctrl-C, or Ctrl-D in an empty line; `closed` with the terminal. */
export type Answer = { readonly line: string } | 'given-up' | 'closed';

/** Reads one line. Null when there is none, whatever the reason. */
export async function readLine(io: ReviewIo, question: string): Promise<string | null> {
  const answer = await askForLine(io, question);
  return typeof answer === 'string' ? null : answer.line;
}

export async function askForLine(io: ReviewIo, question: string): Promise<Answer> {
  const isShort = textWidth(question) + ROOM <= io.columns;
  if (!isShort) io.write(`${wrapText(question.trimEnd(), io.columns).join('\n')}\n`);
  const prompt = isShort ? question : '> ';
  let text = '';
  for (;;) {
    io.rewriteLine(prompt + endOf(visibleLine(text), Math.max(1, io.columns - textWidth(prompt) - 1)));
    const key = await io.readKey();
    if (key === null || isGivenUp(key, text)) {
      io.write('\n');
      return key === null ? 'closed' : 'given-up';
    }
    if (key === '<enter>') {
      io.write('\n');
      return { line: text.trim() };
    }
    text = typed(text, key);
  }
}

function isGivenUp(key: Key, text: string): boolean {
  return key === '<escape>' || key === '<ctrl-c>' || (key === '<ctrl-d>' && text === '');
}

function typed(text: string, key: Key): string {
  if (key === '<backspace>') return [...text].slice(0, -1).join('');
  if (key === '<ctrl-u>') return '';
  if (key === '<ctrl-w>') return text.replace(/\S+\s*$/, '');
  if (key.startsWith('<paste>')) return text + key.slice('<paste>'.length).replace(/\s+/g, ' ');
  return isNamed(key) ? text : text + key;
}

/** Whether a key is one that types nothing. */
export function isNamed(key: Key): boolean {
  return key.length > 1 && key.startsWith('<');
}

/** Asks until it is answered; giving up is a no. */
export async function confirm(io: ReviewIo, question: string): Promise<boolean> {
  io.write(`${wrapText(`${question} [y,n]?`, io.columns - 2).join('\n')} `);
  for (;;) {
    const key = await io.readKey();
    if (key === 'y' || key === 'n') io.write(`${key}\n`);
    if (key === 'y') return true;
    if (key === 'n') return false;
    if (key === null || key === '<escape>' || key === '<ctrl-c>' || key === '<ctrl-d>' || key === 'q') {
      io.write('\n');
      return false;
    }
  }
}
