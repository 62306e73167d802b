import type { Layout } from './layout.js';

/** What every edit of statements needs to know. */
export interface Writer {
  readonly layout: Layout;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
}
