/** What reading back says about one object. */
export interface Finding {
  readonly object: string;
  readonly kind: 'as-planned' | 'different' | 'unread';
  readonly sentence: string;
}
