import type { ProjectContext, ProjectTree, ProjectYield } from 'codex-codemod';
import { type Refusal, refuse } from './choice.js';
import type { NeededFile } from './needed-files.js';
import type { params } from './params.js';

/** What is to be made of the files that are needed, and what is in the way of that. */
export interface JudgedFiles {
  readonly changes: readonly ProjectYield[];
  readonly obstacles: readonly Refusal[];
}

/** A file that stands as it is needed is neither made nor told of. */
export async function judgeFiles(
  tree: ProjectTree,
  context: ProjectContext<typeof params>,
  needed: readonly NeededFile[],
): Promise<JudgedFiles> {
  const changes: ProjectYield[] = [];
  const obstacles = await filesInTheWay(tree, needed);
  for (const { template, path, values, reason } of needed) {
    const text = await context.template(template, values);
    const standing = await tree.read(path);
    if (standing === null) changes.push({ kind: 'create', path, text, reason });
    else if (!isSameText(standing, text)) obstacles.push(differing(path));
  }
  return { changes, obstacles };
}

function differing(path: string): Refusal {
  const message = 'it stands and differs from what the commands need; nothing was made';
  return refuse('CLI006', path, message, 'May this file be renamed, or is the command line not to get these commands?');
}

async function filesInTheWay(tree: ProjectTree, needed: readonly NeededFile[]): Promise<Refusal[]> {
  const folders = new Set(needed.flatMap(({ path }) => foldersOf(path)));
  const found: Refusal[] = [];
  for (const folder of folders) {
    if ((await tree.read(folder)) !== null) {
      found.push(refuse('CLI006', folder, `${folder} is a file, and the commands need a folder of that name; nothing was made`));
    }
  }
  return found;
}

function foldersOf(path: string): readonly string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** A checkout may have other line ends, and an editor may have put a byte order mark before the text. */
function isSameText(standing: Buffer, text: string): boolean {
  return (
    standing
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n') === text
  );
}
