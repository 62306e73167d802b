import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { readYamlData } from './yaml-data.js';

interface ReadOptions {
  /** Of the error. Default: `config-invalid`. */
  readonly code?: string;
  /** UTF-16 code units that the text may have, where it is the user's own. */
  readonly mostUnits?: number;
  /** Faults that are told at one time, each on a line of its own. Default: 1. */
  readonly mostFaults?: number;
}

/**
 * Reads a YAML text and checks it against a schema.
 *
 * @param label names the file in messages.
 * @throws CodemodError `config-invalid`, or the code given, with line and column of the first fault, or of several of one kind.
 */
export function readChecked<S extends v.GenericSchema>(
  label: string,
  text: string,
  schema: S,
  { code = 'config-invalid', mostUnits, mostFaults = 1 }: ReadOptions = {},
): v.InferOutput<S> {
  const read = readYamlData(text, mostUnits);
  const refused = (message: string) => new CodemodError(code, message, { path: label });
  const told = (message: string, { line, column }: { line: number; column: number }) => `${label}:${line}:${column}: ${message}`;
  if (read.kind === 'fault') throw refused(told(read.fault.message, read.fault));
  const checked = v.safeParse(schema, read.data ?? {});
  if (checked.success) return checked.output;
  const faults = mostTelling(checked.issues).map((issue) => {
    const path = pathOf(issue);
    return told(`${path.length === 0 ? '' : `${path.join('.')}: `}${sentenceOf(issue, checked.issues)}`, read.at(path));
  });
  throw refused(listFaults(faults, mostFaults));
}

/** One a line, and how many more there are where that is worth a line. */
export function listFaults(faults: readonly string[], most: number): string {
  const more = faults.length - most;
  return [...faults.slice(0, most), ...(most > 1 && more > 0 ? [`and ${more} more`] : [])].join('\n');
}

type Issue = v.BaseIssue<unknown>;

/** A key that is not known says more than one that is missing: it may be the same, misspelt. */
function mostTelling(issues: readonly Issue[]): readonly Issue[] {
  const unknown = issues.filter(isUnknownKey);
  return unknown.length > 0 ? unknown : issues;
}

/** Valibot expects `never` of a key that an object does not have. */
function isUnknownKey(issue: Issue): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

function sentenceOf(issue: Issue, issues: readonly Issue[]): string {
  const key = String(issue.path?.at(-1)?.key ?? '');
  if (isUnknownKey(issue)) {
    const missing = issues.flatMap((one) => (isMissingKey(one) ? [String(one.path?.at(-1)?.key)] : []));
    return `there is no such key. ${didYouMean(key, missing) ?? ''}`.trim();
  }
  return isMissingKey(issue) ? 'this key is missing.' : messageOf(issue);
}

/** Of the schema's types, for a person. */
const FORMS: Readonly<Record<string, string>> = {
  ...{ strict_object: 'settings, each a "key: value"', record: 'settings, each a "key: value"', array: 'a list' },
  ...{ string: 'a text', number: 'a number', boolean: 'true or false' },
};

/** Valibot's own messages repeat the value: it may be a secret that was put in the wrong place. */
function messageOf(issue: Issue): string {
  if (!/^Invalid [^:]+: /.test(issue.message)) return issue.message;
  return `It must be ${FORMS[issue.type] ?? issue.expected ?? 'another one'}.`;
}

function isMissingKey(issue: Issue): boolean {
  return issue.type === 'strict_object' && issue.input === undefined;
}

function pathOf(issue: Issue): readonly (string | number)[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}
