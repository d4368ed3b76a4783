import { canonicalJson } from './json.ts';
import type { ChangeStep, Plan } from './plan.ts';

/** A cryptographic hash of a text, as text: SHA-256 in hexadecimal. */
export type HashText = (text: string) => string;

/** Binds an approval to a plan: any change of the plan, however stored or reordered, changes it. */
export function digestOf<Step extends ChangeStep>(plan: Omit<Plan<Step>, 'digest'>, hash: HashText): string {
  return hash(canonicalJson({ ...plan, digest: undefined }));
}
