import { scopeFields, targetsThatNamePartitions } from './request-schema.ts';

/** Which partitions are meant is said by one field at most, and by none only where the target says it. */
export const scopeProblemsOf = (event: Readonly<Record<string, unknown>>): readonly string[] => {
  const given = scopeFields.filter(field => event[field] !== undefined);
  const { kind } = (event['target'] ?? {}) as { readonly kind?: unknown };
  if (given.length > 1) return [`${given.join(' and ')} exclude each other, give one`];
  // A target that cannot be read may be one of those.
  const isNeeded = typeof kind === 'string' && !targetsThatNamePartitions.has(kind);
  return given.length === 0 && isNeeded ? [`one of ${scopeFields.join(', ')} has to say which partitions`] : [];
};
