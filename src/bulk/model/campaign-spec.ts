import type { Asked, PlanOptions } from '../../core/plan.js';
import type { HostSettings } from '../hosts/host-settings.js';

/** Who the commits are by. */
export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** How the changes are offered. */
export interface PublishSettings {
  /** The branch: a function of the campaign, never of a run. A shard's name is put behind it: `codemod/sqlite-pool--api`. */
  readonly branch: string;
  /** Templates, see `pull-request-text.ts`. */
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  /** True: the owners of the changed files, by the base commit's CODEOWNERS, are asked for a review too. */
  readonly codeowners: boolean;
  /** One pull request for each top folder, or each owner, in place of one for the repository. */
  readonly shard: 'none' | 'directory' | 'owner';
  /** What is done where a person has added a commit to the branch: nothing, or what was approved is done on top of it. */
  readonly onHumanCommit: 'stop' | 'on-top';
  /** What is done where a person has closed the pull request: that is respected, or another is opened. */
  readonly onClosed: 'respect' | 'open-new';
  readonly merge: 'merge' | 'squash' | 'rebase';
  /** Commits are signed with the user's key, as the user's own git is set up. */
  readonly sign: boolean;
}

export interface WaveSettings {
  /** How many repositories the first waves take; the rest is the last wave. Empty: all are wave 1, or as the manifest says. */
  readonly sizes: readonly number[];
  /** Wait for the checks of a wave's pull requests before the next one. */
  readonly waitForChecks: boolean;
  /** Milliseconds that they are waited for, at most, before the campaign stops by itself. */
  readonly checksWithin: number;
  /** The share of a wave's repositories, 0 to 1, that may fail (or whose checks fail) before the campaign stops by itself. */
  readonly stopAt: number;
}

/** What one repository may cost. */
export interface Limits {
  /** Milliseconds for one job. */
  readonly deadline: number;
  /** MiB of resident memory of one job, with all that it starts. */
  readonly memory: number;
  /** Bytes of the clone cache. */
  readonly cache: number;
  /** Files of a repository, at most; one with more is skipped. */
  readonly files: number;
}

/** What a campaign is: written once as `campaign.yaml`, and read by every verb. */
export interface CampaignSpec {
  readonly codemodCampaign: 1;
  /** `[a-z0-9][a-z0-9-]*` */
  readonly name: string;
  /** Version of the toolkit that made it. */
  readonly tool: string;
  /** The name of a codemod or recipe of the toolkit, or the absolute path of a module or recipe file. */
  readonly asked: Asked;
  /** What it does, in a line: the description of the codemod or recipe. */
  readonly summary: string;
  /** SHA-256 of that file, so that all machines run the same; null for one of the toolkit. */
  readonly digest: string | null;
  /** `paths` is empty. */
  readonly options: PlanOptions;
  /** True: `.codex/inventory.json` is part of the change. */
  readonly inventory: boolean;
  readonly identity: Identity;
  readonly publish: PublishSettings;
  readonly waves: WaveSettings;
  readonly limits: Limits;
  readonly hosts: readonly HostSettings[];
  /** The address of the store that all machines reach; null: that of the queue, or the campaign's own folder. It holds no secret. */
  readonly store: string | null;
}
