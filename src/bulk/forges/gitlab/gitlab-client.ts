import { createRequesterFn, type ResponseBodyTypes } from '@gitbeaker/requester-utils';
import { Groups, MergeRequestNotes, MergeRequests, ProjectLabels, Projects, RepositoryFiles, Users } from '@gitbeaker/rest';
import type { DialectContext } from '../dialect.js';

export const PAGE = 100;

/** The parts of the client that are used, over our own fetch: gitbeaker's would try again by itself, ten times. */
export function gitlabClient({ api, fetch }: DialectContext) {
  const requesterFn = createRequesterFn(
    async (_, options) => options,
    // The shape of a body is checked by whoever reads it; the client hands it on as it is.
    async <T extends ResponseBodyTypes>(endpoint: string, options: Record<string, unknown> = {}) => {
      const { method, searchParams, body, headers, prefixUrl } = options;
      // Of its own root, `<host>/api/v4/`, what is behind it counts: some of its parts keep `projects` there.
      const part = String(prefixUrl).slice(`${api}/api/v4/`.length).replace(/\/$/, '');
      const query = typeof searchParams === 'string' && searchParams !== '' ? `?${searchParams}` : '';
      const response = await fetch(`${api}/${part === '' ? '' : `${part}/`}${endpoint}${query}`, {
        method: String(method),
        headers: textsIn(headers),
        ...(typeof body === 'string' ? { body } : {}),
      });
      const text = await response.text();
      return { body: parsed(text) as T, headers: Object.fromEntries(response.headers), status: response.status };
    },
  );
  const options = { requesterFn, rateLimits: {}, queryTimeout: null, host: api };
  return {
    groups: new Groups(options),
    labels: new ProjectLabels(options),
    mergeRequests: new MergeRequests(options),
    notes: new MergeRequestNotes(options),
    projects: new Projects(options),
    files: new RepositoryFiles(options),
    users: new Users(options),
  };
}

export type GitLabClient = ReturnType<typeof gitlabClient>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function textsIn(headers: unknown): Record<string, string> {
  const entries = Object.entries(headers ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}
