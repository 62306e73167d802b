/** https://tc39.es/ecma262/#prod-ReservedWord, with what strict code and modules reserve. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for
  function if implements import in instanceof interface let new null package private protected public return static super switch
  this throw true try typeof var void while with yield`
    .trim()
    .split(/\s+/),
);

/** Names that mean something where they stand: after another of them the same text may be read otherwise. JavaScript's, TypeScript's and Flow's. */
export const CONTEXTUAL_WORDS: ReadonlySet<string> = new Set(
  `abstract accessor as assert asserts async checks component constructor declare defer from get global hook infer is keyof meta mixins
  module namespace of opaque out override proto readonly renders require satisfies set source target type unique using`
    .trim()
    .split(/\s+/),
);
