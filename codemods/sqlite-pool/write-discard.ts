/** The words of a discard, as the function at hand writes them. */
export interface Words {
  /** The connection. */
  readonly connection: string;
  /** What its failures are caught by. */
  readonly error: string;
  readonly logger: string;
  readonly awaited: boolean;
  /** True for a driver that knows transactions only as SQL. */
  readonly sqlOnly: boolean;
}

/** Code in lines without indentation of its own; inner levels use four spaces. */
export type Lines = readonly string[];

export const indented = (lines: Lines): Lines => lines.map((line) => `    ${line}`);

const awaiting = ({ awaited }: Words): string => (awaited ? 'await ' : '');

/** Logs what went wrong while a failure was repaired; it must not hide that failure. */
export function noting({ logger }: Words, what: string): string {
  return `${logger}.debug("${what} a failed connection failed", exc_info=True)`;
}

/** Closes the connection; that this fails must not hide why it is closed. */
export function closing(words: Words): Lines {
  return [
    'try:',
    `    ${awaiting(words)}${words.connection}.close()`,
    `except ${words.error}:`,
    `    ${noting(words, 'closing')}`,
  ];
}

/** Ends the transaction; `otherwise` is what is done with a connection that cannot even do that. */
export function rollingBack(words: Words, otherwise: Lines): Lines {
  const { connection, sqlOnly } = words;
  const rollback = sqlOnly
    ? [`if not ${connection}.getautocommit():`, `    ${connection}.cursor().execute("ROLLBACK")`]
    : [`${awaiting(words)}${connection}.rollback()`];
  return ['try:', ...indented(rollback), `except ${words.error}:`, ...indented(otherwise)];
}

/**
 * Puts a new connection in the place of one that is broken, which is closed unless a cursor of it is needed still. What making it raises must not hide the first failure.
 */
export function replacing(words: Words, factory: Lines, closes: boolean): Lines {
  return [
    ...(closes ? closing(words) : []),
    'try:',
    ...indented(factory),
    'except Exception:',
    `    ${noting(words, 'replacing')}`,
  ];
}

/** Takes the connection out of a dict, if it is still the one that is in there. */
export function removingEntry(
  container: string,
  key: string | null,
  fresh: (name: string) => string,
  { connection }: Words,
): Lines {
  if (key !== null) return [`if ${container}.get(${key}) is ${connection}:`, `    ${container}.pop(${key}, None)`];
  const [pooledKey, pooled] = [fresh('pooled_key'), fresh('pooled')];
  return [
    `for ${pooledKey}, ${pooled} in list(${container}.items()):`,
    `    if ${pooled} is ${connection}:`,
    `        ${container}.pop(${pooledKey}, None)`,
  ];
}

/** Makes an attribute of a `threading.local` what its accessor takes for missing. */
export function emptyingAttribute(object: string, attribute: string, setsNone: boolean, { connection }: Words): Lines {
  return [
    `if getattr(${object}, "${attribute}", None) is ${connection}:`,
    `    ${setsNone ? `${object}.${attribute} = None` : `del ${object}.${attribute}`}`,
  ];
}

/** The same where the connection has no name of its own: it gets one. */
export function discardingAttribute(
  object: string,
  attribute: string,
  setsNone: boolean,
  ends: (words: Words) => Lines,
  words: Words,
): Lines {
  return [
    `${words.connection} = getattr(${object}, "${attribute}", None)`,
    `if ${words.connection} is not None:`,
    ...indented([setsNone ? `${object}.${attribute} = None` : `del ${object}.${attribute}`, ...ends(words)]),
  ];
}

export function underLock(lock: { readonly text: string; readonly isAsync: boolean } | null, lines: Lines): Lines {
  return lock === null ? lines : [`${lock.isAsync ? 'async ' : ''}with ${lock.text}:`, ...indented(lines)];
}

export function underCondition(condition: string | null, lines: Lines): Lines {
  return condition === null ? lines : [`if ${condition}:`, ...indented(lines)];
}
