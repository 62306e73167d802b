import type { Checks } from '../dialect.js';
import { stopIn } from '../http/forge-stop.js';
import { readAnswer } from '../read-answer.js';
import { CheckRuns, CombinedStatus } from './github-answers.js';
import { type GitHubClient, PAGE } from './github-client.js';

/** https://docs.github.com/en/rest/checks/runs: these do not stand against a merge. */
const PASSED = new Set(['success', 'neutral', 'skipped']);
const MOST_PAGES = 10;

interface Commit {
  readonly owner: string;
  readonly repo: string;
  readonly ref: string;
}

/** GitHub has two ways to report on a commit, and repositories use either or both. */
export async function githubChecks(client: GitHubClient, host: string, commit: Commit): Promise<Checks> {
  return worst([await checkRuns(client, host, commit), await statuses(client, host, commit)]);
}

function worst(all: readonly Checks[]): Checks {
  return (['failed', 'pending', 'passed'] as const).find((checks) => all.includes(checks)) ?? 'none';
}

async function checkRuns(client: GitHubClient, host: string, commit: Commit): Promise<Checks> {
  const found: Checks[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await readable(() =>
      client('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { ...commit, per_page: PAGE, page }),
    );
    if (answer === null) return 'none';
    const { check_runs, total_count } = readAnswer(CheckRuns, answer.data, { host, is: 'list of checks' });
    found.push(...check_runs.map(({ status, conclusion }) => checkOf(status, conclusion)));
    if (check_runs.length === 0 || found.length >= total_count) break;
  }
  return worst(found);
}

function checkOf(status: string, conclusion: string | null): Checks {
  if (status !== 'completed' || conclusion === null) return 'pending';
  return PASSED.has(conclusion) ? 'passed' : 'failed';
}

async function statuses(client: GitHubClient, host: string, commit: Commit): Promise<Checks> {
  const answer = await readable(() => client('GET /repos/{owner}/{repo}/commits/{ref}/status', { ...commit, per_page: 1 }));
  if (answer === null) return 'none';
  const { state, total_count } = readAnswer(CombinedStatus, answer.data, { host, is: 'status of a commit' });
  // Without any status its state is "pending".
  if (total_count === 0) return 'none';
  if (state === 'success') return 'passed';
  return state === 'pending' ? 'pending' : 'failed';
}

/** A token may be good for pull requests and not for checks: they are then none that we know of. */
async function readable<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (thrown) {
    const stop = stopIn(thrown);
    const isHidden = stop?.refusal.kind === 'failed' && (stop.status === 403 || stop.status === 404);
    if (isHidden) return null;
    throw thrown;
  }
}
