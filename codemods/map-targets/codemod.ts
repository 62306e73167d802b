import {
  defineCodemod,
  type Imports,
  type PythonFile,
  type Range,
  type Scopes,
  TARGET_ROLES,
  type TargetRole,
} from 'codex-codemod';
import { findCli } from './find-cli.js';
import { findPackages } from './find-packages.js';
import { findPool } from './find-pool.js';
import { findSessionLogger } from './find-session-logger.js';
import { findViewer } from './find-viewer.js';
import { codeOf, codes, knownTargets, missingMessage, questionOf } from './roles.js';
import { isBeside } from './test-path.js';

const WORKFLOWS = /^\.github\/workflows\/[^/]+\.ya?ml$/;
/** At the top alone, where pre-commit looks. */
const PRE_COMMIT = '/.pre-commit-config.yaml';
const START: Range = { start: 0, end: 0 };

interface Found {
  readonly role: TargetRole;
  readonly at: Range;
  readonly reason: string;
}

export default defineCodemod({
  name: 'map-targets',
  version: '1.0.0',
  summary: 'Finds what recipes are about (session logger, pool, viewer, CLI, workflows, documents) and changes nothing.',
  params: {
    known: {
      type: 'list',
      default: [],
      description: 'Targets that are known, as role=path; what else looks like them is none.',
    },
  },
  codes,
  languages: {
    python: {
      needles: ['__exit__', '__aexit__', 'connect', 'Connection', 'table', 'click', 'argparse'],
      *transform(file, { params, imports, scope, finding, note }) {
        if (isBeside(file.path)) return;
        const known = knownTargets(params.known);
        for (const { role, at, reason } of inPython(file, imports, scope)) {
          if (known.has(role)) continue;
          yield finding(codeOf(role, true), at, reason);
          yield note(role);
        }
      },
    },
    yaml: {
      needles: ['jobs', 'repos'],
      paths: ['.github/workflows/*', PRE_COMMIT],
      *transform(file, { params, at, pair, finding, note }) {
        const [role, key]: [TargetRole, string] = WORKFLOWS.test(file.path) ? ['workflow', 'jobs'] : ['pre-commit', 'repos'];
        const found = pair(at(), key);
        if (found === null || knownTargets(params.known).has(role)) return;
        yield finding(codeOf(role, true), found.key, role === 'workflow' ? 'it has jobs' : 'pre-commit reads it');
        yield note(role);
      },
    },
    markdown: {
      needles: [],
      paths: ['/README.md', '/CONTRIBUTING.md', '.github/CONTRIBUTING.md', 'docs/CONTRIBUTING.md'],
      *transform(file, { params, finding, note }) {
        const role = /README\.md$/.test(file.path) ? 'readme' : 'contributing';
        if (knownTargets(params.known).has(role)) return;
        yield finding(codeOf(role, true), START, 'by its name');
        yield note(role);
      },
    },
  },
  async *project(tree, { params, files, finding }) {
    const known = knownTargets(params.known);
    const found = new Set(files.flatMap(({ notes }) => notes));
    const paths = await tree.paths();
    const packages = known.has('package') ? [] : findPackages(paths);
    for (const path of packages) yield finding(codeOf('package', true), path, 'it makes its folder a package');
    for (const role of TARGET_ROLES) {
      const path = known.get(role);
      if (path !== undefined && paths.includes(path)) yield finding(codeOf(role, true), path, 'codemod.yaml names it');
      else if (path !== undefined) {
        yield finding(codeOf(role, false), 'codemod.yaml', `${path} is named in codemod.yaml and is not there`, questionOf(role));
      } else if (!found.has(role) && !(role === 'package' && packages.length > 0)) {
        yield finding(codeOf(role, false), 'codemod.yaml', missingMessage(role), questionOf(role));
      }
    }
  },
});

function inPython(file: PythonFile, imports: Imports, scope: Scopes): readonly Found[] {
  const found: readonly [TargetRole, Omit<Found, 'role'> | null][] = [
    ['session-logger', findSessionLogger(file)],
    ['connection-pool', findPool(file, imports, scope)],
    ['viewer', findViewer(file, imports)],
    ['cli', findCli(file, imports)],
  ];
  return found.flatMap(([role, one]) => (one === null ? [] : [{ role, ...one }]));
}
