/** Larger texts, in UTF-16 code units, are skipped: yaml 2.9.1 reads about 250 KB a second, and such files are made by programs. */
export const MOST_UNITS = 262_144;

/** Deeper texts are skipped: the parser recurses. Two levels are counted for each column of block style. */
export const MOST_DEPTH = 200;
