import type { Edit } from '../core/edit.js';
import type { Fix } from '../core/fix.js';
import { contains } from '../core/range.js';
import type { FilePart, ParsedFile } from '../languages/language.js';

type Placed = ReturnType<ParsedFile['placeImports']>;

/** Places the imports that fixes request: in the file, or, where it holds several programs, in that which the fix is of. */
export function placeImports(parsed: ParsedFile, fixes: readonly Fix[]): Placed {
  if (parsed.parts === undefined) return placeIn(parsed, fixes);
  const edits: Edit[] = [];
  const imported = new Set<string>();
  for (const part of parsed.parts) {
    const own = fixes.filter((fix) => isOf(part, fix)).map((fix) => movedFix(fix, -part.offset));
    const placed = placeIn(part, own);
    if ('refused' in placed) return placed;
    const names = placed.edits.length === 0 ? [] : own.flatMap(neededBy);
    const twice = names.find((name) => imported.has(name));
    if (twice !== undefined) return { refused: `another script of the file would import ${twice} as well: import it by hand` };
    for (const name of names) imported.add(name);
    edits.push(...placed.edits.map((edit) => movedEdit(edit, part.offset)));
  }
  return { edits };
}

function placeIn({ placeImports: place }: Pick<ParsedFile, 'placeImports'>, fixes: readonly Fix[]): Placed {
  const requests = fixes.flatMap((fix) => fix.imports);
  return requests.length === 0
    ? { edits: [] }
    : place(
        requests,
        fixes.flatMap((fix) => fix.edits),
      );
}

/** What the programs of a file share: they may become one, in which a name is declared once. */
function neededBy({ imports }: Fix): readonly string[] {
  const bound = imports.filter(({ action, sideEffect }) => action === 'need' && sideEffect !== true);
  return bound.map(({ module, name, as }) => as ?? name ?? module);
}

function isOf({ offset, file: { text } }: FilePart, { at }: Fix): boolean {
  return contains({ start: offset, end: offset + text.length }, at);
}

/** A fix whose offsets count from somewhere else. */
export function movedFix(fix: Fix, by: number): Fix {
  const { start, end } = fix.at;
  return { ...fix, at: { start: start + by, end: end + by }, edits: fix.edits.map((edit) => movedEdit(edit, by)) };
}

function movedEdit(edit: Edit, by: number): Edit {
  return { ...edit, start: edit.start + by, end: edit.end + by };
}
