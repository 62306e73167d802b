/** What a text says of workflows that must stay off. */
export type Said =
  /** Nothing of the kind. */
  | 'nothing'
  /** That, and only that. */
  | 'warning'
  /** That, and more. */
  | 'more';

const WORKFLOWS =
  /\b(?:github actions|(?:github|ci|automated|all|the|these|our) workflows|workflows|workflow files)\b|\.github\/workflows/i;
const OFF =
  /\b(?:disabled|deactivated|(?:switched|turned) off|not (?:be )?(?:re-?)?(?:enabled|activated|active)|(?:do not|don['’]t|never|(?:must|should|may|can) ?not|please (?:do not|don['’]t)) (?:re-?)?(?:enable|activate|turn on|switch on)|(?:must|should|may|can) ?(?:not|never) be (?:re-?)?(?:enabled|activated|turned on|switched on))\b|\.disabled\b/i;
/** A condition, a part of the workflows, or the contrary. */
const QUALIFIED =
  /\b(?:if|when|whenever|unless|until|while|where|whether|in case|after|before|once|during|without|forks?|forked|by default|only|except|some|most|many|other|scheduled|first[- ]time|temporarily|automatically|no longer|never disabled|not (?:been )?disabled)\b|\?\s*$/i;
/** How a clause begins that goes on about what was told before. */
const GOES_ON =
  /^(?:(?:please|so|and|therefore),? )?(?:they|them|these|it|this|do not|don['’]t|never|must|should|may|can|are|is|have been|stay|remain)\b/i;
const LABEL = /^(?:warning|note|caution|important|attention|danger|notice|please)$/i;
const CLAUSE = /[;:,–—]|\s-\s|\b(?:and|but|so)\b/;
/** Longer ones tell why, or what to do instead. In words. */
const LONGEST_CLAUSE = 20;

/** What a sentence is: `more` says the same again, `mixed` says it in one breath with something else. */
export type Kind = 'warning' | 'more' | 'mixed' | 'other';

/** Judges each sentence of a text. */
export function whatItSays(text: string): Said {
  const kinds = sentencesOf(text).map(kindOf);
  if (!kinds.includes('warning') && !kinds.includes('mixed')) return 'nothing';
  return kinds.every((kind) => kind === 'warning' || kind === 'more') ? 'warning' : 'more';
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?:][*_`"')\]]*)\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

export function kindOf(sentence: string): Kind {
  const plain = sentence.replace(/[*_`>]+/g, '').trim();
  if (QUALIFIED.test(plain)) return 'other';
  const kinds = plain.split(CLAUSE).map(kindOfClause);
  if (!kinds.includes('warning')) return kinds.every((kind) => kind === 'more') ? 'more' : 'other';
  return kinds.includes('other') ? 'mixed' : 'warning';
}

function kindOfClause(clause: string): Exclude<Kind, 'mixed'> {
  const words = clause.trim().replace(/[.!]+$/, '');
  if (LABEL.test(words) || !/[\p{L}\p{N}]/u.test(words)) return 'more';
  if (!OFF.test(words) || words.split(/\s+/).length > LONGEST_CLAUSE) return 'other';
  if (WORKFLOWS.test(words)) return 'warning';
  return GOES_ON.test(words) ? 'more' : 'other';
}
