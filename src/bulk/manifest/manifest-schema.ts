import * as v from 'valibot';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { parseHours } from '../hosts/pace.js';
import { BODY_PLACEHOLDERS, TITLE_PLACEHOLDERS, templateFault } from '../publishing/template.js';
import { looksLikeToken, parseAddress } from './repository-address.js';
import { isPath } from './repository-key.js';
import { branchFault, ownBranchFault } from './safe-ref.js';

/** A text with a check that says what is wrong: a union of patterns would tell nobody. */
const checked = (faultOf: (text: string) => string | null) =>
  v.pipe(
    v.string('It must be a text.'),
    v.rawCheck(({ dataset, addIssue }) => {
      const fault = dataset.typed ? faultOf(dataset.value) : null;
      if (fault !== null) addIssue({ message: `It cannot be used: ${fault}.` });
    }),
  );

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

function textFault(text: string): string | null {
  if (text.trim() === '') return 'it is empty';
  if (text.length > 1000) return 'it is longer than 1,000 characters';
  return CONTROL.test(text) ? 'it holds a control character' : null;
}

const Text = checked(textFault);
const Glob = Text;
const Count = v.pipe(
  v.number('It must be a number.'),
  v.safeInteger('It must be a whole number.'),
  v.minValue(1, 'It must be at least 1.'),
);
const Flag = v.boolean('It must be true or false.');

function addressFault(text: string): string | null {
  if (isPath(text)) return textFault(text);
  const address = parseAddress(text);
  return address.kind === 'refused' ? address.why : null;
}

export const Url = checked(addressFault);
export const Branch = checked(branchFault);
export const OwnBranch = checked(ownBranchFault);

