import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';

const require = createRequire(import.meta.url);
const validators = new Map<string, ReturnType<Ajv['compile']>>();

/** What speaks against a text as a workflow of GitHub Actions, by SchemaStore's schema; empty for a valid one. */
export function workflowFaults(text: string): readonly string[] {
  const [document, another] = parseAllDocuments(text);
  if (document === undefined || !('errors' in document)) return ['it is empty'];
  if (another !== undefined) return ['it holds several documents'];
  if (document.errors.length > 0) return document.errors.map(({ message }) => message);
  const validate = validatorOf('github-workflow');
  if (validate(document.toJS({ maxAliasCount: 100 }))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function validatorOf(name: string): ReturnType<Ajv['compile']> {
  const known = validators.get(name);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: false, allErrors: false });
  addFormats.default(ajv);
  const schema: object = JSON.parse(readFileSync(require.resolve(`schemastore/schemas/json/${name}.json`), 'utf8'));
  const made = ajv.compile(schema);
  validators.set(name, made);
  return made;
}
