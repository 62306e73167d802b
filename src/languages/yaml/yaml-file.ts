import type { Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';

/** What a scalar stands for under YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema): `on` and `yes` are texts. */
export type YamlValue = string | number | bigint | boolean | null;

interface NodeFacts extends Range {
  /** Where the anchor and tag before the content begin; `start` where there are none. */
  readonly propertiesStart: number;
  /** Without `&`. */
  readonly anchor: string | null;
  /** The tag as it is resolved, such as `!Ref`; null where none is written. */
  readonly tag: string | null;
}

/** `start` and `end` are those of the content: without anchor, tag, and the comments and newlines behind it. */
export interface YamlMap extends NodeFacts {
  readonly kind: 'map';
  readonly style: 'block' | 'flow';
  readonly pairs: readonly YamlPair[];
}

/** One `key: value`, from the key (or its `?`) to the end of the value. */
export interface YamlPair extends Range {
  readonly kind: 'pair';
  readonly key: YamlNode;
  /** Null where nothing is written; a written `~` or `null` is a scalar. */
  readonly value: YamlNode | null;
  /** Offset of the `:`; null where there is none, as in `{a}`. */
  readonly colon: number | null;
}

export interface YamlSequence extends NodeFacts {
  readonly kind: 'sequence';
  readonly style: 'block' | 'flow';
  readonly items: readonly YamlItem[];
}

/** One item, from its `-` (in flow style from the value) to the end of the value. */
export interface YamlItem extends Range {
  readonly kind: 'item';
  /** Null where nothing is written. */
  readonly node: YamlNode | null;
}

export interface YamlScalar extends NodeFacts {
  readonly kind: 'scalar';
  /** `empty` has an anchor or a tag and nothing behind it. */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';
  readonly value: YamlValue;
}

export interface YamlAlias extends NodeFacts {
  readonly kind: 'alias';
  /** Without `*`. */
  readonly name: string;
}

/** A node of the tree: an immutable value, copied out of the parser. */
export type YamlNode = YamlMap | YamlSequence | YamlScalar | YamlAlias;

export interface YamlDocument extends Range {
  readonly contents: YamlNode | null;
}

export interface YamlComment extends Range {
  /** True when nothing but white space stands before it on its line. */
  readonly ownLine: boolean;
}

/** A parsed YAML file. A file of nothing but comments has no document. */
export interface YamlFile extends SourceFile {
  readonly documents: readonly YamlDocument[];
  /** In the order of the text. */
  readonly comments: readonly YamlComment[];
}
