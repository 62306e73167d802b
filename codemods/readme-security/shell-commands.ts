/** What starts another program and stands before its name. */
const RUNNERS = /^(?:(?:poetry|uv|pdm|hatch|pipenv|pipx) run |uvx |npx (?:--yes |-y )?|python3? -m |sudo )+/;

/** The commands of a shell script by the name of the program: `x | poetry run bandit -r .` gives `x` and `bandit -r .`. */
export function commandsIn(script: string): readonly string[] {
  return script
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n|&&|\|\|?|;/)
    .map((command) => command.trim().replace(RUNNERS, ''))
    .filter((command) => command !== '' && !command.startsWith('#'));
}
