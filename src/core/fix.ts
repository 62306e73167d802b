import type { Edit } from './edit.js';
import type { Range } from './range.js';

/**
 * How far a fix can be trusted. `safe` is applied by default, `unsafe` when the user asks for it, `manual` is only
 * reported. The scale is Ruff's (`ruff_diagnostics::Applicability`).
 */
export type Applicability = 'manual' | 'unsafe' | 'safe';

const ORDER: readonly Applicability[] = ['manual', 'unsafe', 'safe'];

/** True when a fix of this applicability is applied under the given threshold. */
export function isApplicable(applicability: Applicability, threshold: Applicability): boolean {
  return ORDER.indexOf(applicability) >= ORDER.indexOf(threshold);
}

/** Which fixes a run applies: those that can be trusted so far, but for those whose keys a person has rejected. */
export interface Wanted {
  readonly threshold: Applicability;
  readonly rejected: ReadonlySet<string>;
  /** What is wanted of transforms of other tools beside that. */
  readonly foreign?: ForeignWanted;
  /** The folder of the files, absolute, where they have one: other tools tell their transforms where each file stands. */
  readonly root?: string;
}

/** What a codemod that runs transforms of other tools has to know of the run. */
export interface ForeignRunFacts extends ForeignWanted {
  /** See {@link Wanted}. */
  readonly root: string | null;
}

/** How far the transforms of other tools are followed, and how they are checked. */
export interface ForeignWanted {
  /** True to write what their printers do to the formatting, too: quotes, line breaks, line ends. Default: it is left out. */
  readonly keepFormatting?: boolean;
  /** True to run each a second time over what it made, which must change nothing. Default: they run once. */
  readonly verifyIdempotent?: boolean;
}

/**
 * A name as an import statement gives it: `import module`, or `from module import name`. The rest is for JavaScript and
 * TypeScript alone; Python refuses it.
 */
export interface ImportedName {
  /** The module, spelt as in the source language. */
  readonly module: string;
  /** Absent when the module itself is bound. `default` in JavaScript: what the module exports as its default. */
  readonly name?: string;
  /** The name in the file, where it is not the module's or the name's own. */
  readonly as?: string;
  /** It is only spoken of as a type: `import type`. */
  readonly typeOnly?: true;
  /** Nothing is bound; the module is only run: `import 'module'`. */
  readonly sideEffect?: true;
}

/**
 * What a fix asks of the imports of its file. The requests of all fixes of a file are merged and placed once, by the
 * language: `need` binds the name unless it is bound already, `remove` takes it away where nothing else uses it, and
 * `rename` replaces it in place.
 */
export type ImportRequest =
  | ({ readonly action: 'need' } & ImportedName)
  | ({ readonly action: 'remove' } & ImportedName)
  | ({ readonly action: 'rename'; readonly to: ImportedName } & ImportedName);

/** One reason to change a file: its edits are applied all or not at all. */
export interface Fix {
  readonly kind: 'fix';
  /** Why the code is changed, as a sentence for the change log. */
  readonly reason: string;
  /** Where a person should look: the place of the defect. */
  readonly at: Range;
  readonly applicability: Applicability;
  /** Why the fix is not safe; empty for a safe one. */
  readonly caveat: string;
  readonly edits: readonly Edit[];
  readonly imports: readonly ImportRequest[];
}

/** A place that a person has to look at: something is wrong, or may be, and the codemod will not decide. */
export interface Finding {
  readonly kind: 'finding';
  /** A code that the codemod declares, such as `POOL004`. */
  readonly code: string;
  readonly message: string;
  readonly at: Range;
  /** What a person would have to answer so that the codemod could go on. */
  readonly question?: string;
}

/** A fact about a file that the codemod's `project` stage wants to see. It must survive JSON. */
export interface Note {
  readonly kind: 'note';
  readonly value: unknown;
}

/** What a transform yields. */
export type Yielded = Fix | Finding | Note;

/** How an author describes a fix: safe, or with the reason why it is not. */
export type FixInit = {
  readonly reason: string;
  readonly at: Range;
  readonly edits?: readonly Edit[];
  readonly imports?: readonly ImportRequest[];
} & ({ readonly applicability?: 'safe' } | { readonly applicability: 'unsafe' | 'manual'; readonly caveat: string });

export function makeFix(init: FixInit): Fix {
  return {
    kind: 'fix',
    reason: init.reason,
    at: { start: init.at.start, end: init.at.end },
    applicability: init.applicability ?? 'safe',
    caveat: 'caveat' in init ? init.caveat : '',
    edits: init.edits ?? [],
    imports: init.imports ?? [],
  };
}
