/** A command that checks a repository. */
export interface CheckCommand {
  /** What starts the tool, with its space: `poetry run `, `python -m `. Empty where nothing does. */
  readonly runner: string;
  readonly tool: string;
}

const RUNNER = /^(?:(?:poetry|uv|pdm|hatch|pipenv|rye) run |uvx |python3? -m |\.?venv\/bin\/)*/;
const TOOL =
  /^(?:pytest|py\.test|ruff|flake8|pylint|black|isort|tox|nox|bandit|coverage run|pydocstyle|pycodestyle|pyflakes|unittest|codespell|yamllint|pre-commit run|(?:make|just|invoke|inv|task|poe) (?:lint|tests?|check|checks|format|qa))(?![\w-])/;

/** Reads a command of a check; null for any other. */
export function checkCommand(command: string): CheckCommand | null {
  const [runner = ''] = RUNNER.exec(command) ?? [];
  const [tool] = TOOL.exec(command.slice(runner.length)) ?? [];
  return tool === undefined ? null : { runner, tool };
}

const NAMES =
  /\b(?:pytest|ruff|flake8|pylint|black|isort|tox|nox|bandit|pydocstyle|pycodestyle|pyflakes|unittest|codespell|pre-commit|pyright|(?:make|just|invoke|inv|task|poe) (?:lint|test|check))\b/i;

/** True for a text that names a check, in whatever words. */
export function namesCheck(text: string): boolean {
  return NAMES.test(text);
}

/** True for a text that tells of mypy, or of a command that checks types by another name. */
export function namesTypeCheck(text: string): boolean {
  const shown = text.replace(/<!--[\s\S]*?-->/g, '');
  return (
    /\bmypy\b/i.test(shown) ||
    /\b(?:make|just|tox -e|nox -s|hatch run|pdm run|poe|inv|invoke) \S*(?:typ(?:es?|ing)\b|type-?check)/.test(shown)
  );
}

/** True for a text that tells of another type checker. */
export function namesOtherTypeChecker(text: string): boolean {
  return /\b(?:based)?pyright\b|\bpytype\b|`(?:pyre|ty)(?: check)?`/i.test(text);
}
