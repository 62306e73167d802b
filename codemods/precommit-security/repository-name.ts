/**
 * The name of the repository of a URL, in lower case: the last part, without `.git` and slashes. It is the same for
 * https, http, ssh and scp-like URLs, for mirrors, and for forks that kept it.
 */
export function repositoryName(url: string): string {
  const path = url
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '');
  return (path.split(/[/:\\]/).at(-1) ?? '').toLowerCase();
}
