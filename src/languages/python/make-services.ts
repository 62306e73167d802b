import type { ParsedFile } from '../language.js';
import { makeImports } from './imports/make-imports.js';
import { placeImports } from './imports/place-imports.js';
import { pattern } from './pattern/pattern.js';
import type { PythonFile } from './python-file.js';
import { query } from './query/query.js';
import { makeScopes } from './scope/make-scopes.js';
import type { Scopes } from './scope/scope.js';
import type { Imports, PythonServices, Statements } from './services.js';
import { makeStatements } from './statements/make-statements.js';

/** The services of one file, each made when it is first used. */
export function makeServices(file: PythonFile): { services: PythonServices; placeImports: ParsedFile['placeImports'] } {
  let scopes: Scopes | null = null;
  let imports: Imports | null = null;
  let statements: Statements | null = null;
  const services: PythonServices = {
    get scope() {
      scopes ??= makeScopes(file);
      return scopes;
    },
    get imports() {
      imports ??= makeImports(file, services.scope);
      return imports;
    },
    get statements() {
      statements ??= makeStatements(file);
      return statements;
    },
    query: (text, within) => query(file, text, within),
    pattern: (code, within) => pattern(file, code, within),
  };
  return { services, placeImports: (requests, others) => placeImports(file, services.scope, requests, others) };
}
