import type { Edit } from '../../core/edit.js';
import type { JsonData, JsonNode, JsonProperty } from './json-file.js';

type Path = readonly (string | number)[];

/** Where a new entry goes; keys for objects, indexes from 0 for arrays. */
export type JsonPlace = 'end' | { readonly before: string | number } | { readonly after: string | number };

/**
 * What a transform of a JSON file finds in its context. Values are plain data; they come out in the file's indentation and
 * newlines, on one line in an object or array that stands on one.
 *
 * Every edit is checked when it is made: the result is parsed, and must hold the old data with just that change, in order,
 * and all comments. A method answers null where that does not hold, where the path leads nowhere, and where comments leave
 * no exact edit. Edits of several calls can stand in one fix as long as they do not meet.
 */
export interface JsonServices {
  readonly root: JsonNode;
  at(...path: Path): JsonNode | null;
  property(node: JsonNode | null, key: string): JsonProperty | null;
  data(node: JsonNode): JsonData;
  /** The data at a path; undefined where it leads nowhere. */
  get(...path: Path): JsonData | undefined;
  /** Replaces the value at a path, or adds the last key of it to its object. */
  set(path: Path, value: JsonData): readonly Edit[] | null;
  /** Adds a property to the object at a path. */
  addProperty(path: Path, key: string, value: JsonData, where?: JsonPlace): readonly Edit[] | null;
  /** Adds an item to the array at a path. */
  addItem(path: Path, value: JsonData, where?: JsonPlace): readonly Edit[] | null;
  /** Takes what stands at a path out of its object or array. */
  remove(path: Path): readonly Edit[] | null;
}
