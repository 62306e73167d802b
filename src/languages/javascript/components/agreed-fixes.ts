import { applyEdits } from '../../../core/edit.js';
import type { Fix } from '../../../core/fix.js';
import { isSkip } from '../../../core/source-file.js';
import type { JavaScriptFile } from '../javascript-file.js';
import { minimalEdits } from '../minimal-edits/minimal-edits.js';
import { parseJavaScript } from '../parse.js';
import { declaredNames } from './exposed-names.js';
import { importOf, withoutImport } from './one-import.js';

/** A script of a component with what a codemod has for it. */
export interface FixedScript {
  readonly file: JavaScriptFile;
  /** True where the other script knows what this one declares. */
  readonly isOuter: boolean;
  readonly fixes: readonly Fix[];
}

/** The same when all fixes are applied. */
interface After extends FixedScript {
  readonly after: JavaScriptFile;
  readonly before: readonly string[];
  readonly names: readonly string[];
}

/**
 * The two scripts of a component become one module, in which a name is declared once. Of an import that both would hold, the script that knows what the
 * other one declares needs none; any other name that both would declare makes the fixes that declare it unsafe.
 *
 * @returns the fixes of each script, in the order of the scripts.
 */
export function agreedFixes(scripts: readonly FixedScript[]): readonly (readonly Fix[])[] {
  const untouched = scripts.map(({ fixes }) => fixes);
  const [one, other] = scripts.map(afterAll);
  if (one === undefined || other === undefined || one === null || other === null) return untouched;
  const isNew = (name: string): boolean => !one.before.includes(name) || !other.before.includes(name);
  const shared = one.names.filter((name) => other.names.includes(name) && isNew(name));
  if (shared.length === 0) return untouched;
  const [inner, outer] = one.isOuter ? [other, one] : [one, other];
  const fewer = withoutShared(inner, outer, shared);
  if (fewer === null) return [one, other].map((script) => marked(script, shared));
  return [one, other].map((script) => (script === inner ? fewer : script.fixes));
}

function afterAll(script: FixedScript): After | null {
  const { file, fixes } = script;
  const after = fixed(file, fixes);
  if (after === null) return null;
  return { ...script, after, before: declaredNames(file.ast), names: declaredNames(after.ast) };
}

/** Null for edits that cannot be applied together, or make no program: the pipeline tells why. */
function fixed(file: JavaScriptFile, fixes: readonly Fix[]): JavaScriptFile | null {
  if (fixes.length === 0) return file;
  try {
    const after = parseJavaScript({
      ...file,
      text: applyEdits(
        file.text,
        fixes.flatMap(({ edits }) => edits),
      ),
    });
    return isSkip(after) ? null : after;
  } catch {
    return null;
  }
}

/** The one fix of a script without imports that the other script has as well; null where there is more to it. */
function withoutShared(script: After, beside: After, shared: readonly string[]): readonly Fix[] | null {
  const [fix, ...others] = script.fixes;
  if (fix === undefined || others.length > 0) return null;
  let { after } = script;
  for (const name of shared) {
    const own = importOf(after, name);
    if (script.before.includes(name) || own === null || own.key !== importOf(beside.after, name)?.key) return null;
    const fewer = withoutImport(after, own);
    if (fewer === null) return null;
    after = fewer;
  }
  const edits = minimalEdits(script.file, after.text);
  const [first] = edits;
  return first === undefined ? [] : [{ ...fix, at: { start: first.start, end: first.end }, edits }];
}

function marked({ file, before, fixes }: After, shared: readonly string[]): readonly Fix[] {
  return fixes.map((fix) => {
    if (fix.applicability !== 'safe') return fix;
    const alone = fixed(file, [fix]);
    const names = alone === null ? shared : declaredNames(alone.ast);
    const name = shared.find((one) => names.includes(one) && !before.includes(one));
    return name === undefined
      ? fix
      : { ...fix, applicability: 'unsafe', caveat: `both scripts of the component would declare ${name}` };
  });
}
