import { markupLanguage } from './markup-language.js';

/** HTML. Scripts and styles in it are text. */
export const htmlSupport = markupLanguage({
  name: 'html',
  grammar: 'Html',
  extensions: ['.html', '.htm', '.xhtml'],
  comments: ['comment'],
  strings: ['quoted_attribute_value'],
  units: ['start_tag', 'end_tag', 'self_closing_tag', 'text'],
  faults: ['erroneous_end_tag'],
  empty: ['document', 'raw_text'],
});
