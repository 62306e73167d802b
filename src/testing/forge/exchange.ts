import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Clock } from './clock.js';
import type { World } from './world.js';

/** What a request asks of a dialect. */
export interface Exchange {
  readonly world: World;
  readonly clock: Clock;
  readonly method: string;
  /** As the client sees it. */
  readonly url: URL;
  /** Of the route: decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent as JSON; undefined when nothing was. */
  readonly body: unknown;
  /** Root of the forge: `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** A second pull request for the same branches is an error. */
  readonly refusesSecond: boolean;
}

export interface Answer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/repos/:owner/:repo/contents/:path*`: a name with a star takes the rest. */
  readonly pattern: string;
  /** Its kind: `create-pull-request`. Faults and counts go by it. */
  readonly operation: string;
  /** True: it changes something, and needs a token. */
  readonly writes: boolean;
  handle(exchange: Exchange): Promise<Answer> | Answer;
}

/** One API. */
export interface Dialect {
  readonly routes: readonly Route[];
  /** Where they stand: `/api/v3`, or '' for the root. */
  readonly prefixes: readonly string[];
  /** The token that a request carries, or null. */
  tokenOf(request: IncomingMessage): string | null;
  readonly errors: {
    readonly unauthorized: Answer;
    readonly notFound: Answer;
    invalid(message: string): Answer;
    /** `primary`: the quota is used up; `secondary`: too much at once. `wait` in seconds; null: it does not say. */
    limited(kind: 'primary' | 'secondary', wait: number | null, resetAt: number): Answer;
  };
  /** Who does not say what it is, is turned away. */
  readonly needsUserAgent: boolean;
  /** Whether an open pull request is closed when its branch is deleted. */
  readonly closesWithoutBranch: boolean;
  /** Said with every answer while the requests are counted. */
  quotaHeaders(limit: number, remaining: number, resetAt: number): Readonly<Record<string, string>>;
}

export class InvalidBody extends Error {}

/** What was sent, as it has to be. @throws InvalidBody */
export function bodyOf<T extends v.GenericSchema>(schema: T, { body }: Exchange): v.InferOutput<T> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new InvalidBody(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}

/** The route for a path, and what its names stand for. */
export function routeFor(
  routes: readonly Route[],
  method: string,
  pathname: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
  const parts = pathname.split('/').slice(1);
  for (const route of routes) {
    const params = route.method === method ? matched(route.pattern.split('/').slice(1), parts) : null;
    if (params !== null) return { route, params };
  }
  return null;
}

function matched(pattern: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    if (name.endsWith('*')) {
      const rest = parts.slice(index).join('/');
      if (rest === '') return null;
      params[name.slice(1, -1)] = decoded(rest);
      return params;
    }
    const part = parts[index];
    if (part === undefined || part === '') return null;
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name !== part) return null;
  }
  return pattern.length === parts.length ? params : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
