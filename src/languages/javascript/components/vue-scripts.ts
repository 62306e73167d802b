import type { Skip } from '../../../core/source-file.js';
import { readTag, type Tag } from './read-tag.js';
import { endOfOther, endOfRawText, type FoundScript, fault } from './script-block.js';

/**
 * The scripts of a Vue component. At its top level every tag but `<template>` holds raw text, to the first closing tag of its name; a template
 * holds tags, and may hold other templates: https://vuejs.org/api/sfc-spec.html.
 */
export function vueScripts(text: string): readonly FoundScript[] | Skip {
  const scripts: FoundScript[] = [];
  for (let offset = text.indexOf('<'); offset >= 0; ) {
    const tag = readTag(text, offset, false);
    let next = endOfOther(text, offset) ?? offset + 1;
    if (tag?.selfClosing === true) next = tag.end;
    else if (tag !== null) {
      const end = holdsTags(tag) ? endOfTemplate(text, tag.end) : endOfRawText(text, tag.name, tag.end);
      if (end === null) return fault(text, offset, `<${tag.name}> is not closed`);
      if (tag.name === 'script') scripts.push({ tag, start: tag.end, end });
      next = end;
    }
    offset = text.indexOf('<', next);
  }
  return scripts;
}

/** In another language, such as Pug, it is raw text as well. */
function holdsTags({ name, attributes }: Tag): boolean {
  return name === 'template' && ['', 'html'].includes(attributes.get('lang') ?? '');
}

/** Where the closing tag of a template begins. Interpolations are no tags, whatever they compare. */
function endOfTemplate(text: string, from: number): number | null {
  let depth = 1;
  for (let offset = from; offset < text.length; ) {
    const next = nextOf(text, offset);
    if (next === null) return null;
    if (text.startsWith('{{', next)) {
      const end = text.indexOf('}}', next);
      offset = end < 0 ? next + 2 : end + 2;
      continue;
    }
    if (/^<\/template[\s/>]/i.test(text.slice(next, next + 12)) && --depth === 0) return next;
    const tag = readTag(text, next, false);
    if (tag === null) offset = endOfOther(text, next) ?? next + 1;
    else {
      if (tag.name.toLowerCase() === 'template' && !tag.selfClosing) depth++;
      offset = isRaw(tag) ? (endOfRawText(text, tag.name, tag.end) ?? text.length) : tag.end;
    }
  }
  return null;
}

function nextOf(text: string, from: number): number | null {
  const found = /<|\{\{/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? null;
}

function isRaw({ name, selfClosing }: Tag): boolean {
  return !selfClosing && /^(?:script|style|textarea|title)$/.test(name);
}
