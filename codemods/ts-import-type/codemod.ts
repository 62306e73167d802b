import { defineCodemod, type TsMorphTransform, tsMorphTransform } from 'codex-codemod';
import { convertibleNames } from './imported-names.js';
import { usedByJsx } from './jsx-names.js';
import { usesByName } from './uses.js';

const transform: TsMorphTransform = (sourceFile, { tsMorph }) => {
  if (!/\.([cm]?ts|tsx)$/i.test(sourceFile.getFilePath()) || sourceFile.isDeclarationFile()) return;
  const uses = usesByName(sourceFile, tsMorph);
  const isForJsx = usedByJsx(sourceFile, tsMorph);
  const isType = (name: string): boolean => uses.get(name)?.has('type') === true && uses.get(name)?.has('value') === false;
  const chosen = sourceFile.getImportDeclarations().filter((declaration) => {
    const names = convertibleNames(declaration);
    return names.length > 0 && names.every(isType) && !isForJsx(declaration);
  });
  for (const declaration of chosen) declaration.setIsTypeOnly(true);
};

export default defineCodemod({
  name: 'ts-import-type',
  version: '1.0.0',
  summary: 'Imports that are used only as types become import type.',
  params: {},
  codes: {},
  foreign: true,
  languages: {
    javascript: tsMorphTransform(transform, {
      needles: ['import'],
      reason: 'every name of the import is used only as a type: import type says that nothing of it is there at run time',
    }),
  },
});
