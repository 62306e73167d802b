/**
 * GitLab and Gitea say by the title that a pull request is a draft. For us it is a property, and the title is without it.
 *
 * https://docs.gitlab.com/user/project/merge_requests/drafts/ and `[repository.pull-request] WORK_IN_PROGRESS_PREFIXES` of Gitea,
 * whose default is taken.
 */
export interface DraftTitles {
  withMark(title: string, draft: boolean): string;
  withoutMark(title: string): string;
  isMarked(title: string): boolean;
}

function draftTitles(mark: string, marks: RegExp): DraftTitles {
  return {
    withMark: (title, draft) => (draft ? `${mark} ${title}` : title),
    withoutMark: (title) => title.replace(marks, ''),
    isMarked: (title) => marks.test(title),
  };
}

export const GITLAB_DRAFTS: DraftTitles = draftTitles('Draft:', /^\s*(?:draft:|\[draft\]|\(draft\))\s*/i);
export const GITEA_DRAFTS: DraftTitles = draftTitles('WIP:', /^\s*(?:wip:|\[wip\])\s*/i);
