import type { Json } from './json.ts';

export type StepOutcome =
  | { readonly kind: 'done'; readonly detail?: Json }
  | { readonly kind: 'failed'; readonly sentence: string; readonly detail?: Json };

/**
 * `took-effect`: it is done, not to be done again. `no-effect`: nothing happened. `repeatable`: it may have happened,
 * and doing it again does no harm. `unknown`: a person has to look, the run stops.
 */
export type StepFate = 'took-effect' | 'no-effect' | 'repeatable' | 'unknown';
