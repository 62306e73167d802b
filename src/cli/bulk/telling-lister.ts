import type { RepositoryLister } from '../../bulk/forges/forge.js';
import type { HostSettings } from '../../bulk/hosts/host-settings.js';
import { visibleLine } from '../../core/display.js';

type ListerOf<Host> = (settings: Host) => RepositoryLister;

/** Says once of each host that it is asked for its repositories: one that has many takes a while to list them. */
export function tellingLister<Host extends Pick<HostSettings, 'host'>>(
  listerOf: ListerOf<Host>,
  tell: (line: string) => void,
): ListerOf<Host> {
  const told = new Set<string>();
  return (settings) => {
    const { host } = settings;
    if (!told.has(host)) tell(`Asking ${visibleLine(host)} for its repositories.\n`);
    told.add(host);
    return listerOf(settings);
  };
}
