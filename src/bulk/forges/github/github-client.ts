import { request } from '@octokit/request';
import type { DialectContext, Page } from '../dialect.js';

export type GitHubClient = typeof request;

/** The version of the API that this is written for: https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';
export const PAGE = 100;

export function githubClient({ api, fetch }: DialectContext): GitHubClient {
  return request.defaults({ baseUrl: api, request: { fetch }, headers: { 'x-github-api-version': API_VERSION } });
}

/** A list says by its Link header whether there is more; the address in it is the host's, and is not followed. */
export function pageOf<T>(items: readonly T[], link: string | undefined): Page<T> {
  return { items, next: /;\s*rel="?next"?/.test(link ?? '') };
}
