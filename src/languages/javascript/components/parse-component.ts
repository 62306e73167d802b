import type { Edit } from '../../../core/edit.js';
import { applyEdits } from '../../../core/edit.js';
import { CodemodError } from '../../../core/errors.js';
import type { Fix, ImportRequest } from '../../../core/fix.js';
import type { Range } from '../../../core/range.js';
import { isSkip, positionsOf, type Skip, type SourceFile } from '../../../core/source-file.js';
import type { FilePart, ParsedFile } from '../../language.js';
import type { BlockFacts, JavaScriptFile } from '../javascript-file.js';
import { parseJavaScript } from '../parse.js';
import { declaredNames, type ExposedNames, exposedNames, lostName } from './exposed-names.js';
import { findBlocks } from './find-blocks.js';

interface Script {
  readonly offset: number;
  readonly file: JavaScriptFile;
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
  const files: (JavaScriptFile & { readonly block: BlockFacts })[] = [];
  for (const { start, end, lang } of blocks) {
    const block = { lang, offset: start, boundBeside: [], ...position(start) };
    const file = parseJavaScript({ ...source, hasBom: false, text: source.text.slice(start, end), block });
    if (isSkip(file)) return file;
    files.push({ ...file, block });
  }
  const scripts = files.map(({ block, ...alone }): Script => {
    const boundBeside = files.flatMap((other) => (other.block.offset === block.offset ? [] : declaredNames(other.ast)));
    const file = { ...alone, block: { ...block, boundBeside } };
    return { offset: block.offset, file, parsed: parse(file) };
  });
  return componentOf(source, scripts);
}

function componentOf(file: SourceFile, scripts: readonly Script[]): ParsedFile {
  const within = (range: Range): Script | undefined =>
    scripts.find(({ offset, file: { text } }) => range.start >= offset && range.end <= offset + text.length);
  return {
    file,
    services: {},
    parts: scripts.map(partOf),
    placeImports: (requests) => ({
      refused: `imports are not placed in components yet: ${requests.map(taskOf).join(', ')} by hand`,
    }),
    census(range, only) {
      const script = within(range);
      return script?.parsed.census(moved(range, -script.offset), only) ?? [];
    },
    remarks: () =>
      scripts.flatMap(({ offset, parsed }) =>
        parsed.remarks().map((remark) => ({ ...remark, ...moved(remark, offset), covers: moved(remark.covers, offset) })),
      ),
  };
}

function taskOf({ action, module, name }: ImportRequest): string {
  return `${action === 'need' ? 'import' : action} ${name === undefined ? module : `${name} from ${module}`}`;
}

function partOf({ offset, file, parsed: { services } }: Script): FilePart {
  let names: ExposedNames | null = null;
  return {
    offset,
    file,
    services,
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
