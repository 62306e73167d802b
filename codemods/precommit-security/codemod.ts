import { defineCodemod } from 'codex-codemod';
import { CODES } from './codes.js';
import { CONFIG, createConfig } from './create-config.js';
import { editConfig } from './edit-config.js';
import { PARAMS } from './params.js';

export default defineCodemod({
  name: 'precommit-security',
  version: '1.0.0',
  scope: 'repository',
  summary: 'Hooks of Bandit and detect-secrets for pre-commit; those that stand get the arguments that they lack.',
  params: PARAMS,
  codes: CODES,
  // New arguments of the last hook and new hooks behind it meet: they take a pass each.
  passes: 3,
  languages: {
    yaml: {
      // An empty file is one to fill.
      needles: [],
      paths: [`/${CONFIG}`],
      transform: editConfig,
    },
  },
  project: createConfig,
});
