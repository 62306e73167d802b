import * as v from 'valibot';
import { CodemodError } from '../../core/errors.js';
import { listFaults, readChecked } from '../../languages/read-checked.js';
import { type Manifest, ManifestSchema, Url } from './manifest-schema.js';

/** A manifest may be as long as a hundred thousand lines; a list of addresses alone may be longer. */
export const MOST_UNITS = 8 * 1024 * 1024;

/** Faults that are told at one time. */
export const MOST_FAULTS = 20;

/** How the name of a plain list ends. */
export const LIST_END = '.txt';

/**
 * Reads `repos.yaml`, or a plain list with one address or path a line and `#` comments where the name ends with `.txt`.
 *
 * @param label names the file in messages.
 * @throws CodemodError `manifest-invalid`, with line and column of up to 20 faults of one kind.
 */
export function readManifest(label: string, text: string): Manifest {
  if (label.endsWith(LIST_END)) return readList(label, text);
  return readChecked(label, text, ManifestSchema, { code: 'manifest-invalid', mostUnits: MOST_UNITS, mostFaults: MOST_FAULTS });
}

function readList(label: string, text: string): Manifest {
  const faults: string[] = [];
  const repositories = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      const content = contentOf(line);
      if (content === '') return [];
      const checked = v.safeParse(Url, content);
      if (checked.success) return [{ url: content }];
      const place = `${label}:${index + 1}:${line.indexOf(content) + 1}`;
      faults.push(`${place}: ${checked.issues[0].message}`);
      return [];
    });
  if (faults.length > 0) throw new CodemodError('manifest-invalid', listFaults(faults, MOST_FAULTS), { path: label });
  if (repositories.length === 0)
    throw new CodemodError('manifest-invalid', `${label}:1:1: It names no repository: write one address a line.`, {
      path: label,
    });
  return v.parse(ManifestSchema, { repositories });
}

/** A line of a plain list without its comment. */
export function contentOf(line: string): string {
  return line.replace(/(^|\s)#.*$/, '').trim();
}
