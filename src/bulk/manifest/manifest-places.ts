import { readYamlData } from '../../languages/yaml-data.js';
import { contentOf, LIST_END, MOST_UNITS } from './read-manifest.js';

/** Where something stands in a manifest: `repos.yaml:12:5`. */
export type PlaceOf = (path: readonly (string | number)[]) => string;

/** For a manifest that no file is known of: the path itself. */
export const byPath: PlaceOf = (path) => path.join('.');

/**
 * Finds places in a manifest that was read. It is parsed once more, and only where a message needs it: a long one takes memory.
 *
 * @param label names the file in messages.
 */
export function placesIn(label: string, text: string): PlaceOf {
  let find: PlaceOf | null = null;
  return (path) => {
    find ??= label.endsWith(LIST_END) ? inList(label, text) : inYaml(label, text);
    return find(path);
  };
}

function inYaml(label: string, text: string): PlaceOf {
  const read = readYamlData(text, MOST_UNITS);
  return (path) => {
    const { line, column } = read.kind === 'data' ? read.at(path) : read.fault;
    return `${label}:${line}:${column}`;
  };
}

function inList(label: string, text: string): PlaceOf {
  const lines = text.split('\n').flatMap((line, index) => (contentOf(line) === '' ? [] : [index + 1]));
  return ([, index]) => `${label}:${(typeof index === 'number' ? lines[index] : undefined) ?? 1}:1`;
}
