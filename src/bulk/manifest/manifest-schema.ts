import * as v from 'valibot';
import { FORGE_KINDS } from '../hosts/host-settings.js';
import { parseHours } from '../hosts/pace.js';
import { strangerFault, variableFault } from '../hosts/token-names.js';
import { BODY_PLACEHOLDERS, TITLE_PLACEHOLDERS, templateFault } from '../publishing/template.js';
import { looksLikeToken, parseAddress } from './repository-address.js';
import { isPath } from './repository-key.js';
import { branchFault, ownBranchFault } from './safe-ref.js';

/** What an editor shows of a setting. */
const said = <S extends v.GenericSchema>(schema: S, description: string) => v.pipe(schema, v.description(description));

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

/** A shell expands `~`, and nobody else does: it would be a folder of that name. */
function folderFault(text: string): string | null {
  return /^~[^/]*(\/|$)/.test(text) ? '~ is not expanded: write the whole path' : textFault(text);
}

const Text = checked(textFault);
const Glob = Text;
const FolderPath = checked(folderFault);
const Count = v.pipe(
  v.number('It must be a number.'),
  v.safeInteger('It must be a whole number.'),
  v.minValue(1, 'It must be at least 1.'),
);
const Flag = v.boolean('It must be true or false.');

function addressFault(text: string): string | null {
  if (isPath(text) || text.startsWith('~')) return folderFault(text);
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
  return variableFault(name);
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
    url: v.optional(said(Url, 'Its address: https://, ssh://, git@host:owner/name.git or file:///; a path as well.')),
    path: v.optional(said(FolderPath, 'A folder of this machine, relative to this file.')),
    glob: v.optional(said(FolderPath, 'Folders of this machine, relative to this file; those that are repositories are taken.')),
    github: v.optional(said(Owner, 'All of an organisation or user of GitHub.')),
    gitlab: v.optional(said(Owner, 'All of a group of GitLab, with its sub-groups.')),
    gitea: v.optional(said(Owner, 'All of an organisation or user of Gitea or Forgejo; it needs a host.')),
    host: v.optional(said(Host, 'Where github, gitlab or gitea is. Default: github.com, gitlab.com.')),
    topic: v.optional(said(Text, 'Of an owner: those with this topic.')),
    file: v.optional(
      said(
        Text,
        'Of an owner: those with this file on the default branch. GitHub finds it by its search of code, others are asked one by one.',
      ),
    ),
    include: v.optional(said(v.array(Glob), 'Of an owner: globs of names (or owner/name); those alone.')),
    exclude: v.optional(said(v.array(Glob), 'Of an owner: globs of names (or owner/name) to leave out.')),
    forks: v.optional(said(Flag, 'Of an owner: forks too. Default: false.')),
    archived: v.optional(said(Flag, 'Of an owner: archived ones too. Default: false.')),
    base: v.optional(said(Branch, "The branch to change. Default: the one that the remote's HEAD names.")),
    wave: v.optional(said(Count, 'The wave in which it is published, from 1. Default: as waves.sizes deals them out.')),
    groups: v.optional(said(v.array(Text), 'Names to select it by: --group.'), []),
    params: v.optional(
      said(
        v.record(
          Text,
          v.union(
            [v.string(), v.array(v.string())],
            'It must be a text, or a list of texts: put numbers, true and false in quotes.',
          ),
        ),
        'Parameters of the codemod here, over those of --param: texts, or lists of texts.',
      ),
      {},
    ),
    files: v.optional(
      said(
        v.strictObject({
          include: v.optional(said(v.array(Glob), 'Globs of files: those alone.'), []),
          exclude: v.optional(said(v.array(Glob), 'Globs of files to leave as they are.'), []),
        }),
        'Which files of it may be changed.',
      ),
      {},
    ),
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
  perMinute: said(Count, 'Requests that write (pushes, pull requests, labels, comments) a minute. Default: 30; for GitHub 20.'),
  perHour: said(Count, 'Requests that write an hour. Default: 600; for GitHub 400.'),
  connections: said(Count, 'Clones and other reads at one time. Default: 4.'),
  openPullRequests: said(nullable(Count), 'Pull requests of the campaign open at one time. Default: null, any number.'),
  hours: said(
    nullable(checked((text) => (parseHours(text) === null ? 'it is not like 08:00-18:00' : null))),
    'When it may be written to, in local time: 08:00-18:00. Default: null, always.',
  ),
  days: said(
    nullable(v.pipe(v.array(v.picklist(DAYS, `It must be one of ${DAYS.join(', ')}.`)), v.nonEmpty('It must have a day.'))),
    'Days on which it may be written to. Default: null, every day.',
  ),
});

const HostSchema = v.strictObject({
  forge: v.optional(
    said(
      v.nullable(v.picklist(FORGE_KINDS, `It must be one of ${FORGE_KINDS.join(', ')}.`)),
      'What it speaks; Forgejo speaks gitea. null: git alone, without pull requests.',
    ),
  ),
  api: v.optional(
    said(Api, 'Root of its API, without a slash at the end. Default: /api/v3, /api/v4 or /api/v1 of the host, by its forge.'),
  ),
  token: v.optional(
    said(
      Variable,
      'The name of the environment variable that holds the token, never a token: it ends in TOKEN, PAT, PASSWORD, SECRET or KEY, and that of a known host (GITHUB_TOKEN) is not for another one.',
    ),
  ),
  user: v.optional(
    said(Text, 'The user name that goes with the token when git speaks https. Default: x-access-token or oauth2.'),
  ),
  allowHttp: v.optional(said(Flag, 'http:// in place of https://, for a loopback host alone. Default: false.')),
  aliases: v.optional(said(v.array(Host), 'Other names and ports of the same host.'), []),
  pace: v.optional(
    said(v.partial(PaceSchema), 'How fast and when it is written to; what it answers (Retry-After) counts beside it.'),
    {},
  ),
});

