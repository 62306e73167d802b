const MARKDOWN = /^(?:|\.github\/|docs\/)contributing\.(?:md|markdown)$/i;
const ANY = /^(?:|\.github\/|docs\/)contributing(?:\.(?:rst|txt|adoc|org))?$/i;
const FOLDERS: readonly string[] = ['', '.github/', 'docs/'];

/** The guides of a repository. */
export interface Guides {
  /** Those in Markdown, the most likely first. */
  readonly markdown: readonly string[];
  /** One in another form, if there is none in Markdown; else null. */
  readonly other: string | null;
}

/** @param path the guide that the user names, or empty. */
export function findGuides(paths: readonly string[], path: string): Guides {
  if (path !== '') {
    const exists = paths.includes(path);
    const isMarkdown = /\.(?:md|markdown)$/i.test(path);
    return { markdown: exists && isMarkdown ? [path] : [], other: isMarkdown ? null : path };
  }
  const rank = (one: string): number =>
    FOLDERS.findIndex((folder) => folder === one.slice(0, one.lastIndexOf('/') + 1).toLowerCase());
  const markdown = paths.filter((one) => MARKDOWN.test(one)).sort((a, b) => rank(a) - rank(b));
  return { markdown, other: markdown.length > 0 ? null : (paths.find((one) => ANY.test(one)) ?? null) };
}
