import { describe, expect, it } from 'vitest';
import {
  isRetriable,
  kafkaErrorName,
  kafkaErrorSentence,
} from '../../../../../src/adapters/kafka/protocol/kafka-error.ts';

describe("Kafka's error codes", () => {
  it.each([
    [-1, 'UNKNOWN_SERVER_ERROR', false],
    [0, 'NONE', false],
    [3, 'UNKNOWN_TOPIC_OR_PARTITION', true],
    [6, 'NOT_LEADER_OR_FOLLOWER', true],
    [14, 'COORDINATOR_LOAD_IN_PROGRESS', true],
    [15, 'COORDINATOR_NOT_AVAILABLE', true],
    [16, 'NOT_COORDINATOR', true],
    [30, 'GROUP_AUTHORIZATION_FAILED', false],
    [69, 'GROUP_ID_NOT_FOUND', false],
    [88, 'UNSTABLE_OFFSET_COMMIT', true],
  ])('%i is %s', (code, name, retriable) => {
    expect(kafkaErrorName(code)).toBe(name);
    expect(isRetriable(code)).toBe(retriable);
    expect(kafkaErrorSentence(code)).toMatch(/^[A-Z].+\.$/);
  });

  it('newer than the tables have a name and a sentence too, and are not retried', () => {
    expect(kafkaErrorName(9999)).toBe('ERROR_9999');
    expect(isRetriable(9999)).toBe(false);
    expect(kafkaErrorSentence(9999)).toContain('9999');
  });
});
