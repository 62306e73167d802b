import type { YamlFile, YamlNode, YamlPair } from '../yaml-file.js';
import type { YamlStyle } from './style.js';

/**
 * A value on one line in flow style; null where that cannot be: it has anchors or tags, or a key that is no scalar.
 * Texts that span lines become double-quoted ones.
 */
export function flowText(file: YamlFile, node: YamlNode | null, style: YamlStyle): string | null {
  if (node === null) return '';
  if (node.anchor !== null || node.tag !== null || node.kind === 'alias') return null;
  if (node.kind === 'scalar') {
    const written = file.text.slice(node.start, node.end);
    if (node.style === 'single' || node.style === 'double') return requoted(written, node.value, style);
    if (node.style === 'plain' && !/[\n,[\]{}]/.test(written)) return written;
    return typeof node.value === 'string' ? JSON.stringify(node.value) : null;
  }
  const parts =
    node.kind === 'map'
      ? node.pairs.map((pair) => pairText(file, pair, style))
      : node.items.map((item) => flowText(file, item.node, style));
  if (parts.some((part) => part === null || part === '')) return null;
  const [open, pad, close] = node.kind === 'map' ? ['{', style.mapPad, '}'] : ['[', style.sequencePad, ']'];
  return parts.length === 0 ? open + close : open + pad + parts.join(', ') + pad + close;
}

export function pairText(file: YamlFile, { key, value }: YamlPair, style: YamlStyle): string | null {
  if (key.kind !== 'scalar') return null;
  const left = flowText(file, key, style);
  const right = flowText(file, value, style);
  if (left === null || right === null) return null;
  return right === '' ? `${left}:` : `${left}: ${right}`;
}

function requoted(written: string, value: unknown, { quote }: YamlStyle): string {
  const inner = written.slice(1, -1);
  if (written.includes('\n')) return JSON.stringify(value);
  if (quote === null || /['"\\]/.test(inner)) return written;
  return quote === 'single' ? `'${inner}'` : `"${inner}"`;
}
