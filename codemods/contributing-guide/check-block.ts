import { type Edit, insertAt, lineStartAt, type MarkdownBlock, type MarkdownFile, newlineNear } from 'codex-codemod';
import { checkCommand } from './check-command.js';

/** A code block that runs checks. */
export interface CheckBlock {
  /** The tools that it runs, each once. */
  readonly tools: ReadonlySet<string>;
  /** How many of its commands are checks. */
  readonly checks: number;
  /** The edit that adds a command behind the last check, or null where a line is not surely one of the block. */
  edit(command: string): Edit | null;
}

interface Line {
  /** White space and prompt. */
  readonly prefix: string;
  /** Without the comment behind it. */
  readonly command: string;
  /** The column of the comment behind it; -1 where there is none. */
  readonly comment: number;
  readonly content: string;
}

const SHELLS =
  /^(?:(?:sh|bash|shell|zsh|fish|console|terminal|shell-?session|text|txt|plain|plaintext|powershell|cmd)(?: .*)?)?$/i;
const LINE = /^(\s*(?:(?:\([\w.-]+\) ?)?[$%>] )?)(.*?)(?:(\s+)#\s.*)?$/;

/** Reads a code block; null for one that is no list of shell commands, or shows what they print. */
export function readCheckBlock(file: MarkdownFile, block: MarkdownBlock): CheckBlock | null {
  if (block.type !== 'code' || !SHELLS.test(block.info ?? '')) return null;
  const lines = block.text.split(/\r\n|\r|\n/).map(readLine);
  const commands = lines.filter(({ content }) => content.trim() !== '' && !isComment(content));
  const hasPrompt = ({ prefix }: Line): boolean => /\S/.test(prefix);
  if (commands.some(hasPrompt) && !commands.every(hasPrompt)) return null;
  if (commands.some(({ command }) => /\\$|<<|^(?:for|if|while|case)\b/.test(command))) return null;
  const checks = commands.map(({ command }) => checkCommand(command)?.tool).filter((tool) => tool !== undefined);
  if (checks.length === 0) return null;
  return { tools: new Set(checks), checks: checks.length, edit: (command) => addLine(file, block, lines, command) };
}

function readLine(content: string): Line {
  const [, prefix = '', command = '', space] = LINE.exec(content) ?? [];
  return { prefix, command, comment: space === undefined ? -1 : (prefix + command + space).length, content };
}

function isComment(content: string): boolean {
  return /^\s*#/.test(content);
}

function addLine(file: MarkdownFile, block: MarkdownBlock, lines: readonly Line[], command: string): Edit | null {
  const at = lines.findLastIndex((line) => !isComment(line.content) && checkCommand(line.command) !== null);
  const model = lines[at];
  const raw = model === undefined ? null : rawLine(file.text, block, at);
  if (model === undefined || raw === null || !raw.text.endsWith(model.content)) return null;
  const margin = raw.text.slice(0, raw.text.length - model.content.length);
  const added = newLines(lines, at, model, (checkCommand(model.command)?.runner ?? '') + command);
  const newline = newlineNear(file, raw.start);
  return insertAt(raw.end, added.map((line) => newline + (line === '' ? margin.trimEnd() : margin + line)).join(''));
}

/** With a comment where the model has one: behind it, or above the lines that it stands among. */
function newLines(lines: readonly Line[], at: number, model: Line, command: string): readonly string[] {
  const written = model.prefix + command;
  if (model.comment >= 0) return [`${written.padEnd(Math.max(model.comment, written.length + 2))}# check the types`];
  const isBlank = (index: number): boolean => lines[index] === undefined || lines[index].content.trim() === '';
  let first = at;
  while (!isBlank(first - 1)) first--;
  const above = lines[first];
  const isLonely = first === at && ((at > 0 && isBlank(at - 1)) || (at + 1 < lines.length && isBlank(at + 1)));
  if (above === undefined || !isComment(above.content)) return isLonely ? ['', written] : [written];
  return [...(first > 0 ? [''] : []), `${/^\s*/.exec(above.content)?.[0] ?? ''}# Check the types`, written];
}

/** The line of the file that holds a line of the block. */
function rawLine(text: string, block: MarkdownBlock, index: number): { text: string; start: number; end: number } | null {
  const isFenced = /^(?:`{3}|~{3})/.test(text.slice(block.start, block.start + 3));
  let start = lineStartAt(text, block.start);
  for (let left = index + (isFenced ? 1 : 0); left > 0; left--) {
    const next = /\r\n|\r|\n/.exec(text.slice(start, block.end));
    if (next === null) return null;
    start += next.index + next[0].length;
  }
  const length = /^[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0;
  return { text: text.slice(start, start + length), start, end: start + length };
}
