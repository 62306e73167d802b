import type { CodeDoc } from './code-doc.js';
import { CAMPAIGN_CODES } from './codes/campaign-codes.js';
import { CODEMOD_CODES } from './codes/codemod-codes.js';
import { FILE_CODES } from './codes/file-codes.js';
import { GIT_CODES } from './codes/git-codes.js';
import { HELD_BACK_CODES } from './codes/held-back-codes.js';
import { HOST_CODES } from './codes/host-codes.js';
import { RUN_CODES } from './codes/run-codes.js';
import { SET_UP_CODES } from './codes/set-up-codes.js';
import { WORKER_CODES } from './codes/worker-codes.js';

/** By subject; no code is in two of them. */
export const CODES_BY_SUBJECT: readonly Readonly<Record<string, CodeDoc>>[] = [
  CAMPAIGN_CODES,
  FILE_CODES,
  WORKER_CODES,
  CODEMOD_CODES,
  HELD_BACK_CODES,
  RUN_CODES,
  GIT_CODES,
  SET_UP_CODES,
  HOST_CODES,
];

/** The toolkit's own codes: of skips, failures and refusals. Those of codemods stand with the codemods. */
export const TOOL_CODES: Readonly<Record<string, CodeDoc>> = Object.fromEntries(
  CODES_BY_SUBJECT.flatMap((codes) => Object.entries(codes)),
);
