import type { Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';

/** Plain data. */
export type JsonData = string | number | boolean | null | readonly JsonData[] | { readonly [key: string]: JsonData };

export interface JsonObject extends Range {
  readonly kind: 'object';
  readonly properties: readonly JsonProperty[];
}

/** `"key": value`, from the key to the end of the value. */
export interface JsonProperty extends Range {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: JsonNode;
}

export interface JsonArray extends Range {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonScalar extends Range {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

export type JsonNode = JsonObject | JsonArray | JsonScalar;

/** A parsed JSON file. `comments` is empty unless the file may have some: see {@link isTolerant}. */
export interface JsonFile extends SourceFile {
  readonly root: JsonNode;
  readonly comments: readonly Range[];
  /** True where comments and trailing commas are allowed. */
  readonly tolerant: boolean;
}
