const VERBS = new Set(['log', 'record', 'emit', 'audit', 'track', 'report', 'publish']);
/** `log_error` is a message of a level, `log_in` no log at all, `log_to_csv` and `record_file` write what a class is for. */
const NOT_BEHIND =
  /^(debug|info|warn|warning|error|exception|critical|fatal|trace|in|out|off|on|to|file|artifacts?|images?|figure)$/;
/** `close_log` and `flush_record` do something with a log and do not write to it. */
const NOT_BEFORE =
  /^(close|open|flush|rotate|stop|start|begin|end|finish|pause|reset|clear|delete|remove|drop|get|load|read|fetch|find|pop|set|unset|enable|disable|setup|init|show|print|build|make)$/;

/** What the name of a call says: the verb alone (`emit`), a verb with what is told (`log_event`), or no event (null). */
export function eventName(name: string): 'verb' | 'compound' | null {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length === 1) return VERBS.has(first) ? 'verb' : null;
  if (VERBS.has(first)) return NOT_BEHIND.test(second) ? null : 'compound';
  return VERBS.has(last) && !NOT_BEFORE.test(first) ? 'compound' : null;
}
