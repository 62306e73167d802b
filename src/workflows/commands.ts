/** A command of a shell script, as far as its first words tell what it does. */
export interface Command {
  /** What it is started through, such as `uv run` or `poetry run`; empty for the shell itself. */
  readonly runner: string;
  /** The program or, behind `python -m`, the module: `pip`, `pytest`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where the program stands in the script, in UTF-16 code units. */
  readonly start: number;
}

interface Word {
  readonly text: string;
  readonly start: number;
}

/** Words before a command that leave it what it is. */
const PREFIXES = new Set(['sudo', 'time', 'env', 'exec', 'command', 'if', 'then', 'else', 'do', '!', '{', '(']);
const RUNNERS = new Set(['uv', 'poetry', 'pdm', 'pipenv', 'hatch', 'rye']);
/** Options of `uv run` and its like that take the next word. */
const WITH_VALUE = new Set([
  '--with',
  '--python',
  '-p',
  '--extra',
  '--group',
  '--env-file',
  '--package',
  '--directory',
  '--project',
]);

/**
 * The commands of a script, at the start of a line or behind `&&`, `||`, `;` and `|`. Quoted words, comments and expressions of
 * GitHub Actions are no commands.
 */
export function commandsOf(script: string): readonly Command[] {
  return lists(script).flatMap((words) => commandOf(words) ?? []);
}

function commandOf(words: readonly Word[]): Command | null {
  let rest = words;
  while (rest[0] !== undefined && (PREFIXES.has(rest[0].text) || /^\w+=/.test(rest[0].text))) rest = rest.slice(1);
  const [first, second] = rest;
  if (first === undefined) return null;
  let runner = '';
  if (RUNNERS.has(first.text) && second?.text === 'run') {
    runner = `${first.text} run`;
    rest = withoutOptions(rest.slice(2));
  }
  if (/^(?:python(?:3(?:\.\d+)?)?|py)$/.test(rest[0]?.text ?? '') && rest[1]?.text === '-m') rest = rest.slice(2);
  const [program, ...args] = rest;
  if (program === undefined) return null;
  return { runner, program: program.text, args: args.map(({ text }) => text), start: program.start };
}

function withoutOptions(words: readonly Word[]): readonly Word[] {
  let rest = words;
  while (rest[0]?.text.startsWith('-') === true) rest = rest.slice(WITH_VALUE.has(rest[0].text) ? 2 : 1);
  return rest;
}

const TOKEN = /\$\{\{[\s\S]*?\}\}|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\\r?\n|\\.|&&|\|\||[;|&\n]|[ \t\r]+|[^\s;|&'"\\$]+|[\s\S]/g;

/** Splits a script into commands of words. */
function lists(script: string): readonly (readonly Word[])[] {
  const commands: Word[][] = [[]];
  let word: Word | null = null;
  let isComment = false;
  const close = (): void => {
    if (word !== null) commands.at(-1)?.push(word);
    word = null;
  };
  for (const { 0: token, index } of script.matchAll(TOKEN)) {
    if (isComment && token !== '\n') continue;
    isComment = word === null && token.startsWith('#');
    if (isComment) continue;
    if (/^(?:&&|\|\||[;|&\n])$/.test(token)) {
      close();
      commands.push([]);
    } else if (/^(?:\\\r?\n|[ \t\r]+)$/.test(token)) close();
    else word = word === null ? { text: token, start: index } : { ...(word as Word), text: (word as Word).text + token };
  }
  close();
  return commands;
}
