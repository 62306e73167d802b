/** What a page is called before its script has run, and what it says where there is none. */
export interface ShellWords {
  readonly title: string;
  readonly withoutScript: string;
}

const REVIEW: ShellWords = {
  title: 'Review',
  withoutScript: 'This page needs JavaScript. codemod review --tty shows the same in a terminal.',
};

/** What a page is before its script has run. @param head what brings the script and the style. */
export function pageShell(head: string, end = '', { title, withoutScript }: ShellWords = REVIEW): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${head}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="app"><noscript><p>${withoutScript}</p></noscript></div>
${end}</body>
</html>
`;
}

/** The page as a server gives it. */
export function servedShell(words: ShellWords = REVIEW): string {
  const head = '<link rel="stylesheet" href="/page.css">\n<script type="module" src="/page.js"></script>\n';
  return pageShell(head, '', words);
}
