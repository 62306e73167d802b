import type { Artifact, ArtifactLocation } from 'sarif';
import type { Change } from '../../core/change.js';
import { sha256 } from '../../core/hash.js';
import type { Plan } from '../../core/plan.js';
import type { Texts } from '../report-facts.js';

const ROLES = { modify: 'modified', create: 'added', delete: 'deleted', rename: 'renamed' } as const;

/** Files of the plan, each with its place in the list that results refer to. */
export interface Artifacts {
  readonly list: readonly Artifact[];
  locate(path: string): ArtifactLocation;
}

export function artifactsOf({ changes, left }: Plan, texts: Texts): Artifacts {
  const byPath = new Map(changes.map((change) => [change.path, ofChange(change)]));
  for (const { path } of left) if (path !== null && !byPath.has(path)) byPath.set(path, ofLeft(path, texts.get(path)));
  const indexes = new Map([...byPath.keys()].map((path, index) => [path, index]));
  return {
    list: [...byPath.values()],
    locate(path) {
      const index = indexes.get(path);
      return { ...location(path), ...(index === undefined ? {} : { index }) };
    },
  };
}

function ofChange(change: Change): Artifact {
  const { sha256: hash, size } = change.kind === 'create' ? change.after : change.before;
  const encoding = change.kind === 'modify' ? ianaName(change.encoding) : null;
  return {
    location: location(change.path),
    length: size,
    roles: ['analysisTarget', ROLES[change.kind]],
    ...(encoding === null ? {} : { encoding }),
    hashes: { 'sha-256': hash },
  };
}

function ofLeft(path: string, bytes: Uint8Array | undefined): Artifact {
  const known = bytes === undefined ? {} : { length: bytes.length, hashes: { 'sha-256': sha256(bytes) } };
  return { location: location(path), roles: ['analysisTarget'], ...known };
}

function location(path: string): ArtifactLocation {
  return { uri: uriOf(path), uriBaseId: '%SRCROOT%' };
}

/** A relative reference by RFC 3986, every part percent-encoded: a name may hold what a URI gives a meaning to. */
export function uriOf(path: string): string {
  const encode = (part: string): string =>
    encodeURIComponent(part.toWellFormed()).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return path.split('/').map(encode).join('/');
}

const NAMES: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'latin-1': 'ISO-8859-1',
  ascii: 'US-ASCII',
  cp437: 'IBM437',
  cp850: 'IBM850',
  cp866: 'IBM866',
  cp932: 'Windows-31J',
  'mac-roman': 'macintosh',
  'koi8-r': 'KOI8-R',
  'koi8-u': 'KOI8-U',
  'euc-jp': 'EUC-JP',
  'euc-kr': 'EUC-KR',
  'shift-jis': 'Shift_JIS',
  gbk: 'GBK',
  gb2312: 'GB2312',
  gb18030: 'GB18030',
  big5: 'Big5',
};

/** As IANA registers it (https://www.iana.org/assignments/character-sets), or null where it does not: cp949. */
export function ianaName(encoding: string): string | null {
  if (/^cp125\d$/.test(encoding)) return encoding.replace('cp', 'windows-');
  if (encoding.startsWith('iso8859-')) return encoding.replace('iso', 'ISO-');
  return NAMES[encoding] ?? null;
}
