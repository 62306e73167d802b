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
  /\b(?:if|when|whenever|unless|until|while|where|whether|in case|forks?|forked|by default|only|except|some|first[- ]time|temporarily|no longer|never disabled|not (?:been )?disabled)\b|\?\s*$/i;
const PRONOUN = /^(?:(?:please|so|and|therefore),? )?(?:they|them|these|it|this|do not|don['’]t|never)\b/i;
const NOT_MORE = /^(?:warning|note|caution|important|attention|danger|notice)\s*[:!.]?$/i;

/** Judges each sentence of a text. */
export function whatItSays(text: string): Said {
  const kinds = sentencesOf(text).map(kindOf);
  if (!kinds.includes('warning')) return 'nothing';
  return kinds.every((kind) => kind !== 'other') ? 'warning' : 'more';
}

/** The sentences of a text, without the labels of admonitions. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?:][*_`"')\]]*)\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** `follower`: it says more of the same, as in "Do not enable them." */
export function kindOf(sentence: string): 'warning' | 'follower' | 'other' {
  const plain = sentence
    .replace(/[*_`>]+/g, '')
    .replace(/^(?:warning|note|caution|important)\s*:\s*/i, '')
    .trim();
  if (NOT_MORE.test(plain) || !/[\p{L}\p{N}]/u.test(plain)) return 'follower';
  if (QUALIFIED.test(plain) || !OFF.test(plain)) return 'other';
  if (WORKFLOWS.test(plain)) return 'warning';
  return PRONOUN.test(plain) ? 'follower' : 'other';
}
