import type { Json } from '../change/json.ts';
import type { ChangeStep } from '../change/plan.ts';

/** Makes the topic of a load, or takes it away. */
export type PerfTopicStep = ChangeStep &
  (
    | {
        readonly action: 'create';
        readonly topic: string;
        readonly partitions: number;
        readonly replicationFactor: number;
        readonly settings: Readonly<Record<string, string>>;
      }
    | { readonly action: 'delete'; readonly topic: string; readonly topicId: string }
  );

export const topicObject = (topic: string): string => `topic ${topic}`;

/** Every topic that is made for a load begins like this, unless somebody names it. */
export const perfTopicPrefix = 'kafka-steward-perf-';

/** The id that brokers gave a topic when a step made it; undefined where nobody was told. */
export function topicIdOf(detail: Json | undefined): string | undefined {
  const { topicId } = (typeof detail === 'object' && detail !== null ? detail : {}) as { readonly topicId?: unknown };
  return typeof topicId === 'string' ? topicId : undefined;
}
