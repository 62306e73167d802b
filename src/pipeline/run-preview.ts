import type { BoundCodemod } from '../core/codemod.js';
import type { Wanted } from '../core/fix.js';
import type { FileFailure } from '../core/outcome.js';
import type { SourceFile } from '../core/source-file.js';
import { transformOf } from '../core/transform-of.js';
import { faultIn } from './fault-in.js';
import { makeContext } from './run-pass.js';

/** What the preview of a transform came to: see `Preview`. A failure counts only where the file itself is whole. */
export type Previewed = 'unchanged' | 'unread' | { readonly value: unknown } | { readonly failure: FileFailure };

/** Runs a transform over a text that is not parsed yet, where it can be. */
export async function runPreview(bound: BoundCodemod, language: string, source: SourceFile, wanted: Wanted): Promise<Previewed> {
  const transform = transformOf(bound.codemod, language);
  if (transform?.preview === undefined) return 'unread';
  try {
    return await transform.preview(source, makeContext({}, bound, wanted));
  } catch (thrown) {
    return { failure: { ...faultIn(thrown), codemod: bound.codemod.name } };
  }
}
