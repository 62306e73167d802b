import { CodemodError } from '../../core/errors.js';
import { type BareCall, type Outside, runBare } from '../../trees/bare/bare-git.js';
import type { GitResult } from '../../trees/git-process.js';
import type { GitAccess } from './bare-clone.js';
import { type Settings, userEnvironment, variables } from './user-settings.js';

/** Faults that real repositories have had for years, and that harm nobody who checks nothing out. */
const OLD_FAULTS = [
  ...[
    'badDate',
    'badDateOverflow',
    'badEmail',
    'badName',
    'badTimezone',
    'badFilemode',
    'missingEmail',
    'missingNameBeforeEmail',
  ],
  ...['missingSpaceBeforeDate', 'missingSpaceBeforeEmail', 'zeroPaddedDate', 'zeroPaddedFilemode', 'multipleAuthors'],
  ...['nulInCommit', 'missingTaggerEntry', 'fullPathname', 'emptyName', 'treeNotSorted', 'nullSha1'],
  // A blobless clone does not have these files, and nothing reads them as git would.
  ...[
    'gitmodulesMissing',
    'gitmodulesBlob',
    'gitmodulesParse',
    'gitmodulesName',
    'gitmodulesPath',
    'gitmodulesUrl',
    'gitmodulesUpdate',
  ],
  ...[
    'gitmodulesLarge',
    'gitmodulesSymlink',
    'gitattributesMissing',
    'gitattributesBlob',
    'gitattributesLarge',
    'gitattributesLineLength',
  ],
  ...['gitattributesSymlink', 'gitignoreSymlink', 'mailmapSymlink'],
];

/** Bytes a second, and for how many seconds, before a transfer counts as dead. */
const SLOWEST = ['1000', '60'] as const;

const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'];
const CERTIFICATES = ['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'GIT_SSL_CAPATH'];

/** A repository on this machine is served by a git of our own, which heeds no program that is named there; one pack is synced sooner than many files. */
const AS_SERVER = [
  ...[
    'core.hooksPath=/dev/null',
    'core.fsmonitor=false',
    'core.alternateRefsCommand=false',
    'gc.auto=0',
    'maintenance.auto=false',
  ],
  ...[
    'receive.autogc=false',
    'receive.denyCurrentBranch=refuse',
    'uploadpack.allowFilter=true',
    'uploadpack.allowAnySHA1InWant=true',
  ],
];

function serverCommand(name: string): string {
  return ['git', ...AS_SERVER.map((setting) => `-c ${setting}`), name].join(' ');
}

function settingsFor(access: GitAccess): Settings {
  return [
    ['remote.origin.url', access.url],
    ['remote.origin.tagOpt', '--no-tags'],
    ...(access.protocol === 'file'
      ? ([
          ['remote.origin.uploadpack', serverCommand('upload-pack')],
          ['remote.origin.receivepack', serverCommand('receive-pack')],
        ] as const)
      : []),
    // A header for one host must not go to another one.
    ['http.followRedirects', 'false'],
    ['http.lowSpeedLimit', SLOWEST[0]],
    ['http.lowSpeedTime', SLOWEST[1]],
    ['fetch.fsckObjects', 'true'],
    ...OLD_FAULTS.map((name) => [`fetch.fsck.${name}`, 'ignore'] as const),
    // A delta may need an object that a blobless clone does not have.
    ['pack.window', '0'],
    ['push.followTags', 'false'],
    ['push.recurseSubmodules', 'no'],
    ...access.settings,
  ];
}

/** What a call to the remote has on top of one that stays here. */
function outsideFor(access: GitAccess, more: Settings): Outside {
  const isUsers = access.protocol === 'ssh' || access.settings.some(([key]) => key.startsWith('credential.'));
  return {
    protocol: access.protocol,
    settings: [...settingsFor(access), ...more],
    environment: {
      ...(access.protocol === 'https' ? variables([...PROXIES, ...CERTIFICATES]) : {}),
      ...(isUsers ? userEnvironment() : {}),
    },
  };
}

/** Milliseconds. A clone of a big repository takes minutes. */
const HALF_AN_HOUR = 1_800_000;

/**
 * A call to the remote, which git knows as `origin`; one that takes too long counts as a failed one.
 *
 * @param more settings of this call alone.
 */
export async function callRemote(folder: string, access: GitAccess, call: BareCall, more: Settings = []): Promise<GitResult> {
  try {
    return await runBare(folder, { timeout: HALF_AN_HOUR, ...call, outside: outsideFor(access, more) });
  } catch (thrown) {
    if (!(thrown instanceof CodemodError) || thrown.code !== 'git-timeout') throw thrown;
    return { status: 124, stdout: Buffer.alloc(0), stderr: `fatal: ${thrown.message} It timed out.` };
  }
}
