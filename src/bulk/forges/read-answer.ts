import * as v from 'valibot';
import { failure } from './http/forge-stop.js';

/** An address that may be kept and shown: http or https, and without a secret in it. */
export const WebAddress = v.pipe(
  v.string(),
  v.check(isWebAddress),
  v.transform((text) => new URL(text).href),
);

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}

/** A commit's id, SHA-1 or SHA-256. */
export const CommitId = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
export const OptionalCommitId = v.fallback(v.nullable(CommitId), null);
/** What a host counts by. */
export const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Text that may be missing or null. */
export const Text = v.optional(v.nullable(v.string()), '');

/** A list of comments, as all hosts tell them. */
export const Comments = v.array(v.object({ body: Text }));

export function textsOf(comments: v.InferOutput<typeof Comments>): readonly string[] {
  return comments.map(({ body }) => body ?? '');
}

/**
 * What hosts answer is data: it is what we take it for, or no answer at all.
 *
 * @throws ForgeStop `forge-unavailable`: a page of a proxy or a broken host, which may pass.
 */
export function readAnswer<Schema extends v.GenericSchema>(
  schema: Schema,
  answer: unknown,
  what: { readonly host: string; readonly is: string },
): v.InferOutput<Schema> {
  const read = v.safeParse(schema, answer);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const place = v.getDotPath(issue);
  throw failure(
    'forge-unavailable',
    `${what.host} answers with something that is no ${what.is}${place === null ? '' : ` (${place})`}.`,
  );
}
