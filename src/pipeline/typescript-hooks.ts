import { readFile } from 'node:fs/promises';
import type { LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';

// Module hooks for codemods that a user keeps as TypeScript: https://nodejs.org/api/module.html#customization-hooks

const AUTHORING_API = new URL('../index.js', import.meta.url).href;

/** A codemod outside of the toolkit imports `codex-codemod` from wherever it is run; `./x.js` may be `./x.ts`. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  if (specifier === 'codex-codemod') return { url: AUTHORING_API, shortCircuit: true };
  try {
    return await next(specifier, context);
  } catch (missing) {
    if (!/^\.{1,2}\/.*\.js$/.test(specifier) || context.parentURL?.endsWith('.ts') !== true) throw missing;
    return next(specifier.replace(/\.js$/, '.ts'), context);
  }
};

export const load: LoadHook = async (url, context, next) => {
  if (!/^file:.*\.[cm]?ts$/.test(url)) return next(url, context);
  const source = await readFile(fileURLToPath(url), 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, inlineSourceMap: true };
  const fileName = fileURLToPath(url);
  const { outputText, diagnostics = [] } = ts.transpileModule(source, { fileName, compilerOptions, reportDiagnostics: true });
  const [fault] = diagnostics;
  if (fault !== undefined) throw new SyntaxError(describeFault(source, fault));
  return { format: 'module', source: outputText, shortCircuit: true };
};

function describeFault(source: string, { messageText, start = 0 }: ts.Diagnostic): string {
  const line = source.slice(0, start).split('\n').length;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
