/** Folders at the top that hold Python which no package is made of. */
const NO_PACKAGES: ReadonlySet<string> = new Set([
  'tests',
  'test',
  'testing',
  'docs',
  'doc',
  'examples',
  'scripts',
  'tools',
  'benchmarks',
]);

/** The command that checks the types of a repository: `mypy src`, or its packages at the top. Null without Python. */
export function typeCheckCommand(paths: readonly string[]): string | null {
  const sources = paths.filter((path) => path.endsWith('.py'));
  if (sources.length === 0) return null;
  if (sources.some((path) => path.startsWith('src/'))) return 'mypy src';
  const packages = sources
    .flatMap((path) => /^([A-Za-z_]\w*)\/__init__\.py$/.exec(path)?.[1] ?? [])
    .filter((name) => !NO_PACKAGES.has(name.toLowerCase()));
  return packages.length === 0 ? 'mypy .' : `mypy ${packages.join(' ')}`;
}
