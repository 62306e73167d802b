import { TASK_NAMES } from './tasks.js';

export const params = {
  package: {
    type: 'string',
    default: '',
    description: 'The package that gets cli.py, such as acme. Empty: the only one, or the one that has the name of the project.',
  },
  cli: {
    type: 'string',
    default: '',
    description: 'The click group to extend, as src/acme/cli.py or src/acme/cli.py:main. Empty: the only one.',
  },
  tasks: {
    type: 'list',
    default: TASK_NAMES,
    description: 'The commands that the command line shall have; no others are made.',
  },
} as const;
