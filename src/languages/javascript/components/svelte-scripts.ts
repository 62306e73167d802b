import type { Skip } from '../../../core/source-file.js';
import { endOfMustache } from './mustache.js';
import { readTag, type Tag } from './read-tag.js';
import { endOfOther, endOfRawText, type FoundScript, fault } from './script-block.js';

/** https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** The scripts of a Svelte component: those that stand in no other element. Braces hold code, in which nothing is a tag. */
export function svelteScripts(text: string): readonly FoundScript[] | Skip {
  const scripts: FoundScript[] = [];
  const open: string[] = [];
  for (let offset = nextOf(text, 0); offset !== null; ) {
    const step = text[offset] === '{' ? mustacheAt(text, offset) : tagAt(text, offset, open, scripts);
    if (typeof step !== 'number') return step;
    offset = nextOf(text, step);
  }
  return scripts;
}

function nextOf(text: string, from: number): number | null {
  const found = /[<{]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? null;
}

function mustacheAt(text: string, offset: number): number | Skip {
  return endOfMustache(text, offset) ?? fault(text, offset, 'its braces are not closed');
}

/** @param open the elements that the offset is in; it is kept. */
function tagAt(text: string, offset: number, open: string[], scripts: FoundScript[]): number | Skip {
  const tag = readTag(text, offset, true);
  if (tag === null) {
    const [, closed] = /^<\/([^\s>]+)/.exec(text.slice(offset, offset + 200)) ?? [];
    if (closed !== undefined && open.includes(closed)) open.length = open.lastIndexOf(closed);
    return endOfOther(text, offset) ?? offset + 1;
  }
  if (tag.selfClosing || VOID.test(tag.name)) return tag.end;
  if (!isRaw(tag)) {
    open.push(tag.name);
    return tag.end;
  }
  const end = endOfRawText(text, tag.name, tag.end);
  if (end === null) return fault(text, offset, `<${tag.name}> is not closed`);
  if (tag.name === 'script' && open.length === 0) scripts.push({ tag, start: tag.end, end });
  return end;
}

function isRaw({ name }: Tag): boolean {
  return name === 'script' || name === 'style' || name === 'textarea';
}
