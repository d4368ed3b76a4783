import type { Check } from '../change/plan.ts';
import type { GroupDescription } from '../kafka/group.ts';
import { named } from '../lag/figures.ts';
import type { OffsetScope } from './request.ts';

/** Topics the members of a group ask for or own, by name; those of a pattern are known by what they own. */
export function subscribedTopicsOf(description: GroupDescription | undefined): readonly string[] {
  const members = description?.members ?? [];
  const topics = members.flatMap(({ subscription = [], assignment = [] }) => [
    ...subscription,
    ...assignment.map(({ topic }) => topic),
  ]);
  return [...new Set(topics)];
}

/** What members subscribe to is known only as long as they are there. */
export function checkSubscription(
  scope: OffsetScope,
  committed: readonly string[],
  subscribed: readonly string[],
): readonly Check[] {
  if (scope.kind !== 'subscribed' || subscribed.length > 0 || committed.length === 0) return [];
  const sentence = `no member was there to tell what it subscribes to: only topics with a commit are meant, ${named(committed)}; name others with --topic, or plan with --wait-empty while the members still run`;
  return [{ name: 'subscription-is-known', level: 'warn', sentence }];
}
