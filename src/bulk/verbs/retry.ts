import type { RepositoryState } from '../model/campaign-state.js';
import { type Pins, planCampaign } from './plan.js';
import { publish } from './publish.js';
import { sync } from './remote-verbs.js';
import { select } from './select.js';
import type { Selection, VerbContext, VerbReport } from './verb.js';

/** `codemod bulk retry`: what failed, and what needed a human, once more, from the stage where it came to its end. */
export async function retry(context: VerbContext, selection: Selection, pins: Pins): Promise<VerbReport> {
  const { state } = context.campaign;
  const meant = select(state, selection).filter(({ outcome }) => outcome === 'failed' || outcome === 'needs-human');
  const isPlanning = ({ cause }: RepositoryState): boolean => cause?.stage === 'plan';
  const isSyncing = ({ cause }: RepositoryState): boolean => cause?.stage === 'sync' || cause?.stage === 'merge';
  const [planning, syncing] = [meant.filter(isPlanning), meant.filter(isSyncing)];
  const publishing = state.publisher === null ? [] : meant.filter((one) => !isPlanning(one) && !isSyncing(one));
  const reports: VerbReport[] = [];
  if (planning.length > 0) reports.push(await planCampaign(context, named(planning), pins));
  if (syncing.length > 0) reports.push(await sync(context, named(syncing)));
  if (publishing.length > 0 && state.publisher !== null) {
    reports.push(await publish(context, { ...named(publishing), publisher: state.publisher, again: true }));
  }
  return {
    ran: reports.reduce((sum, { ran }) => sum + ran, 0),
    stopped: reports.find(({ stopped }) => stopped !== null)?.stopped ?? null,
  };
}

function named(repositories: readonly RepositoryState[]): Selection {
  return { repos: repositories.map(({ repo }) => repo) };
}
