import type { Message } from 'sarif';
import { visible } from '../../core/display.js';

/**
 * A plain text message whose content is data. Braces are doubled, or they would be placeholders (SARIF 2.1.0, section
 * 3.11.5); what would be an embedded link is none once its closing bracket is escaped (section 3.11.6).
 */
export function message(text: string): Message & { text: string } {
  const plain = visible(text).replace(/[{}]/g, '$&$&').replaceAll('](', '\\](');
  return { text: plain === '' ? '-' : plain };
}
