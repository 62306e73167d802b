/** The names that are looked for when the parameter `events` is not given. */
export const DEFAULT_EVENTS = ['log', 'record', 'emit', 'audit', 'track', 'report', 'publish'] as const;

const LEVELS = new Set('debug info warn warning error exception critical fatal trace message msg'.split(' '));

/** `log_in` and `log_out` are no events, `log_to_csv` and `log_artifact` write what the class is there for. */
const NOT_SECOND = new Set([
  'in',
  'out',
  'off',
  'on',
  'to',
  'file',
  'artifact',
  'artifacts',
  'model',
  'figure',
  'image',
  'images',
]);

/** `close_log` and `stop_record` do something with a log; they do not write to it. */
const NOT_FIRST = new Set(
  (
    'close open flush rotate stop start begin end finish pause reset clear delete remove drop get load read fetch find pop ' +
    'restore set unset disable enable setup init cleanup clean truncate print show display rename move copy parse register ' +
    'unregister attach detach save update make build compute calculate format'
  ).split(' '),
);

/** Words of a name that speak of an event, a session or what it came to. */
const TELLING = new Set(
  (
    'event events session sessions end ended ending exit exited finish finished complete completed completion stop stopped ' +
    'close closed closing fail failed failure success succeeded start started begin began done left leave released returned ' +
    'run runs job jobs step steps stage audit auditor history journal activity trail metric metrics usage duration elapsed ' +
    'seconds latency timing timer time status outcome state error errors exception exc call calls request counter count'
  ).split(' '),
);

/** The words of a Python name, in lower case: `_emitRunFailed` and `emit_run_failed` are both emit, run, failed. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
}

/** True when a name speaks of an event, a session, or what became of it. */
export function isTelling(name: string): boolean {
  return wordsOf(name).some((word) => TELLING.has(word));
}

/** What the name of a call says: nothing, the bare verb (`emit`), a verb with more (`emit_run_failed`), or the user's own word. */
export type NameKind = 'none' | 'bare' | 'compound' | 'chosen';

/** Judges the last part of a called name against the list of events. */
export function judgeName(name: string, events: readonly string[]): NameKind {
  const words = wordsOf(name);
  const kinds = events.map((event) => judgeAgainst(words, event));
  return (['chosen', 'bare', 'compound'] as const).find((kind) => kinds.includes(kind)) ?? 'none';
}

function judgeAgainst(words: readonly string[], event: string): NameKind {
  const wanted = wordsOf(event);
  const { length } = wanted;
  if (length === 0 || words.length < length) return 'none';
  const opens = wanted.every((word, index) => words[index] === word);
  const closes = wanted.every((word, index) => words[words.length - length + index] === word);
  if (!opens && !closes) return 'none';
  if (!(DEFAULT_EVENTS as readonly string[]).includes(event)) return 'chosen';
  if (words.length === length) return 'bare';
  return (opens && mayFollow(event, words)) || (closes && !opens && !NOT_FIRST.has(words[0] ?? '')) ? 'compound' : 'none';
}

function mayFollow(event: string, [, second = '', ...others]: readonly string[]): boolean {
  if (NOT_SECOND.has(second)) return false;
  // `log_error` and `log_internal_error` are diagnostics: they speak of the method itself.
  if (event === 'log') return !LEVELS.has(second) && !LEVELS.has(others.at(-1) ?? '');
  // OpenTelemetry's `span.record_exception` promises not to raise.
  return !(event === 'record' && second === 'exception');
}
