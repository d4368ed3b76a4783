const production = /(^|[^a-z0-9])(prod|production|prd|live)([^a-z0-9]|$)/i;

/** Why a topic's name is none to write test records to; undefined: it may be. */
export function productionProblem(topic: string): string | undefined {
  if (topic.startsWith('__')) return `topic ${JSON.stringify(topic)} is Kafka's own; name another one`;
  if (!production.test(topic)) return undefined;
  return `topic ${JSON.stringify(topic)} looks like production; name another one, or say --force`;
}
