import * as v from 'valibot';
import { BaseSchema, Hash, HostSettingsSchema, StageSchema, TargetSchema, UnitStateSchema } from '../model/schemas.js';
import { type Order, PUBLISHERS } from './job.js';

/** An order as the store has it: the campaign's spec, which all have alike, by its hash. */
export type StoredOrder = Omit<Order, 'spec'> & { readonly spec: string };

export const StoredOrderSchema: v.GenericSchema<unknown, StoredOrder> = v.strictObject({
  spec: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  stage: StageSchema,
  target: TargetSchema,
  host: HostSettingsSchema,
  base: v.nullable(BaseSchema),
  units: v.array(UnitStateSchema),
  publisher: v.picklist(PUBLISHERS),
  rejected: v.array(Hash),
});
