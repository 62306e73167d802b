import type { ProjectTree } from 'codex-codemod';
import type { Place, Refusal } from './place.js';
import type { Repository } from './repository.js';

/** Null when the scaffold may be made, or completed, at a place. */
export async function checkFree(tree: ProjectTree, repository: Repository, place: Place): Promise<Refusal | null> {
  return (
    (await fileInTheWay(tree, [place.folder, place.testFolder])) ??
    namesake(repository, place) ??
    (await foreignPackage(tree, repository, place))
  );
}

/** A file that has the name of a folder that is needed. */
async function fileInTheWay(tree: ProjectTree, folders: readonly string[]): Promise<Refusal | null> {
  for (const folder of folders) {
    const segments = folder.split('/');
    for (let depth = 1; depth <= segments.length; depth++) {
      const path = segments.slice(0, depth).join('/');
      if ((await tree.read(path)) === null) continue;
      return { code: 'ING005', path, message: `${path} is a file, and the scaffold needs a folder of that name` };
    }
  }
  return null;
}

/** Another module that an import of the same name may find. */
function namesake({ paths }: Repository, { folder, name }: Place): Refusal | null {
  const beside = `${folder}.py`;
  const elsewhere = name.includes('.') ? [] : ['', 'src/', 'lib/'].map((root) => `${root}${name}`);
  const others = elsewhere.filter((one) => one !== folder).flatMap((one) => [`${one}.py`, `${one}/__init__.py`]);
  const found = [beside, ...others].find((path) => paths.has(path));
  return found === undefined ? null : taken(found, `${found} can be imported as ${name}, too`, name);
}

/** A package that stands at the place and is not the scaffold, changed by a person or not. */
async function foreignPackage(tree: ProjectTree, { paths }: Repository, { folder, name }: Place): Promise<Refusal | null> {
  const text = async (path: string): Promise<string> => (await tree.read(path))?.toString('utf8') ?? '';
  const init = `${folder}/__init__.py`;
  const isStanding = paths.has(init);
  const isOurs = isStanding
    ? (await text(init)).includes('from .ingestor import')
    : (await text(`${folder}/ingestor.py`)).includes('class Ingestor');
  const holdsPython = [...paths].some((path) => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  if (isOurs || !holdsPython) return null;
  const message = `a package ${name} stands here that is not the scaffold; it is left as it is`;
  return taken(isStanding ? init : folder, message, name);
}

function taken(path: string, message: string, name: string): Refusal {
  const question = `Is ${name} the ingestion that is wanted, or where else shall the scaffold go?`;
  return { code: 'ING003', path, message, question };
}
