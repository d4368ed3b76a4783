import { type AclBinding, aclText } from '../acls/acl-binding.ts';
import type { Json } from '../change/json.ts';
import type { ObjectChange } from '../change/plan.ts';
import type { CopyAclsStep } from './rotation-step.ts';

/** Which version of a pointer clients read, and whose login it holds. */
export interface PointerState {
  readonly username: string;
  readonly versionId: string;
}

/** A pointer as plans name it: `secret "kafka/orders"`. */
export function pointerObject(name: string): string {
  return `secret ${JSON.stringify(name)}`;
}

/** The state of a pointer in a plan or journal; undefined where there is none. */
export function pointerStateOf(state: Json | undefined): PointerState | undefined {
  return state as PointerState | undefined;
}

/** A rule that is there, as a state of its object. */
export const ruleIsThere = 'there';

export const principalOf = (username: string): string => `User:${username}`;

/** One object for each rule that is made or taken away. */
export function ruleObjects({ create, remove }: Pick<CopyAclsStep, 'create' | 'remove'>): readonly ObjectChange[] {
  return [
    ...create.map((binding: AclBinding) => ({ object: aclText(binding), after: ruleIsThere })),
    ...remove.map((binding: AclBinding) => ({ object: aclText(binding), before: ruleIsThere })),
  ];
}
