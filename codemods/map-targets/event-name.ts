import { wordsOf } from './words-of.js';

const VERBS = new Set(['log', 'record', 'emit', 'audit', 'track', 'report', 'publish']);
/** `log_error` is a message of a level, `log_in` no log at all, `log_to_csv` and `record_file` write what a class is for. */
const NOT_BEHIND =
  /^(debug|info|warn|warning|error|exception|critical|fatal|trace|in|out|off|on|to|file|artifacts?|images?|figure)$/;
/** `close_log` and `flush_record` do something with a log and do not write to it. */
const NOT_BEFORE =
  /^(close|open|flush|rotate|stop|start|begin|end|finish|pause|reset|clear|delete|remove|drop|get|load|read|fetch|find|pop|set|unset|enable|disable|setup|init|show|print|build|make)$/;

/**
 * What the name of a call says: an event (`log_event`), one if what is told is one (`emit`, `report_loss`), or none (null).
 */
export function eventName(name: string): 'event' | 'perhaps' | null {
  const words = wordsOf(name);
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length === 1) return VERBS.has(first) ? 'perhaps' : null;
  if (VERBS.has(first)) return NOT_BEHIND.test(second) ? null : kindOf(first);
  return VERBS.has(last) && !NOT_BEFORE.test(first) ? kindOf(last) : null;
}

/** What is logged, emitted or audited is an event; what is reported or recorded can be anything. */
function kindOf(verb: string): 'event' | 'perhaps' {
  return verb === 'log' || verb === 'emit' || verb === 'audit' ? 'event' : 'perhaps';
}
