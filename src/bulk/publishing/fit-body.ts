/**
 * GitHub takes 65,536 characters. Bytes of UTF-8 are never fewer than characters, however those are counted, and the rest is for
 * what the host counts in its own way, such as line ends of two.
 */
export const LONGEST_BODY = 60_000;

const NOTE = 'The rest of this text is left out: hosts take no longer one.';

/** A body with its marker, within what hosts take. It is cut between lines, and no fence or HTML of it is left open. */
export function fitBody(body: string, marker: string): string {
  const whole = `${body}\n\n${marker}\n`;
  if (Buffer.byteLength(whole) <= LONGEST_BODY) return whole;
  const room = LONGEST_BODY - Buffer.byteLength(`\n\`\`\`\n\n${NOTE}\n\n${marker}\n`);
  const kept: string[] = [];
  let bytes = 0;
  for (const line of body.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > room) break;
    kept.push(line);
  }
  return `${closed(kept).join('\n')}\n\n${NOTE}\n\n${marker}\n`;
}

/** Without the fence, details or comment that was cut in two. */
function closed(lines: readonly string[]): readonly string[] {
  let open: { readonly at: number; readonly end: RegExp } | null = null;
  for (const [at, line] of lines.entries()) {
    if (open !== null) {
      if (open.end.test(line)) open = null;
      continue;
    }
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) open = { at, end: new RegExp(`^ {0,3}${fence[0] ?? ''}{${fence.length},}\\s*$`) };
    else if (/<!--(?!.*-->)/.test(line)) open = { at, end: /-->/ };
    else if (/<details\b(?!.*<\/details>)/i.test(line)) open = { at, end: /<\/details>/i };
  }
  return open === null ? lines : lines.slice(0, open.at);
}
