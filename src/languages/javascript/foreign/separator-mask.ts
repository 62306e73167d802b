import type { JavaScriptFile } from '../javascript-file.js';

/** A text that tools may split into lines as they please, and the way back. */
export interface MaskedText {
  readonly text: string;
  /** Puts the separators back into what a tool has made of the text. */
  unmask(printed: string): string;
}

const SEPARATORS = ['\u2028', '\u2029'] as const;

/** Whether a text holds a separator at all, wherever it stands. */
export function mayNeedMask(text: string): boolean {
  return /[\u2028\u2029]/.test(text);
}

/**
 * Hides U+2028 and U+2029 that stand inside of strings, templates and comments behind private characters that the file
 * does not hold. recast takes them for line ends: it writes newlines in their place, or cannot parse the string at all.
 */
export function maskSeparators({ text, tokens }: Pick<JavaScriptFile, 'text' | 'tokens'>): MaskedText {
  if (!mayNeedMask(text)) return { text, unmask: (printed) => printed };
  const masks = freeCharacters(text, SEPARATORS.length);
  const pairs = SEPARATORS.map((separator, index) => ({ separator, mask: masks[index] ?? separator }));
  let masked = text;
  for (const { start, end } of tokens) {
    const written = text.slice(start, end);
    if (!/[\u2028\u2029]/.test(written)) continue;
    const hidden = pairs.reduce((all, { separator, mask }) => all.replaceAll(separator, mask), written);
    masked = masked.slice(0, start) + hidden + masked.slice(end);
  }
  return { text: masked, unmask: (printed) => pairs.reduce(restore, printed) };
}

/** A printer may have written the character or its escape. */
function restore(printed: string, { separator, mask }: { separator: string; mask: string }): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16)}`;
  return printed.replaceAll(mask, separator).replace(new RegExp(`\\${escaped(mask)}`, 'gi'), escaped(separator));
}

/** Characters of the private use area (U+E000 to U+F8FF) that a text holds neither as such nor escaped. */
function freeCharacters(text: string, count: number): readonly string[] {
  const free: string[] = [];
  for (let code = 0xe000; code <= 0xf8ff && free.length < count; code++) {
    const character = String.fromCharCode(code);
    const isUsed = text.includes(character) || text.toLowerCase().includes(`\\u${code.toString(16)}`);
    if (!isUsed) free.push(character);
  }
  return free;
}
