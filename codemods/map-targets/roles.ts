import { type CodeDoc, CodemodError, TARGET_ROLES, type TargetRole } from 'codex-codemod';

interface About {
  readonly what: string;
  readonly question: string;
  readonly example: string;
}

const ABOUT: Readonly<Record<TargetRole, About>> = {
  package: {
    what: 'the Python package',
    question: 'Which folder is the Python package?',
    example: 'src/session_logs/__init__.py',
  },
  'session-logger': {
    what: 'a session logger: a class whose __exit__ logs an event',
    question: 'Which file logs the end of a session?',
    example: 'class Session:\n    def __exit__(self, *details):\n        log_event("session_end")',
  },
  'connection-pool': {
    what: 'a pool of SQLite connections',
    question: 'Which file keeps SQLite connections between calls?',
    example: 'POOL[path] = sqlite3.connect(path)',
  },
  viewer: {
    what: 'a viewer: a command line that names a table, and SQL',
    question: 'Which file shows the tables of a database?',
    example: 'parser.add_argument("--table")\nconnection.execute(f"SELECT * FROM {args.table}")',
  },
  cli: {
    what: 'a command line, of click or argparse',
    question: 'Which file is the command line of the program?',
    example: '@click.group()\ndef main():\n    ...',
  },
  workflow: {
    what: 'a workflow of GitHub Actions',
    question: 'Which workflow runs the tests?',
    example: '.github/workflows/ci.yml',
  },
  contributing: {
    what: 'a guide for contributors',
    question: 'Which file tells contributors how to work?',
    example: 'CONTRIBUTING.md',
  },
  readme: { what: 'a README', question: 'Which file is the README?', example: 'README.md' },
  'pre-commit': {
    what: 'a configuration of pre-commit',
    question: 'Which file configures pre-commit?',
    example: '.pre-commit-config.yaml',
  },
};

/** In the order of the roles: `MAP004` where a viewer is found, `MAP104` where there is none. */
export function codeOf(role: TargetRole, found: boolean): string {
  return `MAP${found ? 0 : 1}${String(TARGET_ROLES.indexOf(role) + 1).padStart(2, '0')}`;
}

export function questionOf(role: TargetRole): string {
  return ABOUT[role].question;
}

export function missingMessage(role: TargetRole): string {
  return `there is no file that is ${ABOUT[role].what}`;
}

export const codes: Readonly<Record<string, CodeDoc>> = Object.fromEntries(
  TARGET_ROLES.flatMap((role) => [found(role), missing(role)]),
);

function found(role: TargetRole): [string, CodeDoc] {
  const { what, example } = ABOUT[role];
  const doc = {
    title: `This is ${what}`,
    cause: 'It was found by what it is; the reason stands beside it.',
    remedy: `Nothing, if that is right. If another file is meant, name it in codemod.yaml: targets: { ${role}: PATH }.`,
    example,
    information: true,
  };
  return [codeOf(role, true), doc];
}

function missing(role: TargetRole): [string, CodeDoc] {
  const { what, example } = ABOUT[role];
  const doc = {
    title: `There is no file that is ${what}`,
    cause: 'No file has what shows it, or the one that codemod.yaml names is not there. Steps that are about it are skipped.',
    remedy: `Nothing, if the repository has none. Else name it in codemod.yaml: targets: { ${role}: PATH }.`,
    example,
  };
  return [codeOf(role, false), doc];
}

/**
 * The targets that the user names himself.
 *
 * @throws CodemodError `param-invalid`.
 */
export function knownTargets(given: readonly string[]): ReadonlyMap<TargetRole, string> {
  return new Map(
    given.map((text): [TargetRole, string] => {
      const equals = text.indexOf('=');
      const role = TARGET_ROLES.find((one) => one === text.slice(0, equals));
      const path = text.slice(equals + 1).replace(/^\.\//, '');
      if (role === undefined || path === '') {
        throw new CodemodError(
          'param-invalid',
          `"${text}" is no target: write role=path, with a role of ${TARGET_ROLES.join(', ')}.`,
        );
      }
      return [role, path];
    }),
  );
}
