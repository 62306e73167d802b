/** The name behind CREATE TABLE or CREATE VIEW: without its quotes, they are no part of what is typed. */
const CREATES =
  /\bcreate\s+(?:temp(?:orary)?\s+|virtual\s+|unlogged\s+|or\s+replace\s+)*(?:table|view)\s+(?:if\s+not\s+exists\s+)?("[^"]+"|`[^`]+`|\[[^\]]+\]|[^\s("'`[;{%]+)(?=\s*(?:$|\(|as\b|using\b))/gi;

/**
 * The tables and views that an SQL text makes.
 *
 * @param isCut true where something unknown follows on the text: a name at its end is not known as a whole
 */
export function createdNames(text: string, isCut: boolean): readonly string[] {
  return [...text.matchAll(CREATES)].flatMap((match) => {
    const name = (match[1] ?? '').replace(/^["`[]|["`\]]$/g, '');
    const isOpen = isCut && match.index + match[0].length === text.length;
    return name === '' || isOpen ? [] : [name];
  });
}
