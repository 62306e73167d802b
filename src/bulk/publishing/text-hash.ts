import { sha256 } from '../../core/hash.js';
import { replaceMarker } from './marker.js';

/**
 * Knows a title or body again that we wrote: 40 hex digits of its SHA-256. What hosts make of line ends and of space around a text does
 * not count, and the marker neither: we alone write it, and not only with the body.
 */
export function textHash(text: string): string {
  return sha256(asKept(replaceMarker(text, ''))).slice(0, 40);
}

/** Whether two texts are one, whatever a host has made of line ends and of the space around it. */
export function isSameText(a: string, b: string): boolean {
  return asKept(a) === asKept(b);
}

function asKept(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
