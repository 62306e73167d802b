/** What the page is before its script has run. @param head what brings the script and the style. */
export function pageShell(head: string, end = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${head}<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Review</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="app"><noscript><p>This page needs JavaScript. codemod review --tty shows the same in a terminal.</p></noscript></div>
${end}</body>
</html>
`;
}

/** The page as the server gives it. */
export const PAGE_SHELL = pageShell('<link rel="stylesheet" href="/page.css">\n<script type="module" src="/page.js"></script>\n');
