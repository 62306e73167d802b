import type { YamlFile } from '../yaml-file.js';
import { type Owners, ownersOf } from './owners.js';

/** What every operation works on. */
export interface EditContext {
  readonly file: YamlFile;
  readonly owners: Owners;
}

export function editContext(file: YamlFile): EditContext {
  return { file, owners: ownersOf(file) };
}
