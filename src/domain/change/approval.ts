/** Somebody's word that a plan may be applied. */
export interface Approval {
  readonly person: string;
  /** Of the plan that was looked at. */
  readonly digest: string;
}
