import path from 'node:path';
import { findProgram } from '../core/find-program.js';
import { programEnvironment } from '../programs/program-environment.js';
import { runProgram } from '../programs/run-program.js';
import { installHint, type Tool } from './tools.js';

/** What a probe found. The place of the program is left out: it differs from machine to machine. */
export type ToolProbe = { readonly name: string } & (
  | { readonly kind: 'found'; readonly version: string }
  | { readonly kind: 'missing' | 'failed'; readonly version: null; readonly code: string; readonly message: string }
);

const DEADLINE = 10_000;
const MOST_OUTPUT = 1 << 20;

/**
 * Looks for a program and asks for its version.
 *
 * @param root the repository: no program in it is run, and it is not the working directory.
 * @param deadline milliseconds.
 */
export async function probeTool(tool: Tool, root: string, deadline = DEADLINE): Promise<ToolProbe> {
  const { name } = tool;
  const program = findProgram(name, root);
  if (program === null) {
    const message = `${name} is not on the PATH, or only inside of the repository, from where nothing is run. It is needed to ${tool.neededTo}. Install it: ${installHint(tool)}.`;
    return { name, kind: 'missing', version: null, code: 'tool-missing', message };
  }
  const cwd = path.parse(root).root;
  const env = programEnvironment(root);
  const result = await runProgram({ program, args: ['--version'], cwd, env, deadline, mostOutput: MOST_OUTPUT });
  const failed = (why: string): ToolProbe => {
    const message = `${name} is installed, but ${why} when it was asked for its version. It is needed to ${tool.neededTo}. Try: ${name} --version.`;
    return { name, kind: 'failed', version: null, code: 'tool-failed', message };
  };
  if (result.kind === 'failed') return failed(result.message);
  if (result.status !== 0) return failed(`it ended with exit code ${result.status}`);
  const version = parseVersion(`${result.stdout}\n${result.stderr}`);
  return version === null ? failed('it named none') : { name, kind: 'found', version };
}

/** The first thing that looks like a version: "git version 2.39.5", "Python 3.11.2", "1.5.0". */
export function parseVersion(text: string): string | null {
  return /(?<![\w.])\d+(?:\.\d+)+(?:[-+.]?[0-9A-Za-z]+)*/.exec(text)?.[0] ?? null;
}
