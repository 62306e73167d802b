import type { Edit } from '../../../core/edit.js';
import type { ImportedName, ImportRequest } from '../../../core/fix.js';
import { newlineNear } from '../../../core/source-file.js';
import type { PlaceImports } from '../../language.js';
import { localOf, wordPattern } from '../imports/names.js';
import type { JavaScriptFile } from '../javascript-file.js';

/** A script of a component, and where it stands. */
export interface Surroundings {
  readonly file: JavaScriptFile;
  /** The text of the component around it; null where that cannot use what the script imports. */
  readonly around: string | null;
  /** Places imports as in a file that is nothing but this script. */
  readonly place: PlaceImports;
}

/**
 * Places imports in a script of a component. Refused is what the rest of the component may have another meaning for, and what
 * takes a name away that it may use: nothing here reads how.
 */
export function placeInScript({ file, around, place }: Surroundings): PlaceImports {
  return (requests, others) => {
    const refused = requests.flatMap((request) => refusalOf(request, file, around) ?? [])[0];
    if (refused !== undefined) return { refused };
    const placed = place(requests, others);
    if ('refused' in placed) return placed;
    return { edits: placed.edits.map((edit) => belowTag(edit, file)) };
  };
}

function refusalOf(request: ImportRequest, { block }: JavaScriptFile, around: string | null): string | null {
  if (request.action !== 'need') {
    return `the rest of the component may use what is imported: ${request.action} ${shown(request)} by hand`;
  }
  const local = localOf(request);
  if (local === null || request.sideEffect === true) return null;
  if (block?.boundBeside.includes(local) === true) return `the other script of the component declares ${local}`;
  if (around === null || !wordPattern(local).test(withoutTags(around, local))) return null;
  return `the rest of the component speaks of ${local}, and may mean something else: import it by hand`;
}

function shown({ module, name }: ImportedName): string {
  return name === undefined ? module : `${name} from ${module}`;
}

/** Elements of HTML and SVG are no components, whatever is imported: \`<path d="...">\`. */
function withoutTags(text: string, local: string): string {
  return local === 'path' ? text.replaceAll(/<\/?path(?=[\s/>])/g, '<') : text;
}

/** The line of the tag is not the first line of the script. */
function belowTag(edit: Edit, file: JavaScriptFile): Edit {
  if (edit.start > 0 || edit.end > 0) return edit;
  return { ...edit, newText: newlineNear(file, 0) + edit.newText };
}
