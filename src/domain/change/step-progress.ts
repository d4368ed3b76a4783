import type { Json } from './json.ts';

/** `begun`: it may have taken effect; nobody wrote down that it did. */
export type StepProgress =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'begun' }
  | { readonly kind: 'done'; readonly detail?: Json };
