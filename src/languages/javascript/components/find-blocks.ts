import { isSkip, type Skip } from '../../../core/source-file.js';
import type { Tag } from './read-tag.js';
import { fault, langOf, type ScriptBlock } from './script-block.js';
import { svelteScripts } from './svelte-scripts.js';
import { vueScripts } from './vue-scripts.js';

/** The scripts of a component that hold something, in the order of the text; or why it is left alone. */
export function findBlocks(path: string, text: string): readonly ScriptBlock[] | Skip {
  const isVue = path.toLowerCase().endsWith('.vue');
  const found = isVue ? vueScripts(text) : svelteScripts(text);
  if (isSkip(found)) return found;
  const roles = new Set<boolean>();
  for (const { tag } of found) {
    const role = isVue ? tag.attributes.has('setup') : isOfModule(tag);
    // Either compiler refuses a second one of a kind: which text is the script cannot be told.
    if (roles.has(role)) return fault(text, tag.start, 'it is a second <script> of its kind');
    roles.add(role);
  }
  // Without `<script setup>`, a template of Vue knows what the options of the component give it: https://vuejs.org/api/sfc-script-setup.html
  const isSeen = !isVue || roles.has(true);
  return found.flatMap(({ tag, start, end }) => {
    const lang = langOf(tag);
    const isOuter = isVue ? !tag.attributes.has('setup') : isOfModule(tag);
    return lang === null || text.slice(start, end).trim() === '' ? [] : [{ start, end, lang, isSeen, isOuter }];
  });
}

function isOfModule({ attributes }: Tag): boolean {
  return attributes.has('module') || attributes.get('context') === 'module';
}
