const CHECKS =
  /\b(?:check(?:s|ing)?|tests?|testing|lint(?:s|ing|ers?)?|quality|style|format(?:s|ting)?|static|analysis|verif\w*|hooks?|pre-?commit|ci|continuous integration|validat\w*|pull requests?|before (?:you )?(?:commit|push|submit|open)\w*)\b/i;
const TESTS = /\btest(?:s|ing)?\b/gi;
const FORMATTING = /\b(?:style|format(?:s|ting)?)\b/gi;
const LISTED_FOR_OTHER_REASONS =
  /\b(?:install\w*|requirements?|prerequisites?|dependenc\w*|set(?:ting)?[ -]?up|environment|versions?|fixtures?|writing|changelog)\b/i;

/** What the words around a list or block say that it is of; `tests` and `formatting` are that alone. */
export type Topic = 'checks' | 'tests' | 'formatting' | 'other';

/**
 * @param title of the heading above.
 * @param lead the paragraph right above; empty where there is none. It says more than the heading.
 */
export function topicOf(title: string, lead: string): Topic {
  if (LISTED_FOR_OTHER_REASONS.test(lead)) return 'other';
  const said = CHECKS.test(lead) ? lead : LISTED_FOR_OTHER_REASONS.test(title) ? '' : title;
  if (!CHECKS.test(said)) return 'other';
  if (!CHECKS.test(said.replace(TESTS, ' '))) return 'tests';
  return CHECKS.test(said.replace(FORMATTING, ' ')) ? 'checks' : 'formatting';
}
