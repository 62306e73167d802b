import type { ts } from 'ts-morph';
import { CodemodError } from '../../../core/errors.js';

/**
 * Has a language service tell each place of a rename once. Where a name is exported twice, as itself and as the default, TypeScript
 * tells some of them twice, and ts-morph puts the new name in as often.
 *
 * @throws CodemodError `output-refused` from `findRenameLocations`, where what is to be written at a place is not one thing.
 */
export function tellLocationsOnce(service: RenameService): void {
  const find = service.findRenameLocations.bind(service);
  service.findRenameLocations = (...asked) => {
    const locations = find(...asked);
    return locations === undefined ? undefined : withoutOverlap(distinct(locations));
  };
}

/** The method with both of its forms in one: the language service that has it takes either. */
interface RenameService {
  findRenameLocations(
    fileName: string,
    position: number,
    findInStrings: boolean,
    findInComments: boolean,
    preferences?: ts.UserPreferences | boolean,
  ): readonly ts.RenameLocation[] | undefined;
}

function distinct(locations: readonly ts.RenameLocation[]): readonly ts.RenameLocation[] {
  const keyOf = ({ fileName, textSpan, prefixText, suffixText }: ts.RenameLocation): string =>
    JSON.stringify([fileName, textSpan.start, textSpan.length, prefixText, suffixText]);
  return [...new Map(locations.map((one) => [keyOf(one), one])).values()];
}

function withoutOverlap(locations: readonly ts.RenameLocation[]): readonly ts.RenameLocation[] {
  const ends = new Map<string, number>();
  for (const { fileName, textSpan } of [...locations].sort((a, b) => a.textSpan.start - b.textSpan.start)) {
    if (textSpan.start < (ends.get(fileName) ?? 0)) {
      throw new CodemodError('output-refused', `a rename would write to one place of ${fileName.slice(1)} twice`);
    }
    ends.set(fileName, textSpan.start + textSpan.length);
  }
  return locations;
}
