import { markupLanguage } from './markup-language.js';

/** Style sheets. Of SCSS, what is CSS as well. */
export const cssSupport = markupLanguage({
  name: 'css',
  grammar: 'Css',
  extensions: ['.css', '.scss'],
  comments: ['comment', 'js_comment'],
  strings: ['string_value'],
  units: ['declaration', 'selectors', 'import_statement'],
  faults: [],
  empty: ['stylesheet'],
});
