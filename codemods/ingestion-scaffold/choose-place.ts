import { isModuleName, isNamedAs, isStdlibModule } from 'codex-codemod';
import type { Place, Refusal } from './place.js';
import type { Repository } from './repository.js';

export interface Wishes {
  readonly target: string;
  readonly package: string;
}

const NAME = 'ingestion';
const DEFAULT = `src/${NAME}`;

/** Decides where the scaffold goes, or what has to be asked. Whether that place is free is another question. */
export function choosePlace(repository: Repository, wishes: Wishes): Place | Refusal {
  if (wishes.target !== '') return placeAt(repository, wishes.target.replace(/\/+$/, ''));
  if (wishes.package !== '') return placeInside(repository, wishes.package);
  const { layout, hasPython, hasOtherLanguage, isProject } = repository;
  if (!hasPython && hasOtherLanguage) {
    return refusal('ING001', DEFAULT, 'there is no Python here, and nothing was made', 'Shall this repository get Python code?');
  }
  const isFlat = layout.importRoot === '' && !repository.paths.has('src/__init__.py');
  const packages = isFlat ? withoutScaffold(repository) : [];
  if (packages.length > 0) return placeInOneOf(repository, packages);
  if (isFlat && isProject && layout.modules.length > 0) {
    const message = `the project is built of single modules (${layout.modules.join(', ')}): a folder src would change what is built`;
    return refusal('ING006', DEFAULT, message, 'Where shall the package ingestion stand?');
  }
  return placeAt(repository, DEFAULT);
}

/** Without what a run before this one made. */
function withoutScaffold({ layout }: Repository) {
  return layout.packages.filter(({ name }) => name !== NAME);
}

function placeInOneOf(repository: Repository, packages: ReturnType<typeof withoutScaffold>): Place | Refusal {
  const { name } = repository.facts;
  const [chosen] = packages.length === 1 ? packages : packages.filter((one) => name !== null && isNamedAs(name, one.name));
  if (chosen !== undefined) return placeAt(repository, `${chosen.folder}/${NAME}`);
  const names = packages.map((one) => one.name).join(', ');
  return refusal(
    'ING006',
    NAME,
    `there are several packages: ${names}`,
    `Which of ${names} shall take the package ingestion in?`,
  );
}

function placeInside(repository: Repository, name: string): Place | Refusal {
  const { packages } = repository.layout;
  const found = packages.find((one) => one.name === name || one.folder === name);
  if (found !== undefined) return placeAt(repository, `${found.folder}/${NAME}`);
  const known = packages.length === 0 ? 'none was found' : `there are: ${packages.map((one) => one.name).join(', ')}`;
  return refusal('ING004', name, `there is no package ${name} (${known})`);
}

function placeAt({ paths }: Repository, folder: string): Place | Refusal {
  const segments = folder.split('/');
  const src = segments.lastIndexOf('src');
  const isSrcLayout = src >= 0 && src < segments.length - 1 && !paths.has(`${segments.slice(0, src + 1).join('/')}/__init__.py`);
  const parts = isSrcLayout ? segments.slice(src + 1) : segments;
  const odd = parts.find((part) => !isModuleName(part));
  if (odd !== undefined) return refusal('ING004', folder, `${JSON.stringify(odd)} cannot stand in an import statement`);
  const [top = ''] = parts;
  if (isStdlibModule(top)) return refusal('ING004', folder, `${top} is a module of Python's standard library`);
  const importRoot = isSrcLayout ? segments.slice(0, src + 1).join('/') : '';
  return { folder, name: parts.join('.'), importRoot, testFolder: `${testsOf(paths)}/test_${parts.at(-1) ?? NAME}` };
}

function testsOf(paths: ReadonlySet<string>): string {
  const has = (folder: string): boolean => [...paths].some((path) => path.startsWith(`${folder}/`));
  return !has('tests') && has('test') ? 'test' : 'tests';
}

function refusal(code: string, path: string, message: string, question?: string): Refusal {
  return question === undefined ? { code, path, message } : { code, path, message, question };
}
