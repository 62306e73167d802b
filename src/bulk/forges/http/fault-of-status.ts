import type { ForgeFault } from '../forge.js';

const FAULTS: Readonly<Record<number, ForgeFault>> = {
  401: 'forge-refused',
  403: 'forge-refused',
  404: 'forge-missing',
  408: 'forge-unavailable',
  409: 'forge-conflict',
  410: 'forge-missing',
  // Gitea: the state of a merged pull request cannot be changed.
  412: 'forge-conflict',
  // Gitea: the repository is archived.
  423: 'forge-refused',
  425: 'forge-unavailable',
  451: 'forge-refused',
};

/** What a status means where nothing else is known of what was asked. */
export function faultOfStatus(status: number): ForgeFault {
  return FAULTS[status] ?? (status >= 500 ? 'forge-unavailable' : 'forge-invalid');
}