const OWNER = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;
const Owner = checked((text) =>
  OWNER.test(text) && !text.includes('..') ? null : 'it is not the name of an organisation, group or user',
);
export const HOST = /^(\[[0-9a-f:.]+\]|(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/;
const Host = checked((text) =>
  HOST.test(text) ? null : 'it is not a host in lower case, such as git.example.org or git.example.org:8443',
);

const Variable = checked((name) => {
  if (looksLikeToken(name) && !/^[A-Z0-9_]+$/.test(name))
    return 'it looks like a token: take it out of this file, and name the environment variable that holds it';
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? null : 'it is not the name of an environment variable';
});

const Api = checked((text) => {
  const address = parseAddress(text);
  if (address.kind === 'refused') return address.why;
  if (address.kind === 'local' || address.protocol === 'ssh') return 'an API is spoken with by https://';
  return text.endsWith('/') ? 'it ends with "/"' : null;
});

const SOURCES = ['url', 'path', 'glob', 'github', 'gitlab', 'gitea'] as const;
/** What only a list of repositories that a host answers can have. */
const OF_OWNERS = ['host', 'topic', 'file', 'include', 'exclude', 'forks', 'archived'] as const;

/** One entry: a repository, or what stands for several. */
export const RepositorySchema = v.pipe(
  v.strictObject({
    /** https://, ssh://, git@host:owner/name.git, file:/// */
    url: v.optional(Url),
    /** A folder of this machine, relative to where the command is run. */
    path: v.optional(Text),
    /** Folders of this machine. */
    glob: v.optional(Glob),
    /** An organisation or user of GitHub. */
    github: v.optional(Owner),
    /** A group of GitLab, with its sub-groups. */
    gitlab: v.optional(Owner),
    /** An organisation or user of Gitea or Forgejo. */
    gitea: v.optional(Owner),
    host: v.optional(Host),
    topic: v.optional(Text),
    /** Those that have this file. */
    file: v.optional(Text),
    /** Globs of names: those alone. */
    include: v.optional(v.array(Glob)),
    exclude: v.optional(v.array(Glob)),
    forks: v.optional(Flag),
    archived: v.optional(Flag),
    base: v.optional(Branch),
    wave: v.optional(Count),
    groups: v.optional(v.array(Text), []),
    params: v.optional(v.record(Text, v.string('It must be a text: put it in quotes.')), {}),
    files: v.optional(v.strictObject({ include: v.optional(v.array(Glob), []), exclude: v.optional(v.array(Glob), []) }), {}),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const entry = dataset.value;
    const given = SOURCES.filter((source) => entry[source] !== undefined);
    if (given.length !== 1) addIssue({ message: `It must have exactly one of ${SOURCES.join(', ')}.` });
    const [source = 'url'] = given;
    const stray = OF_OWNERS.find((key) => entry[key] !== undefined);
    if (stray !== undefined && (source === 'url' || source === 'path' || source === 'glob'))
      addIssue({
        message: `"${stray}" is for ${SOURCES.slice(3).join(', ')} alone${source === 'glob' ? '' : '; files of the repository stand below "files"'}.`,
      });
    if (source === 'gitea' && entry.host === undefined) addIssue({ message: 'It must have a "host", such as codeberg.org.' });
  }),
);

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const nullable = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

export const PaceSchema = v.strictObject({
  perMinute: Count,
  perHour: Count,
  connections: Count,
  openPullRequests: nullable(Count),
  hours: nullable(checked((text) => (parseHours(text) === null ? 'it is not like 08:00-18:00' : null))),
  days: nullable(v.pipe(v.array(v.picklist(DAYS, `It must be one of ${DAYS.join(', ')}.`)), v.nonEmpty('It must have a day.'))),
});

const HostSchema = v.strictObject({
  forge: v.optional(v.nullable(v.picklist(FORGE_KINDS, `It must be one of ${FORGE_KINDS.join(', ')}.`))),
  api: v.optional(Api),
  /** The name of an environment variable, never a token. */
  token: v.optional(Variable),
  user: v.optional(Text),
  allowHttp: v.optional(Flag),
  /** Other names and ports of the same host. */
  aliases: v.optional(v.array(Host), []),
  pace: v.optional(v.partial(PaceSchema), {}),
});

const template = (known: readonly string[]) =>
  v.pipe(
    v.string('It must be a text.'),
    v.rawCheck(({ dataset, addIssue }) => {
      const fault = dataset.typed ? templateFault(dataset.value, known) : null;
      if (fault !== null) addIssue({ message: fault });
    }),
  );

const MERGES = ['merge', 'squash', 'rebase'] as const;
const SHARDS = ['none', 'directory', 'owner'] as const;

export const publishEntries = {
  branch: OwnBranch,
  title: template(TITLE_PLACEHOLDERS),
  body: template(BODY_PLACEHOLDERS),
  draft: Flag,
  labels: v.array(Text),
  reviewers: v.array(Text),
  assignees: v.array(Text),
  codeowners: Flag,
  shard: v.picklist(SHARDS, `It must be one of ${SHARDS.join(', ')}.`),
  onHumanCommit: v.picklist(['stop', 'on-top'], 'It must be stop or on-top.'),
  onClosed: v.picklist(['respect', 'open-new'], 'It must be respect or open-new.'),
  merge: v.picklist(MERGES, `It must be one of ${MERGES.join(', ')}.`),
  sign: Flag,
};

const Share = v.pipe(v.number('It must be a number.'), v.minValue(0, 'It must be 0 to 1.'), v.maxValue(1, 'It must be 0 to 1.'));
export const waveEntries = { sizes: v.array(Count), waitForChecks: Flag, stopAt: Share };
export const limitEntries = { deadline: Count, memory: Count, cache: Count, files: Count };

const PersonText = checked((text) => textFault(text) ?? (/[<>]/.test(text) ? 'it holds < or >' : null));
export const IdentitySchema = v.strictObject({ name: PersonText, email: PersonText });

/** `repos.yaml`: which repositories a campaign is about, and how their changes are offered. */
export const ManifestSchema = v.strictObject({
  repositories: v.pipe(v.array(RepositorySchema), v.nonEmpty('It must name a repository.')),
  /** Globs of keys (`github.com/acme/old-*`), or of what stands behind the host. */
  exclude: v.optional(v.array(Glob), []),
  /** Name of a group to globs of the repositories in it. */
  groups: v.optional(v.record(Text, v.array(Glob)), {}),
  hosts: v.optional(v.record(Host, HostSchema), {}),
  publish: v.optional(v.partial(v.strictObject(publishEntries)), {}),
  waves: v.optional(v.partial(v.strictObject(waveEntries)), {}),
  limits: v.optional(v.partial(v.strictObject(limitEntries)), {}),
  /** Who the commits are by; where nothing is said, as the user's own git is set up. */
  identity: v.optional(IdentitySchema),
});

export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestEntry = v.InferOutput<typeof RepositorySchema>;
