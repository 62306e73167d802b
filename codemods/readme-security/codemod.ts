import { defineCodemod } from 'codex-codemod';
import { codes } from './codes.js';
import { editReadme } from './edit-readme.js';
import { findScans } from './find-scans.js';
import { params } from './params.js';

const MARKDOWN = /^readme\.(?:md|markdown)$/i;
const ANY = /^readme(?:\.\w+)?$/i;

export default defineCodemod({
  name: 'readme-security',
  version: '1.0.0',
  scope: 'repository',
  summary: 'A section of the README on security: what scans the repository, by its hooks and workflows.',
  params,
  codes,
  languages: {},
  async *project(tree, context) {
    const paths = await tree.paths();
    const path = paths.find((one) => MARKDOWN.test(one));
    if (path === undefined) {
      const other = paths.find((one) => ANY.test(one));
      const question = 'Where does the repository tell its readers what scans it?';
      yield other === undefined
        ? context.finding('README001', 'README.md', 'the repository has no README', question)
        : context.finding('README001', other, `${other} is not Markdown, and is left as it is`, question);
      return;
    }
    const opened = await context.open('markdown', path);
    if (opened === null) yield context.finding('README002', path);
    else yield* editReadme(opened, await findScans(tree, context), context);
  },
});
