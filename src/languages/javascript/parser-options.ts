import path from 'node:path';
import type { ParserOptions, ParserPlugin } from '@babel/parser';
import { type JavaScriptFile, scriptPath } from './javascript-file.js';

/** Endings of files that hold JavaScript or TypeScript alone. */
export const EXTENSIONS = ['.js', '.jsx', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.tsx'] as const;

/** Flow is a language of its own that shares the ending; its files say so. https://flow.org/en/docs/usage/ */
const FLOW_PRAGMA = /@flow\b/;

/** How Babel is to read a file. Nothing is recovered from: what does not parse is an error. */
export function parserOptions(file: Pick<JavaScriptFile, 'path' | 'text' | 'block'>): ParserOptions {
  const filePath = scriptPath(file);
  const extension = path.posix.extname(filePath).toLowerCase();
  // Those of components are compiled to modules.
  const sourceType = file.block === undefined ? sourceTypeOf(extension) : 'module';
  // A CommonJS module is the body of a function. Babel knows that of `commonjs` and refuses to be told.
  const inFunction = { allowReturnOutsideFunction: true, allowNewTargetOutsideFunction: true };
  return {
    sourceType,
    ...(sourceType === 'unambiguous' ? inFunction : {}),
    attachComment: false,
    errorRecovery: false,
    tokens: true,
    plugins: /^\.[cm]?tsx?$/.test(extension) ? typescript(filePath, extension) : javascript(file.text),
  };
}

/** https://nodejs.org/api/packages.html#determining-module-system: the other endings may be either. */
function sourceTypeOf(extension: string): NonNullable<ParserOptions['sourceType']> {
  if (extension === '.mjs' || extension === '.mts') return 'module';
  // `import` and `export` in a .cts file are compiled to CommonJS.
  return extension === '.cjs' ? 'commonjs' : 'unambiguous';
}

function javascript(text: string): ParserPlugin[] {
  const flow: ParserPlugin[] = FLOW_PRAGMA.test(text) ? ['flow'] : [];
  return ['jsx', ...flow, 'decorators', 'decoratorAutoAccessors', 'explicitResourceManagement', 'deprecatedImportAssert'];
}

/** TypeScript projects have used its older decorators, which may stand on parameters, for ten years. */
function typescript(filePath: string, extension: string): ParserPlugin[] {
  const dts = /\.d\.[cm]?ts$/i.test(filePath);
  const onlyModules = extension === '.mts' || extension === '.cts';
  const plugin: ParserPlugin = ['typescript', { dts, disallowAmbiguousJSXLike: onlyModules }];
  const jsx: ParserPlugin[] = extension === '.tsx' ? ['jsx'] : [];
  return [plugin, ...jsx, 'decorators-legacy', 'decoratorAutoAccessors', 'explicitResourceManagement', 'deprecatedImportAssert'];
}
