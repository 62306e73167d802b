import path from 'node:path';
import type { HostSettings } from '../bulk/hosts/host-settings.js';
import { gitRepository, plainGit } from './git-repository.js';
import { tempFolder } from './temp-folder.js';

/** A host that only git is spoken with. */
export const PLAIN_HOST: HostSettings = {
  host: 'local',
  forge: null,
  api: null,
  token: null,
  user: 'x-access-token',
  allowHttp: true,
  pace: { perMinute: 60, perHour: 600, connections: 4, openPullRequests: null, hours: null, days: null },
};

export interface ServedRepository {
  /** The folder that holds `repo.git`. */
  readonly root: string;
  readonly bare: string;
  /** A checkout, whose `origin` it is. */
  readonly work: string;
  /** Its commit. */
  readonly commit: string;
}

/** A bare repository made from files, which can leave out blobs unless it is told not to. */
export function servedRepository(
  files: Readonly<Record<string, string | Buffer>>,
  { filter = true, flags = [] as readonly string[] } = {},
): ServedRepository {
  const work = gitRepository(files, ...flags);
  return serveWork(work, filter);
}

export function serveWork(work: string, filter = true): ServedRepository {
  const root = tempFolder();
  const bare = path.join(root, 'repo.git');
  plainGit(root, 'clone', '-q', '--bare', work, bare);
  plainGit(bare, 'config', 'uploadpack.allowFilter', String(filter));
  plainGit(bare, 'config', 'http.receivepack', 'true');
  plainGit(work, 'remote', 'add', 'origin', bare);
  return { root, bare, work, commit: plainGit(work, 'rev-parse', '--verify', '-q', 'HEAD').trim() };
}