/** A manifest may be somebody else's: it cannot send what is known to be the token of one host to another. */
const HostsSchema = v.pipe(
  v.record(Host, HostSchema),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const [host, { token, api = null }] of Object.entries(dataset.value)) {
      const fault = token === undefined ? null : strangerFault(token, { host, api });
      if (fault === null) continue;
      const step = { type: 'unknown', origin: 'value', input: null, value: null } as const;
      const path = [
        { ...step, key: host },
        { ...step, key: 'token' },
      ] as const;
      addIssue({ message: `It cannot be used: ${fault}.`, path: [...path] });
    }
  }),
);

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
  branch: said(OwnBranch, 'The branch that is pushed. Default: codemod/<campaign>.'),
  title: said(
    template(TITLE_PLACEHOLDERS),
    'Title of the pull requests; {{placeholders}} are filled in. Default: "{{codemod}}: {{summary}}".',
  ),
  body: said(template(BODY_PLACEHOLDERS), 'Body of the pull requests, in Markdown; {{placeholders}} are filled in.'),
  draft: said(Flag, 'Pull requests begin as drafts. Default: false.'),
  labels: said(v.array(Text), 'Labels that exist at the host.'),
  reviewers: said(v.array(Text), 'Users, or organisation/team, who are asked for a review.'),
  assignees: said(v.array(Text), 'Users.'),
  codeowners: said(Flag, 'Asks the owners of the changed files (CODEOWNERS) for a review. Default: false.'),
  shard: said(
    v.picklist(SHARDS, `It must be one of ${SHARDS.join(', ')}.`),
    'One pull request for the repository (none, the default), for each top folder, or for each owner by CODEOWNERS. Not together with --inventory.',
  ),
  onHumanCommit: said(
    v.picklist(['stop', 'on-top'], 'It must be stop or on-top.'),
    'Where a person has added a commit to our branch: stop (the default) leaves it as it is; on-top does on top of it what was approved.',
  ),
  onClosed: said(
    v.picklist(['respect', 'open-new'], 'It must be respect or open-new.'),
    'Where a person has closed the pull request: respect (the default), or open-new opens another one.',
  ),
  merge: said(v.picklist(MERGES, `It must be one of ${MERGES.join(', ')}.`), 'How codemod bulk merge merges. Default: squash.'),
  sign: said(Flag, 'Commits are signed with your own gpg or ssh key, as your git is set up. Default: false.'),
};

const Share = v.pipe(v.number('It must be a number.'), v.minValue(0, 'It must be 0 to 1.'), v.maxValue(1, 'It must be 0 to 1.'));
export const waveEntries = {
  sizes: said(v.array(Count), 'How many repositories the first waves take; the last wave takes the rest. Default: [], one wave.'),
  waitForChecks: said(Flag, 'The next wave waits for the checks of this one. Default: false.'),
  checksWithin: said(
    Count,
    'Milliseconds that the checks of a wave are waited for; what is pending longer stops the campaign. Default: 7200000 (2 hours).',
  ),
  stopAt: said(
    Share,
    'Stops by itself where more than this share of a wave fails, is red or was closed: 0 to 1. It also ends publish within a wave, and sync, merge, close and undo, at a host where more than this share fails, once ten repositories were tried there. Default: 0.2.',
  ),
};
export const limitEntries = {
  deadline: said(Count, 'Milliseconds that one repository may take. Default: 600000 (10 minutes).'),
  memory: said(Count, 'MiB of memory that the work on one repository may take, with all that it starts. Default: 2048.'),
  cache: said(Count, 'Bytes that the clones kept on the disk may take. Default: 21474836480 (20 GiB).'),
  files: said(Count, 'Files that a repository may have. Default: 200000.'),
};

const PersonText = checked((text) => textFault(text) ?? (/[<>]/.test(text) ? 'it holds < or >' : null));
export const IdentitySchema = v.strictObject({
  name: said(PersonText, 'Name of the author and committer.'),
  email: said(PersonText, 'E-mail address of the author and committer.'),
});

/** `repos.yaml`: which repositories a campaign is about, and how their changes are offered. */
export const ManifestSchema = v.strictObject({
  repositories: said(
    v.pipe(v.array(RepositorySchema), v.nonEmpty('It must name a repository.')),
    'Repositories, or what stands for several of them.',
  ),
  exclude: v.optional(
    said(v.array(Glob), 'Never these: github.com/acme/name or the end of it after a slash (acme/name, name), with * and **.'),
    [],
  ),
  groups: v.optional(
    said(v.record(Text, v.array(Glob)), 'Name of a group to patterns of the repositories in it, as for exclude: --group.'),
    {},
  ),
  hosts: v.optional(said(HostsSchema, 'Settings of hosts, by git.example.org or git.example.org:8443.'), {}),
  publish: v.optional(said(v.partial(v.strictObject(publishEntries)), 'Branches, commits and pull requests.'), {}),
  waves: v.optional(said(v.partial(v.strictObject(waveEntries)), 'How many are published at a time, and when to stop.'), {}),
  limits: v.optional(said(v.partial(v.strictObject(limitEntries)), 'What one repository and the clones may take.'), {}),
  identity: v.optional(said(IdentitySchema, 'Who the commits are by. Default: user.name and user.email of your own git.')),
});

export type Manifest = v.InferOutput<typeof ManifestSchema>;
export type ManifestEntry = v.InferOutput<typeof RepositorySchema>;
