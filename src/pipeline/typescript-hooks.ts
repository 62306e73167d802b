import { readFileSync } from 'node:fs';
import type { LoadFnOutput, LoadHook, ResolveFnOutput, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';

// Module hooks for codemods that a user keeps as TypeScript: https://nodejs.org/api/module.html#customization-hooks

const AUTHORING_API: ResolveFnOutput = { url: new URL('../index.js', import.meta.url).href, shortCircuit: true };

/** A codemod outside of the toolkit imports `codex-codemod` from wherever it is run. */
export function ownModule(specifier: string): ResolveFnOutput | null {
  return specifier === 'codex-codemod' ? AUTHORING_API : null;
}

/** `./x.js` may be `./x.ts`. Null where nothing else may be meant. */
export function otherEnding(specifier: string, parent: string | undefined): string | null {
  const isOfTypeScript = /^\.{1,2}\/.*\.js$/.test(specifier) && parent?.endsWith('.ts') === true;
  return isOfTypeScript ? specifier.replace(/\.js$/, '.ts') : null;
}

/** The module behind a URL, transpiled; null where it is no TypeScript. */
export function transpiled(url: string): LoadFnOutput | null {
  if (!/^file:.*\.[cm]?ts$/.test(url)) return null;
  const fileName = fileURLToPath(url);
  const source = readFileSync(fileName, 'utf8');
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023, inlineSourceMap: true };
  const { outputText, diagnostics = [] } = ts.transpileModule(source, { fileName, compilerOptions, reportDiagnostics: true });
  const [fault] = diagnostics;
  if (fault !== undefined) throw new SyntaxError(describeFault(source, fault));
  return { format: 'module', source: outputText, shortCircuit: true };
}

export const resolve: ResolveHook = async (specifier, context, next) => {
  const own = ownModule(specifier);
  if (own !== null) return own;
  try {
    return await next(specifier, context);
  } catch (missing) {
    const other = otherEnding(specifier, context.parentURL);
    if (other === null) throw missing;
    return next(other, context);
  }
};

export const load: LoadHook = async (url, context, next) => transpiled(url) ?? next(url, context);

function describeFault(source: string, { messageText, start = 0 }: ts.Diagnostic): string {
  const line = source.slice(0, start).split('\n').length;
  return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
}
