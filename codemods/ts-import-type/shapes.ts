import type { TsMorphApi, TsMorphTransform } from 'codex-codemod';

export type SourceFile = Parameters<TsMorphTransform>[0];
export type ImportDeclaration = ReturnType<SourceFile['getImportDeclarations']>[number];
export type AnyNode = Parameters<TsMorphApi['finding']>[1];
export type TsMorph = TsMorphApi['tsMorph'];
