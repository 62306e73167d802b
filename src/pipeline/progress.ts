import { applySteps, type Step } from '../core/change.js';
import { offsetsAfter, offsetsBefore } from '../core/edit.js';
import type { Finding } from '../core/fix.js';
import type { HeldBack, LocatedFinding, WithheldFix } from '../core/outcome.js';
import type { Position } from '../core/range.js';
import { positionsOf } from '../core/source-file.js';
import type { PassResult } from './run-pass.js';
import type { Withheld } from './withheld.js';

/** What was seen before step number `steps`: later steps move it. */
interface Observed<T> {
  readonly item: T;
  readonly codemod: string;
  readonly steps: number;
}

/** What was seen, and where in the end. */
export interface Located {
  readonly findings: readonly LocatedFinding[];
  readonly withheld: readonly WithheldFix[];
  readonly heldBack: HeldBack;
}

/** What comes of a file while codemod after codemod works on it. */
export class Progress {
  readonly #steps: Step[] = [];
  readonly #findings: Observed<Finding>[] = [];
  readonly #withheld: Observed<Withheld>[] = [];
  readonly #heldBack: { readonly findings: Observed<Finding>[]; readonly withheld: Observed<Withheld>[] } = {
    findings: [],
    withheld: [],
  };
  readonly #notes: Record<string, readonly unknown[]> = {};

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** By codemod. */
  get notes(): Readonly<Record<string, readonly unknown[]>> {
    return this.#notes;
  }

  /** What was seen before the step is moved by it, what is seen from now on is not. */
  addStep(step: Step): void {
    this.#steps.push(step);
  }

  addNotes(codemod: string, notes: readonly unknown[]): void {
    if (notes.length > 0) this.#notes[codemod] = [...(this.#notes[codemod] ?? []), ...notes];
  }

  observe(codemod: string, { findings, withheld, heldBack }: PassResult): void {
    this.#findings.push(...this.#observed(codemod, findings));
    this.#withheld.push(...this.#observed(codemod, withheld));
    this.#heldBack.findings.push(...this.#observed(codemod, heldBack.findings));
    this.#heldBack.withheld.push(...this.#observed(codemod, heldBack.withheld));
  }

  /** Takes what is wrong with the comments that hold a codemod back. What another one has told of a comment is not told again. */
  observeComments(codemod: string, found: readonly Finding[]): void {
    const told = this.#findings.filter(({ steps }) => steps === this.#steps.length).map(({ item }) => keyOf(item));
    const fresh = found.filter((item) => item.code === 'suppression-unused' || !told.includes(keyOf(item)));
    this.#findings.push(...this.#observed(codemod, fresh));
  }

  /**
   * Gives all that was seen its place in the text that the run leaves, and in the one it found; in the order of their lines.
   *
   * @param text the one that it found.
   */
  located(text: string): Located {
    const positionBefore = positionsOf(text);
    const positionAfter = positionsOf(applySteps(text, this.#steps));
    const before = this.#steps.map(({ edits }) => offsetsBefore(edits));
    const after = this.#steps.map(({ edits }) => offsetsAfter(edits));
    const place = (offset: number, seenAfter: number): Position & { lineBefore: number } => {
      const original = before.slice(0, seenAfter).reduceRight((at, moved) => moved(at), offset);
      const final = after.slice(seenAfter).reduce((at, moved) => moved(at), offset);
      return { ...positionAfter(final), lineBefore: positionBefore(original).line };
    };
    const findingsOf = (all: readonly Observed<Finding>[]) =>
      all.map(({ item, codemod, steps }) => ({ ...item, codemod, ...place(item.at.start, steps) })).sort(byPlace);
    const withheldOf = (all: readonly Observed<Withheld>[]) =>
      all.map(({ item, codemod, steps }) => ({ ...item, codemod, ...place(item.fix.at.start, steps) })).sort(byPlace);
    return {
      findings: findingsOf(this.#findings),
      withheld: withheldOf(this.#withheld),
      heldBack: { findings: findingsOf(this.#heldBack.findings), withheld: withheldOf(this.#heldBack.withheld) },
    };
  }

  #observed<T>(codemod: string, items: readonly T[]): readonly Observed<T>[] {
    const steps = this.#steps.length;
    return items.map((item) => ({ item, codemod, steps }));
  }
}

function keyOf({ code, at }: Finding): string {
  return `${code} ${at.start}`;
}

function byPlace(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}
