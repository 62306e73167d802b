const TABLE = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/;
const NAME = /^\s*name\s*=\s*(["'])([A-Za-z0-9._-]+)\1\s*(?:#.*)?$/;
const BACKEND = /^\s*build-backend\s*=\s*(["'])([\w.:]+)\1\s*(?:#.*)?$/;

/** What a `pyproject.toml` says on lines of their own; null for what it says in another way, or not. */
export interface ProjectFacts {
  /** `project.name`, or `tool.poetry.name`. */
  readonly name: string | null;
  /** `build-system.build-backend`, such as `hatchling.build`. */
  readonly buildBackend: string | null;
}

/** Reads the two facts line by line. It is no TOML parser: use it to choose among what stands in the tree, never to edit. */
export function projectFacts(pyproject: string): ProjectFacts {
  let table = '';
  let name: string | null = null;
  let buildBackend: string | null = null;
  for (const line of pyproject.split(/\r\n|\n/)) {
    const header = TABLE.exec(line)?.[1]?.trim();
    if (header !== undefined) table = header;
    else if (table === 'project' || table === 'tool.poetry') name ??= NAME.exec(line)?.[2] ?? null;
    else if (table === 'build-system') buildBackend ??= BACKEND.exec(line)?.[2] ?? null;
  }
  return { name, buildBackend };
}

/** True when a project of this name usually has a package of that name (PEP 503: case, `-`, `_` and `.` do not count). */
export function isNamedAs(projectName: string, packageName: string): boolean {
  const normal = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');
  return normal(projectName) === normal(packageName);
}
