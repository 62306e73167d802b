import type { Edit } from '../../../core/edit.js';
import { contains, type Range } from '../../../core/range.js';
import { unboundUses } from '../scope/unbound-uses.js';
import { placed } from './import-item.js';
import type { ParsedModule } from './parsed-module.js';

export interface FreeUse extends Range {
  readonly isWritten: boolean;
}

/** Where a name that nothing in the file binds is read or assigned, but for what the edits replace. */
export function freeUses({ program }: ParsedModule, name: string, others: readonly Edit[] = []): readonly FreeUse[] {
  return unboundUses(program, new Set([name])).flatMap(({ path, isWritten }) => {
    const { start, end } = placed(path.node);
    return others.some((edit) => contains(edit, { start, end })) ? [] : [{ start, end, isWritten }];
  });
}
