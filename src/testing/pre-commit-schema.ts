import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);

let validate: ReturnType<Ajv['compile']> | null = null;

/** What speaks against a text as a configuration of pre-commit, by SchemaStore's schema; empty for a valid one. */
export function preCommitSchemaFaults(text: string): readonly string[] {
  const [document, another] = parseAllDocuments(text, { merge: true });
  if (document === undefined || !('errors' in document)) return ['it is empty'];
  if (another !== undefined) return ['it holds several documents'];
  if (document.errors.length > 0) return document.errors.map(({ message }) => message);
  validate ??= compiled();
  if (validate(document.toJS({ maxAliasCount: 100 }))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** The schema of configurations refers to that of hooks. */
function compiled(): ReturnType<Ajv['compile']> {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(schemaOf('pre-commit-hooks'));
  return ajv.compile(schemaOf('pre-commit-config'));
}

function schemaOf(name: string): object {
  return JSON.parse(readFileSync(require.resolve(`schemastore/schemas/json/${name}.json`), 'utf8'));
}
