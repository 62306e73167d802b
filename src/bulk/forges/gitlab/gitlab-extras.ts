import { readAnswer } from '../read-answer.js';
import { type GitLabMergeRequest, LabelsFound, MergeRequest, People } from './gitlab-answers.js';
import { type GitLabClient, PAGE } from './gitlab-client.js';

export interface MergeRequestName {
  readonly host: string;
  readonly project: string;
  readonly iid: number;
}

/**
 * GitLab makes a label that it does not know, so they are looked up first. `add_labels` leaves the others; `labels` would replace
 * them. https://docs.gitlab.com/api/merge_requests/#update-mr
 */
export async function addLabels(client: GitLabClient, { host, project, iid }: MergeRequestName, labels: readonly string[]) {
  const unset: string[] = [];
  const known: string[] = [];
  for (const label of labels) {
    const found = await client.labels.all(project, { search: label, page: 1, perPage: PAGE });
    const isKnown = readAnswer(LabelsFound, found, { host, is: 'list of labels' }).some(({ name }) => name === label);
    // The list is sent with commas between its labels.
    if (isKnown && !label.includes(',')) known.push(label);
    else
      unset.push(isKnown ? `GitLab takes no label with a comma in it: ${label}.` : `There is no label ${label} in ${project}.`);
  }
  if (known.length > 0) await client.mergeRequests.edit(project, iid, { addLabels: known.join(',') });
  return unset;
}

/** Both lists replace what is there, which is therefore sent along. Without a licence for more, only one of them is taken. */
export async function addPeople(
  client: GitLabClient,
  name: MergeRequestName,
  role: 'reviewers' | 'assignees',
  wanted: readonly string[],
): Promise<readonly string[]> {
  const { host, project, iid } = name;
  const unset = wanted.filter((user) => user.includes('/')).map((group) => `GitLab asks no group for a review: ${group}.`);
  const ids = new Map<string, number>();
  for (const user of wanted.filter((one) => !one.includes('/'))) {
    const id = await userId(client, host, user);
    if (id === null) unset.push(`There is no user ${user} at ${host}.`);
    else ids.set(user, id);
  }
  if (ids.size === 0) return unset;
  const there = peopleOf(read(host, await client.mergeRequests.show(project, iid)), role);
  const all = [...new Set([...there, ...ids.values()])];
  const change = role === 'reviewers' ? { reviewerIds: all } : { assigneeIds: all };
  const set = new Set(peopleOf(read(host, await client.mergeRequests.edit(project, iid, change)), role));
  const task = role === 'reviewers' ? 'asked for a review' : 'assigned';
  return [...unset, ...[...ids].flatMap(([user, id]) => (set.has(id) ? [] : [`${user} could not be ${task}.`]))];
}

async function userId(client: GitLabClient, host: string, username: string): Promise<number | null> {
  const found = readAnswer(People, await client.users.all({ username }), { host, is: 'list of users' });
  return found.find((user) => user.username.toLowerCase() === username.toLowerCase())?.id ?? null;
}

function peopleOf(mergeRequest: GitLabMergeRequest, role: 'reviewers' | 'assignees'): readonly number[] {
  return (mergeRequest[role] ?? []).map(({ id }) => id);
}

function read(host: string, answer: unknown): GitLabMergeRequest {
  return readAnswer(MergeRequest, answer, { host, is: 'merge request' });
}
