import type { CodeDoc } from '../code-doc.js';

/** Codes of fixes that are held back, and of the comments that do it. */
export const HELD_BACK_CODES: Readonly<Record<string, CodeDoc>> = {
  'withheld-unsafe': {
    title: 'A fix was found that may change more than is meant',
    cause: 'Its author marks it as unsafe and says why, or it would lose a comment.',
    remedy: 'Read the reason beside it. To apply it: --unsafe.',
    example: 'codemod apply utc-datetime --unsafe src',
  },
  'withheld-manual': {
    title: 'A fix was found that a person has to make',
    cause: 'The codemod shows what would be done, and will not do it.',
    remedy: 'Read the reason beside it and edit the file.',
  },
  'withheld-overlap': {
    title: 'Two fixes change the same place',
    cause: 'The later one was left out whole.',
    remedy: 'Run the command again.',
  },
  'withheld-import': {
    title: 'The import that a fix needs cannot be placed',
    cause: 'There is no place where it would be exact; the reason stands beside it.',
    remedy: 'Add the import by hand and run the command again.',
  },
  'withheld-suppressed': {
    title: 'A comment holds a fix back',
    cause:
      'A comment names the codemod and keeps it from the lines that the fix is about or would change. What a transform of another tool changes in a file is one fix, which is held back whole: nobody can tell which of its edits need each other.',
    remedy: 'Nothing: it counts as no finding. To have the fix, remove the comment.',
    example: 'sys.exit(2)  # codemod: ignore[cli-sys-import] the loader puts sys in',
  },
  'withheld-rejected': {
    title: 'A fix was rejected',
    cause: 'A person has decided against it.',
    remedy: 'Nothing: it is left out.',
  },
  'suppression-unused': {
    title: 'A comment holds nothing back',
    cause:
      'It names a codemod that would change and report nothing there: the place was mended, the comment stands on another line, or other parameters were given.',
    remedy:
      'Remove it, or take the name out. Beside code it is about its line, and about the whole statement where that begins or ends on the line; on a line of its own it is about the next line with code, in Markdown about the next block.',
    example: '# codemod: ignore[sqlite-pool] the pool is closed at exit\nconnection = pool.get()',
  },
  'suppression-reason': {
    title: 'A comment holds a codemod back without a reason',
    cause: 'Whoever reads it later cannot tell whether it still holds. It works all the same.',
    remedy: 'Write the reason behind the bracket.',
    example: 'sys.exit(2)  # codemod: ignore[cli-sys-import] the loader puts sys in',
  },
  'suppression-malformed': {
    title: 'A comment that holds codemods back cannot be read',
    cause:
      'It names no codemod in brackets, or something that cannot be the name of one. Until it can be read, it holds back every codemod.',
    remedy: 'Name the codemods in brackets, and give the reason behind them.',
    example: 'connection = pool.get()  # codemod: ignore[sqlite-pool, cli-sys-import] closed at exit',
  },
  'suppression-unknown': {
    title: 'A comment names a codemod that is hardly one',
    cause:
      'The name differs from that of the codemod by a letter or two, so that the codemod is taken to be meant and is held back. Names that are like none are left alone: they may be codemods of your own.',
    remedy: 'Mend the name: codemod list tells them.',
    example: 'connection = pool.get()  # codemod: ignore[sqlite-pol] closed at exit',
  },
};
