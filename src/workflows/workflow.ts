import type { OpenedFile } from '../core/project-stage.js';
import '../languages/yaml/register.js';
import type { YamlMap, YamlNode, YamlPair, YamlSequence } from '../languages/yaml/yaml-file.js';

/** A workflow of GitHub Actions: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
export interface Workflow extends OpenedFile<'yaml'> {
  readonly root: YamlMap;
  /** As it is shown; empty where the file gives none. */
  readonly name: string;
  /** Names of the events of `on`, in the order of the file. */
  readonly triggers: readonly string[];
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly id: string;
  readonly pair: YamlPair;
  /** Null where the job is no map. */
  readonly node: YamlMap | null;
  /** The reusable workflow that it calls; empty for a job with steps of its own. */
  readonly calls: string;
  readonly steps: readonly Step[];
  /** The sequence of the steps, where an edit of it is an edit of this job alone: neither is an alias, named by one, or merged. */
  readonly editable: YamlSequence | null;
  /** True for `if: false`. */
  readonly isOff: boolean;
}

export interface Step {
  readonly index: number;
  /** Null where the step is no map. */
  readonly node: YamlNode | null;
  readonly name: string;
  /** What stands behind `uses`, without the version, in lower case: `actions/checkout`; empty for a step that runs commands. */
  readonly action: string;
  readonly run: string;
  readonly workingDirectory: string;
}
