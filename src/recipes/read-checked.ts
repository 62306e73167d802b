import * as v from 'valibot';
import { CodemodError } from '../core/errors.js';
import { readYamlData } from '../languages/yaml-data.js';

/**
 * Reads a YAML text and checks it against a schema.
 *
 * @param label names the file in messages.
 * @throws CodemodError `config-invalid`, with line and column of the first fault.
 */
export function readChecked<S extends v.GenericSchema>(label: string, text: string, schema: S): v.InferOutput<S> {
  const read = readYamlData(text);
  const refuse = (message: string, { line, column }: { line: number; column: number }): never => {
    throw new CodemodError('config-invalid', `${label}:${line}:${column}: ${message}`, { path: label });
  };
  if (read.kind === 'fault') return refuse(read.fault.message, read.fault);
  const checked = v.safeParse(schema, read.data ?? {});
  if (checked.success) return checked.output;
  const issue = deepest(checked.issues);
  const path = pathOf(issue);
  return refuse(path.length === 0 ? issue.message : `${path.join('.')}: ${issue.message}`, read.at(path));
}

/** Of an "either or" that neither fits, the fault that lies deepest says most. */
function deepest(issues: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown> {
  const all = issues.flatMap((issue) => [issue, ...(issue.issues ?? [])]);
  const [first, ...others] = all;
  if (first === undefined) throw new Error('a check that fails has an issue');
  return others.reduce((best, issue) => (pathOf(issue).length > pathOf(best).length ? issue : best), first);
}

function pathOf(issue: v.BaseIssue<unknown>): readonly (string | number)[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}
