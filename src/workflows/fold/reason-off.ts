import type { Workflow } from '../workflow.js';

/** What says so wherever it stands. */
const SAYS_OFF =
  /\b(?:disabl\w*|deactivat\w*|suspend\w*|paus(?:ed?|ing)|re-?enabl\w*|(?:switch|turn|put|keep|kept|stay|leave|left|is|are)\w*(?:\s+\w+)?\s+off|(?:switch|turn)\w*\s+(?:\w+\s+)?(?:back\s+)?on|on hold|not in use|unused|obsolete|deprecated)\b/i;

/** Words of a reason, which say that a workflow is off only where they stand above its steps. */
const REASON =
  /\b(?:off|because|since|due to|until|unless|till|when|once|costs?|expensive|billing|budget|quota|minutes|broken|breaks?|fail\w*|flaky|flakes|wait\w*|no longer|not|never|don't|doesn't|can't|cannot|too|stop\w*|old|skip\w*|temporar\w*|remove\w*|enable\w*|allow\w*|permission from|ask\w*|no|only|for now|later|again|todo|fixme|instead|replaced|moved|bug|issue|see|sorry)\b|#\d+|https?:/i;

/** The comment that tells why a workflow does not run, so that only a person can decide whether it shall; null for none. */
export function reasonOff({ file, services, jobs }: Workflow): string | null {
  const steps = jobs.flatMap(({ node }) => services.pair(node, 'steps') ?? []);
  const isAmongSteps = (at: number): boolean => steps.some(({ start, end }) => at >= start && at < end);
  const texts = file.comments.map(({ start, end }) => ({ start, text: file.text.slice(start, end).trim() }));
  const told = texts.find(({ start, text }) => SAYS_OFF.test(text) || (!isAmongSteps(start) && REASON.test(text)));
  return told?.text ?? null;
}
