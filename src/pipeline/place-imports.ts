import type { Edit } from '../core/edit.js';
import type { Fix } from '../core/fix.js';
import { contains } from '../core/range.js';
import type { FilePart, ParsedFile } from '../languages/language.js';

type Placed = ReturnType<ParsedFile['placeImports']>;

/** Places the imports that fixes request: in the file, or, where it holds several programs, in that which the fix is of. */
export function placeImports(parsed: ParsedFile, fixes: readonly Fix[]): Placed {
  if (parsed.parts === undefined) return placeIn(parsed, fixes);
  const edits: Edit[] = [];
  for (const part of parsed.parts) {
    const placed = placeIn(
      part,
      fixes.filter((fix) => isOf(part, fix)).map((fix) => movedFix(fix, -part.offset)),
    );
    if ('refused' in placed) return placed;
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
