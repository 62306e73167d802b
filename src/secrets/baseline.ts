import * as v from 'valibot';
import { CodemodError, messageOf } from '../core/errors.js';

/** One finding of detect-secrets. Two are the same when file, type and hash are: lines move. */
export interface FoundSecret {
  readonly type: string;
  /** Relative to the root, `/`-separated. */
  readonly filename: string;
  /** SHA-1 of the secret, in hexadecimal. */
  readonly hashed_secret: string;
  readonly is_verified: boolean;
  /** Counts from 1; a slim baseline has none. */
  readonly line_number?: number;
  /** What a person said in an audit: true for a secret, false for none. */
  readonly is_secret?: boolean;
  readonly [more: string]: unknown;
}

/** A baseline of detect-secrets 1.0 or later, as its documentation shows it. */
export interface Baseline {
  readonly version: string;
  readonly plugins_used: readonly { readonly name: string; readonly [setting: string]: unknown }[];
  readonly filters_used: readonly { readonly path: string; readonly [setting: string]: unknown }[];
  /** By file. A map: a file may be called `__proto__`. */
  readonly results: ReadonlyMap<string, readonly FoundSecret[]>;
  /** UTC, ISO 8601; a slim baseline has none. */
  readonly generated_at?: string;
  /** Whatever else stands in it. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** Bytes. A repository with ten thousand findings has a baseline of three million. */
export const LARGEST_BASELINE = 64 << 20;

const SecretSchema = v.looseObject({
  type: v.pipe(v.string(), v.nonEmpty()),
  filename: v.string(),
  hashed_secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, 'it must be a SHA-1 hash')),
  is_verified: v.boolean(),
  line_number: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  is_secret: v.optional(v.boolean()),
});
const BaselineSchema = v.looseObject({
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+/, 'it must be a version such as 1.5.0')),
  plugins_used: v.array(v.looseObject({ name: v.pipe(v.string(), v.nonEmpty()) })),
  filters_used: v.array(v.looseObject({ path: v.pipe(v.string(), v.nonEmpty()) })),
  results: v.custom<object>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'it must be an object',
  ),
  generated_at: v.optional(v.string()),
});

/**
 * Reads a baseline. It comes from a repository: nothing in it is trusted.
 *
 * @param label what a message calls it.
 * @throws CodemodError `secrets-baseline-invalid`. The message says where and why, and shows nothing of the content.
 */
export function parseBaseline(bytes: Uint8Array, label: string): Baseline {
  if (bytes.length > LARGEST_BASELINE) throw invalid(label, `it is larger than ${LARGEST_BASELINE} bytes`);
  const { version, plugins_used, filters_used, results, generated_at, ...more } = parseAs(
    BaselineSchema,
    parseJson(bytes, label),
    label,
    '',
  );
  const found = Object.entries(results).map(([file, secrets]: [string, unknown]): [string, readonly FoundSecret[]] => {
    return [file, parseAs(v.array(SecretSchema), secrets, label, `results of ${JSON.stringify(file)}, `).map(withoutUndefined)];
  });
  const time = generated_at === undefined ? {} : { generated_at };
  return { version, plugins_used, filters_used, results: new Map(found), ...time, more };
}

function parseJson(bytes: Uint8Array, label: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    // The message of JSON.parse quotes what it could not read.
    throw invalid(label, thrown instanceof SyntaxError ? 'it is not JSON' : messageOf(thrown));
  }
}

function parseAs<S extends v.GenericSchema>(schema: S, value: unknown, label: string, where: string): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const said =
    issue.type === 'regex' || issue.type === 'custom' ? issue.message : `${issue.expected ?? 'something else'} is expected`;
  throw invalid(label, `${where}${v.getDotPath(issue) ?? 'the whole of it'}: ${said}`);
}

function withoutUndefined({ line_number, is_secret, ...rest }: v.InferOutput<typeof SecretSchema>): FoundSecret {
  const line = line_number === undefined ? {} : { line_number };
  return { ...rest, ...line, ...(is_secret === undefined ? {} : { is_secret }) };
}

function invalid(label: string, why: string): CodemodError {
  return new CodemodError('secrets-baseline-invalid', `${label} is not a baseline of detect-secrets 1.0 or later (${why}).`, {
    path: label,
  });
}
