import type { Step } from '../change.js';
import { type Edit, growthOf } from '../edit.js';
import { overlapsOrTouches, type Range } from '../range.js';

/** A fix of a change, by its place: the number of its step, and its number there. */
export interface FixPlace {
  readonly step: number;
  readonly fix: number;
}

/** A place as the key of a map. */
export function placeName({ step, fix }: FixPlace): string {
  return `${step}/${fix}`;
}

/** What an earlier edit has left in the current text. */
interface Trace extends Range {
  readonly owners: readonly number[];
  readonly isImport: boolean;
}

/**
 * The fixes of a change in groups that stand or fall together, in the order of their first fix. Two fixes are of one group
 * when they share an edit, or one changes what the other has left. An import that fixes share is no tie as long as each of
 * them asks for just that: it is placed when one of them stands.
 */
export function coupledFixes(steps: readonly Step[]): readonly (readonly FixPlace[])[] {
  const places = steps.flatMap(({ fixes }, step) => fixes.map((_, fix) => ({ step, fix })));
  const groups = new Groups(places.length);
  let traces: Trace[] = [];
  let first = 0;
  for (const step of steps) {
    const owners = ownersOf(step, first);
    const importEdits = new Set(step.importEdits);
    for (const [index, edit] of step.edits.entries()) {
      const own = owners[index] ?? [];
      const isImport = importEdits.has(index);
      if (!(isImport && sharesImport(step, own, first))) groups.join(own);
      for (const trace of traces) {
        if (overlapsOrTouches(trace, edit) && !isApart(trace, edit, isImport)) groups.join([...own, ...trace.owners]);
      }
    }
    traces = [...traces.map((trace) => moved(trace, step.edits)), ...tracesOf(step, owners)];
    first += step.fixes.length;
  }
  return groups.list().map((group) => group.flatMap((index) => places[index] ?? []));
}

/** For each edit of a step, the numbers of its fixes among all of the change. An edit of no fix belongs to all of them. */
function ownersOf({ edits, fixes }: Step, first: number): readonly (readonly number[])[] {
  const owners = edits.map((): number[] => []);
  for (const [number, fix] of fixes.entries()) for (const index of fix.edits) owners[index]?.push(first + number);
  const all = fixes.map((_, number) => first + number);
  return owners.map((own) => (own.length > 0 ? own : all));
}

function sharesImport({ fixes }: Step, owners: readonly number[], first: number): boolean {
  const asked = owners.map((owner) => fixes[owner - first]?.imports ?? []);
  return (
    asked.every((imports) => imports.every(({ action }) => action === 'need')) &&
    allEqual(asked.map((one) => JSON.stringify(one)))
  );
}

function allEqual(texts: readonly string[]): boolean {
  return texts.every((text) => text === texts[0]);
}

/** Two imports that codemod after codemod has put beside each other do not need one another. */
function isApart(trace: Trace, edit: Edit, isImport: boolean): boolean {
  const isBeside = edit.start === edit.end && (edit.start === trace.start || edit.start === trace.end);
  return isImport && trace.isImport && trace.start < trace.end && isBeside;
}

/** Where a range stands after edits. What of an edit reaches into it belongs to it from then on. */
function moved(trace: Trace, edits: readonly Edit[]): Trace {
  const growth = (some: readonly Edit[]): number => some.reduce((sum, edit) => sum + growthOf(edit), 0);
  const before = edits.filter(({ end }) => end <= trace.start);
  const inside = edits.filter(({ start, end }) => end > trace.start && start < trace.end);
  const start = Math.min(trace.start, ...inside.map((edit) => edit.start)) + growth(before);
  const end = Math.max(trace.end, ...inside.map((edit) => edit.end)) + growth(before) + growth(inside);
  return { ...trace, start, end };
}

function tracesOf(step: Step, owners: readonly (readonly number[])[]): Trace[] {
  const sorted = [...step.edits.entries()].sort(([, a], [, b]) => a.start - b.start || a.end - b.end);
  let shift = 0;
  return sorted.map(([index, edit]) => {
    const start = edit.start + shift;
    shift += growthOf(edit);
    const isImport = step.importEdits.includes(index);
    return { start, end: start + edit.newText.length, owners: owners[index] ?? [], isImport };
  });
}

/** Disjoint sets of numbers. */
class Groups {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  join(members: readonly number[]): void {
    const [first] = members;
    if (first === undefined) return;
    for (const member of members) this.#parents[this.#root(member)] = this.#root(first);
  }

  /** The groups, each in order, by their least member. */
  list(): readonly (readonly number[])[] {
    const groups = new Map<number, number[]>();
    for (const index of this.#parents.keys()) {
      const root = this.#root(index);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [index]);
      else group.push(index);
    }
    return [...groups.values()];
  }

  #root(member: number): number {
    let root = member;
    for (let parent = this.#parents[root] ?? root; parent !== root; parent = this.#parents[root] ?? root) {
      // Each step halves the way for those who come later.
      this.#parents[root] = this.#parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }
}
