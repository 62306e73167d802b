import { canonicalJson } from '../../core/plan.js';
import type { BegunVerb } from '../model/campaign-state.js';

/** What takes back is the last word on what was to be published: nothing of that is taken up afterwards. */
const TAKES_BACK: ReadonlySet<string> = new Set(['close', 'undo']);
const TAKEN_BACK: ReadonlySet<string> = new Set(['publish', 'merge']);

/** These say what a verb does, and not to which repositories. */
const WAYS = ['publisher', 'again'];

/** Verbs that have begun and not ended. One that is about less leaves those before it to be taken up. */
export class CutOffVerbs {
  #begun: readonly BegunVerb[] = [];

  /** The one to go on with; null where none was cut off. */
  get last(): BegunVerb | null {
    return this.#begun.at(-1) ?? null;
  }

  begin(verb: BegunVerb): void {
    this.#begun = [...this.#begun.filter((before) => !covers(verb, before)), verb];
  }

  /** One process holds a campaign at a time, so that what ends is what has begun last. */
  end(verb: string): void {
    const at = this.#begun.findLastIndex((one) => one.verb === verb);
    this.#begun = this.#begun.filter((_, index) => index !== at);
  }
}

/** True where a verb does all that another one was to do: each option beside the way narrows what it is about. */
function covers(verb: BegunVerb, before: BegunVerb): boolean {
  if (verb.verb === before.verb) return WAYS.every((way) => isAlike(verb, before, way)) && isNoNarrower(verb, before);
  return TAKES_BACK.has(verb.verb) && TAKEN_BACK.has(before.verb) && isNoNarrower(verb, before);
}

function isNoNarrower(verb: BegunVerb, before: BegunVerb): boolean {
  return Object.keys(verb.options)
    .filter((option) => !WAYS.includes(option))
    .every((option) => isAlike(verb, before, option));
}

function isAlike(one: BegunVerb, other: BegunVerb, option: string): boolean {
  const [a, b] = [one, other].map(({ options }) => canonicalJson(options[option] || null));
  return a === b;
}
