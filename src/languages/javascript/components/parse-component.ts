import type { Edit } from '../../../core/edit.js';
import { applyEdits } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import type { Fix } from '../../../core/fix.js';
import type { Range } from '../../../core/range.js';
import { isSkip, positionsOf, type Skip, type SourceFile } from '../../../core/source-file.js';
import type { FilePart, ParsedFile } from '../../language.js';
import type { BlockFacts, JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';
import { agreedFixes } from './agreed-fixes.js';
import { declaredNames, type ExposedNames, exposedNames, importedModules, lostName } from './exposed-names.js';
import { findBlocks } from './find-blocks.js';
import { placeInScript } from './place-in-script.js';
import type { ScriptBlock } from './script-block.js';

interface Script {
  readonly offset: number;
  readonly file: JavaScriptFile;
  readonly around: string | null;
  readonly isOuter: boolean;
  readonly parsed: ParsedFile;
}

/**
 * Parses the scripts of a component, each as a program of its own. Whatever stands around them is text that nothing here reads or changes.
 *
 * @param parse makes a parsed file of a script.
 */
export function parseComponent(source: SourceFile, parse: (file: JavaScriptFile) => ParsedFile): ParsedFile | Skip {
  const blocks = findBlocks(source.path, source.text);
  if (isSkip(blocks)) return blocks;
  const position = positionsOf(source.text);
  const files: (JavaScriptFile & { readonly block: BlockFacts; readonly around: string | null; readonly isOuter: boolean })[] =
    [];
  for (const found of blocks) {
    const { start, end, lang, isOuter } = found;
    const block = { lang, offset: start, boundBeside: [], importedBeside: [], ...position(start) };
    const file = parseJavaScript({ ...source, hasBom: false, text: source.text.slice(start, end), block });
    if (isSkip(file)) return file;
    files.push({ ...file, block, around: textAround(source.text, found), isOuter });
  }
  const scripts = files.map(({ block, around, isOuter, ...alone }): Script => {
    const beside = files.filter((other) => other.block.offset !== block.offset);
    const boundBeside = beside.flatMap((other) => declaredNames(other.ast));
    const importedBeside = beside.flatMap((other) => importedModules(other.ast));
    const file = { ...alone, block: { ...block, boundBeside, importedBeside } };
    return { offset: block.offset, file, around, isOuter, parsed: parse(file) };
  });
  return componentOf(source, scripts);
}

/** What stands around a script in its component; null where it cannot use what the script imports. */
function textAround(text: string, { start, end, isSeen }: ScriptBlock): string | null {
  return isSeen ? `${text.slice(0, start)}\n${text.slice(end)}` : null;
}

function componentOf(file: SourceFile, scripts: readonly Script[]): ParsedFile {
  return {
    file,
    services: {},
    parts: scripts.map(partOf),
    agreed: (byPart) => agreedFixes(scripts.map((script, index) => ({ ...script, fixes: byPart[index] ?? [] }))),
    placeImports: () => ({ refused: 'a component has no imports outside of its scripts' }),
    census: (range, only) =>
      scripts.flatMap(({ offset, file: { text }, parsed }) => {
        const start = Math.max(range.start - offset, 0);
        const end = Math.min(range.end - offset, text.length);
        return start < end ? parsed.census({ start, end }, only) : [];
      }),
    remarks: () =>
      scripts.flatMap(({ offset, parsed }) =>
        parsed.remarks().map((remark) => ({ ...remark, ...moved(remark, offset), covers: moved(remark.covers, offset) })),
      ),
  };
}

function partOf({ offset, file, around, parsed: { services, placeImports } }: Script): FilePart {
  let names: ExposedNames | null = null;
  return {
    offset,
    file,
    services,
    placeImports: placeInScript({ file, around, place: placeImports }),
    guarded(fix) {
      names ??= exposedNames(file.ast);
      return guarded(fix, file, names);
    },
  };
}

/** What stands around the script may use any name that the script exposes, and nothing here reads how. */
function guarded(fix: Fix, file: JavaScriptFile, names: ExposedNames): Fix {
  const text = edited(file.text, fix.edits);
  if (text === null) return fix;
  if (/<\/script/i.test(text)) {
    throw new CodemodError('output-refused', 'the new text would end the script of the component: it holds </script');
  }
  if (fix.applicability !== 'safe') return fix;
  const after = parseJavaScript({ ...file, text });
  const lost = lostName(names, isSkip(after) ? new Map() : exposedNames(after.ast));
  if (lost === null) return fix;
  return { ...fix, applicability: 'unsafe', caveat: `the rest of the component may use ${lost}, and is not looked at` };
}

/** Null for edits that cannot be applied: the pipeline tells why. */
function edited(text: string, edits: readonly Edit[]): string | null {
  try {
    return applyEdits(text, edits);
  } catch {
    return null;
  }
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}
