import type { Range } from '../../core/range.js';
import type { SourceFile } from '../../core/source-file.js';

/** A parsed Markdown file (CommonMark with GitHub's extensions and front matter). */
export interface MarkdownFile extends SourceFile {
  /** The blocks that stand in no other, in the order of the text; front matter is one of type `yaml` or `toml`. */
  readonly blocks: readonly MarkdownBlock[];
}

/**
 * A block. Types are those of mdast (https://github.com/syntax-tree/mdast): `heading`, `paragraph`, `list`, `listItem`,
 * `blockquote`, `code`, `html`, `table`, `tableRow`, `tableCell`, `definition`, `footnoteDefinition`, `thematicBreak`.
 * What a type does not have is null. Ranges begin behind the white space that indents the block.
 */
export interface MarkdownBlock extends Range {
  readonly type: string;
  /** How many blocks it stands in. */
  readonly depth: number;
  readonly children: readonly MarkdownBlock[];
  /** The plain text of a heading, paragraph or cell; the content of code and front matter; the source of HTML; else empty. */
  readonly text: string;
  /** Links, code spans and all else in a heading, paragraph or cell, outer ones before what they hold. */
  readonly inlines: readonly MarkdownInline[];
  /** Of a heading: 1 to 6. */
  readonly level: number | null;
  /** Of a heading that is not empty: its range without marks. */
  readonly content: Range | null;
  /** Of a list. */
  readonly ordered: boolean | null;
  /** Of an ordered list: its first number. */
  readonly first: number | null;
  /** Of a list or an item: blank lines separate what it holds. */
  readonly loose: boolean | null;
  /** Of an item of a task list: whether it is ticked. */
  readonly checked: boolean | null;
  /** Of a code block: what stands behind the fence. Of a table: how its columns are aligned. */
  readonly info: string | null;
  /** Of a link or footnote definition: its label, in lower case. */
  readonly label: string | null;
  /** Of a link definition: address and title. */
  readonly target: string | null;
}

/** An element inside of a paragraph, heading or cell: `text`, `emphasis`, `link`, `inlineCode`, `html`, `image`, ... */
export interface MarkdownInline extends Range {
  readonly type: string;
  readonly text: string;
  /** The address of a link or image, the label of a reference; else null. */
  readonly target: string | null;
}
