/** The words of names and texts, in lower case: `emitRunFailed("the_end")` is emit, run, failed, the, end. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  );
}
