import { withoutSecret } from './without-secret.js';

const LONGEST = 300;

/**
 * What an error answer says in words: `message` with its `errors` (GitHub), `message` or `error` as text, list or object (GitLab),
 * `message` (Gitea). It is cut after 300 characters, stands on one line, and is data: whoever shows it makes it visible first.
 *
 * @param secret is taken out before the cut: half of one would be known by nobody.
 */
export function hostWords(text: string, secret: string | null): string {
  const said = withoutSecret([...new Set(saidIn(parsed(text), 0))].join('; '), secret)
    .replace(/\s+/g, ' ')
    .trim();
  return said.length > LONGEST ? `${said.slice(0, LONGEST)}...` : said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Addresses of documentation help nobody in the middle of a sentence. */
const SILENT = new Set(['documentation_url', 'url', 'status', 'resource', 'code', 'field', 'value']);

function saidIn(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  if (Array.isArray(value)) return value.slice(0, 10).flatMap((item: unknown) => saidIn(item, depth + 1));
  const invalid = invalidField(value);
  if (invalid !== null) return [invalid];
  return Object.entries(value).flatMap(([key, item]) => {
    if (SILENT.has(key)) return [];
    const words = saidIn(item, depth + 1);
    return ['message', 'error', 'errors', 'error_description'].includes(key) ? words : words.map((word) => `${key} ${word}`);
  });
}

/** GitHub's way to say which field it does not take: `{"resource":"PullRequest","field":"head","code":"invalid"}`. */
function invalidField(value: object): string | null {
  if (!('field' in value && 'code' in value) || 'message' in value) return null;
  return typeof value.field === 'string' && typeof value.code === 'string' ? `${value.field} is ${value.code}` : null;
}
