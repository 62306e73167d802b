/** A program that the set-up of a repository can use. */
export interface Tool {
  readonly name: string;
  /** Completes "it is needed to ...". */
  readonly neededTo: string;
  /** How to install it, each as it is typed. */
  readonly install: readonly string[];
}

/** In the order in which they are told. detect-secrets is not in Debian. */
export const TOOLS: readonly Tool[] = [
  { name: 'git', neededTo: 'list files and tell uncommitted changes', install: ['apt install git'] },
  { name: 'python3', neededTo: 'judge edited Python files and to run their tests', install: ['apt install python3'] },
  {
    name: 'pre-commit',
    neededTo: 'run the hooks of .pre-commit-config.yaml',
    install: ['apt install pre-commit', 'pipx install pre-commit'],
  },
  { name: 'detect-secrets', neededTo: 'make and check the baseline of secrets', install: ['pipx install detect-secrets'] },
  {
    name: 'mypy',
    neededTo: 'check types before continuous integration does',
    install: ['apt install mypy', 'pipx install mypy'],
  },
];

/** "apt install mypy, or pipx install mypy" */
export function installHint({ install }: Tool): string {
  return install.join(', or ');
}
