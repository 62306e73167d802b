import { isModuleName, isNamedAs, isStdlibModule, type PythonPackage } from 'codex-codemod';
import { type Refusal, refuse } from './choice.js';
import type { Repository } from './repository.js';

export interface ChosenPackage {
  readonly kind: 'package';
  readonly package: PythonPackage;
  readonly isNewPackage: boolean;
}

/** The package that a wish names, be it there or not. */
export function namedPackage(repository: Repository, wish: string): ChosenPackage | Refusal {
  const { layout, isProject } = repository;
  const found = layout.packages.find(({ name, folder }) => name === wish || folder === wish);
  if (found !== undefined) return { kind: 'package', package: found, isNewPackage: false };
  if (!isModuleName(wish) || isStdlibModule(wish)) {
    return refuse('CLI004', wish, `${JSON.stringify(wish)} cannot be the name of a new package`);
  }
  const isFlat = layout.importRoot === '' && (ownPackages(repository).length > 0 || (isProject && layout.modules.length > 0));
  if (isFlat) return refuse('CLI004', wish, `there is no package ${wish}, and a new one would change what is built`);
  return { kind: 'package', package: { name: wish, folder: `src/${wish}` }, isNewPackage: true };
}

/** The package that is meant where nobody says. */
export function likelyPackage(repository: Repository): ChosenPackage | Refusal {
  const packages = ownPackages(repository);
  const { name } = repository.facts;
  const [chosen] = packages.length === 1 ? packages : packages.filter((one) => name !== null && isNamedAs(name, one.name));
  if (chosen !== undefined) return { kind: 'package', package: chosen, isNewPackage: false };
  const names = packages.map((one) => one.name).join(', ');
  if (names === '') {
    return refuse(
      'CLI001',
      'src',
      'there is no package for a command line',
      'What shall the package with the command line be called?',
    );
  }
  return refuse('CLI001', 'src', `there are several packages: ${names}`, `Which of ${names} shall get the command line?`);
}

/** Without what ingestion-scaffold made. */
function ownPackages({ layout, ingestors }: Repository): readonly PythonPackage[] {
  return layout.packages.filter(({ folder }) => !ingestors.some((one) => one.folder === folder));
}
