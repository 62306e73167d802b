import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodemodError, messageOf } from '../core/errors.js';
import { refusalIn } from './permissions.js';

/** What a codemod has thrown, as its failure. */
export function faultIn(thrown: unknown): { readonly code: string; readonly message: string } {
  if (thrown instanceof CodemodError) return { code: thrown.code, message: thrown.message };
  const refusal = refusalIn(thrown);
  if (refusal !== null) return { code: 'permission-refused', message: refusal };
  const place = placeOf(thrown);
  return { code: 'codemod-threw', message: place === null ? messageOf(thrown) : `${messageOf(thrown)} (${place})` };
}

const OWN_FOLDER = path.resolve(fileURLToPath(import.meta.url), '../../..');
const FRAME = /^ +at (?:.*\()?((?:file:\/\/)?\/[^()]+):(\d+):\d+\)?$/gm;

/** The line of the user's own module that threw, or called what did. Null where there is none, as in the toolkit's own codemods. */
function placeOf(thrown: unknown): string | null {
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
  for (const [, file = '', line = ''] of stack.matchAll(FRAME)) {
    const at = file.startsWith('file:') ? fileURLToPath(file) : file;
    if (!at.startsWith(OWN_FOLDER) && !at.includes('/node_modules/')) return `${path.basename(at)}:${line}`;
  }
  return null;
}
