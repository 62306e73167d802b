import type { FileGlob } from './config-schema.js';

/** Each star multiplies the time that a hostile file name can cost. */
export const MOST_STARS = 4;

/**
 * A glob of a rule's `files` or `ignores`. ast-grep reads it as the crate globset does by default: a star crosses slashes, and the whole
 * path has to match. https://docs.rs/globset/latest/globset/#syntax
 */
export function compileRuleGlob(glob: FileGlob): RegExp {
  const { glob: pattern, caseInsensitive = false } = typeof glob === 'string' ? { glob } : glob;
  return new RegExp(`^${translated(pattern)}$`, caseInsensitive ? 'isu' : 'su');
}

/** Why a glob cannot be read, or null. */
export function globFault(glob: FileGlob): string | null {
  const { glob: pattern } = typeof glob === 'string' ? { glob } : glob;
  if ((pattern.match(/\*+/g) ?? []).length > MOST_STARS) return `it has more than ${MOST_STARS} "*"`;
  if (/^\.?\//.test(pattern)) return 'it must be a path from the folder of the run, without "/" or "./" in front';
  try {
    compileRuleGlob(glob);
    return null;
  } catch {
    return 'a bracket or brace is not closed';
  }
}

const TOKEN = /^\*\*\/|\/\*\*\/|\/\*\*$|\*+|\?|\[[!^]?\]?[^\]]*\]|\\.|[{},]|[\s\S]/gu;

function translated(pattern: string): string {
  let depth = 0;
  return pattern.replace(TOKEN, (token) => {
    if (token === '{') depth++;
    const read = translatedToken(token, depth > 0);
    if (token === '}') depth--;
    return read;
  });
}

function translatedToken(token: string, inBraces: boolean): string {
  if (token === '**/') return '(?:.*/)?';
  if (token === '/**/') return '/(?:.*/)?';
  if (token === '/**') return '/.*';
  if (token.startsWith('*')) return '.*';
  if (token === '?') return '.';
  if (token === '{') return '(?:';
  if (token === '}') return ')';
  if (token === ',' && inBraces) return '|';
  if (token.length > 1 && token.startsWith('[')) return classOf(token);
  return escaped(token.startsWith('\\') && token.length > 1 ? token.slice(1) : token);
}

function classOf(token: string): string {
  const negated = /^\[[!^]/.test(token);
  const members = token.slice(negated ? 2 : 1, -1).replace(/[\\\][^]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

function escaped(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
