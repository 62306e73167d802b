/** What a text says of workflows that must stay off. */
export type Said =
  /** Nothing of the kind. */
  | 'nothing'
  /** That those of this repository are disabled, now and always, and only that. */
  | 'warning'
  /** That, and more or otherwise: a condition, a request, a reason. */
  | 'more';

const WORKFLOWS =
  /\b(?:github actions|(?:github|ci|automated|all|the|these|our) workflows|workflows|workflow files)\b|\.github\/workflows/i;
const OFF =
  /\b(?:disabled|deactivated|(?:switched|turned) off|not (?:be )?(?:re-?)?(?:enabled|activated|active)|(?:do not|don['’]t|never|(?:must|should|may|can) ?not|please (?:do not|don['’]t)) (?:re-?)?(?:enable|activate|turn on|switch on)|(?:must|should|may|can) ?(?:not|never) be (?:re-?)?(?:enabled|activated|turned on|switched on))\b|\.disabled\b/i;
/** A condition, a part of the workflows, or the contrary. */
const QUALIFIED =
  /\b(?:if|when|whenever|unless|until|while|where|whether|in case|after|before|once|during|without|forks?|forked|by default|only|except|some|most|many|other|scheduled|first[- ]time|temporarily|automatically|no longer|never disabled|not (?:been )?disabled)\b|\?\s*$/i;
const CLAUSE = /[;:,–—]|\s-\s|\b(?:and|but|so)\b/;
/** Longer ones tell why, or what to do instead. In words. */
const LONGEST_CLAUSE = 20;

const LABEL = /^(?:warning|note|caution|important|attention|danger|notice)(?: ?[:!.–—-])? /i;
const ALL = '(?:all )?(?:of )?(?:the |our )?';
const HERE = '(?:(?:in|of|for) (?:this|our) (?:repo|repository|project)|in \\.github/workflows)';
const ARE_OFF = 'are (?:all )?(?:disabled|deactivated|switched off|turned off)';
/** Workflows without more may be those of the product that the guide is about. */
const STATEMENTS: readonly RegExp[] = [
  `${ALL}(?:github actions(?: workflows)?|(?:github|ci) workflows)(?: ${HERE})? ${ARE_OFF}(?: ${HERE})?`,
  `${ALL}(?:workflows|workflow files) ${HERE} ${ARE_OFF}`,
  `${ALL}(?:workflows|workflow files) ${ARE_OFF} ${HERE}`,
].map((source) => new RegExp(`^${source}[.!]?$`, 'i'));

/** Judges a text by an exact form, because what only looks like a warning may be true. */
export function whatItSays(text: string): Said {
  const plain = text.trim().replace(/\s+/g, ' ');
  const unlabelled = plain.replace(LABEL, '');
  if (STATEMENTS.some((statement) => statement.test(unlabelled))) return 'warning';
  return sentencesOf(plain).some(saysOff) ? 'more' : 'nothing';
}

function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?:][*_`"')\]]*)\s+/);
}

function saysOff(sentence: string): boolean {
  const plain = sentence.replace(/[*_`>]+/g, '').trim();
  return !QUALIFIED.test(plain) && plain.split(CLAUSE).some(saysOffInClause);
}

function saysOffInClause(clause: string): boolean {
  return OFF.test(clause) && WORKFLOWS.test(clause) && clause.trim().split(/\s+/).length <= LONGEST_CLAUSE;
}
