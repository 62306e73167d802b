import { SEALED_MARK } from './change-log-entry.js';

const MARK = /^<!-- (?:end \S+|entries|sealed) -->$/gm;

const NOTE = `*What stands above has no end: a run was cut off while it wrote here (the next run completes its entries below), or somebody
edited it.*

${SEALED_MARK}
`;

/** Where the last mark of a log's tail ends, or null when it has none. */
export function lastMark(tail: string): number | null {
  const last = [...tail.matchAll(MARK)].at(-1);
  return last === undefined ? null : last.index + last[0].length;
}

/**
 * What has to be appended so that an entry after this tail is read as Markdown of its own: nothing after a whole entry;
 * after a torn one the end of its line, of its comment, of its fence, and a note.
 */
export function sealOf(tail: string): string {
  const rest = tail.slice(lastMark(tail) ?? 0);
  if (rest.trim() === '') return rest.endsWith('\n') ? '' : '\n';
  const line = rest.slice(rest.lastIndexOf('\n') + 1);
  const comment = line.startsWith('<!--') && !line.includes('-->') ? ' -->' : '';
  const newline = line === '' ? '' : '\n';
  const fence = openFence(rest);
  const isTorn = newline !== '' || fence !== null || /^## \d{4}-/m.test(rest);
  return isTorn ? `${comment}${newline}${fence === null ? '' : `${fence}\n`}\n${NOTE}` : '';
}

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** What closes the fence that is open at the end of a text: the longest one found, as a shorter run may stand in the content. CommonMark 0.31, 4.5. */
function openFence(text: string): string | null {
  let open: string | null = null;
  let longest = '';
  for (const line of text.split(/\r?\n/)) {
    const [, run, info] = FENCE.exec(line) ?? [];
    if (run === undefined || info === undefined) continue;
    if (open === null) {
      if (run.startsWith('`') && info.includes('`')) continue;
      open = run;
      longest = run;
    } else if (run[0] === open[0] && run.length >= open.length && info.trim() === '') open = null;
    else if (run[0] === open[0] && run.length > longest.length) longest = run;
  }
  return open === null ? null : longest;
}
