import { FORMATS } from '../reports/render.js';

/** In which a plan can be shown. */
export const PLAN_FORMATS = [...FORMATS, 'html'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];
