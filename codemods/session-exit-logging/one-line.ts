/** A text for a message: white space made single blanks, and no longer than 60 characters. */
export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
