import { programEnvironment } from '../programs/program-environment.js';
import { runProgram } from '../programs/run-program.js';

/** Patterns are Python's, searched as detect-secrets does; another engine would understand some of them otherwise. */
const SCRIPT = `
import json, re, sys
job = json.load(sys.stdin)
patterns = [re.compile(pattern) for pattern in job["patterns"]]
print(json.dumps([not any(pattern.search(path) for pattern in patterns) for path in job["paths"]]))
`;

const DEADLINE = 60_000;
const MOST_OUTPUT = 64 << 20;

/** The paths that no pattern matches; null when python3 could not tell: a pattern is not valid, or takes too long. */
export async function excludeFiles(
  python3: string,
  root: string,
  cwd: string,
  paths: readonly string[],
  patterns: readonly string[],
): Promise<readonly string[] | null> {
  if (patterns.length === 0) return paths;
  const result = await runProgram({
    program: python3,
    args: ['-I', '-S', '-c', SCRIPT],
    cwd,
    env: programEnvironment(root),
    input: JSON.stringify({ patterns, paths }),
    deadline: DEADLINE,
    mostOutput: MOST_OUTPUT,
  });
  if (result.kind === 'failed' || result.status !== 0) return null;
  const kept: unknown = JSON.parse(result.stdout.toString());
  if (!Array.isArray(kept) || kept.length !== paths.length) return null;
  return paths.filter((_, index) => kept[index] === true);
}
