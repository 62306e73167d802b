import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodemodError, isSilent, messageOf } from '../core/errors.js';
import { refusalIn } from './permissions.js';

/** What a codemod has thrown, as its failure. */
export function faultIn(thrown: unknown): { readonly code: string; readonly message: string } {
  if (thrown instanceof CodemodError) return { code: thrown.code, message: thrown.message };
  const refusal = refusalIn(thrown);
  if (refusal !== null) return { code: 'permission-refused', message: refusal };
  const frames = framesOf(thrown);
  const [first] = frames;
  const message = isSilent(thrown) && first !== undefined ? `${messageOf(thrown)} in ${shown(first)}` : messageOf(thrown);
  const own = frames.find(({ file }) => !file.startsWith(OWN_FOLDER) && !file.includes(PACKAGES));
  if (own === undefined || (isSilent(thrown) && own === first)) return { code: 'codemod-threw', message };
  return { code: 'codemod-threw', message: `${message} (${shown(own)})` };
}

const OWN_FOLDER = path.resolve(fileURLToPath(import.meta.url), '../../..');
const PACKAGES = '/node_modules/';
const FRAME = /^ +at (?:.*\()?((?:file:\/\/)?\/[^()]+):(\d+):\d+\)?$/gm;

interface Frame {
  readonly file: string;
  readonly line: string;
}

/** The lines that threw, or called what did, the innermost first. One of the user's own modules tells most; there is none where the stack is cut off above it. */
function framesOf(thrown: unknown): readonly Frame[] {
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
  return [...stack.matchAll(FRAME)].map(([, file = '', line = '']) => ({
    file: file.startsWith('file:') ? fileURLToPath(file) : file,
    line,
  }));
}

/** In a package: from its name on. */
function shown({ file, line }: Frame): string {
  const at = file.lastIndexOf(PACKAGES);
  return `${at < 0 ? path.basename(file) : file.slice(at + PACKAGES.length)}:${line}`;
}
