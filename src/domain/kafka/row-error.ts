/**
 * Codes of an `error` column beside Kafka's own (−1 and 1 to 9,999): why a row has no value although no broker refused
 * it.
 */
export const rowError = {
  none: 0,
  noCommit: 10_000,
  brokerUnreachable: 10_001,
  timedOut: 10_002,
  connectionLost: 10_003,
  groupUnknown: 10_004,
  unsupportedByBroker: 10_005,
  authenticationFailed: 10_006,
  leaderUnknown: 10_007,
  answerUnreadable: 10_008,
} as const;

const ourSentences: Readonly<Record<number, string>> = {
  [rowError.noCommit]: 'the group has no committed offset for this partition',
  [rowError.brokerUnreachable]: 'the broker that has the answer cannot be reached',
  [rowError.timedOut]: 'the broker did not answer in time',
  [rowError.connectionLost]: 'the connection broke and so did the retries',
  [rowError.groupUnknown]: 'there is no such group on the cluster',
  [rowError.unsupportedByBroker]: 'the broker is too old for this kind of group',
  [rowError.authenticationFailed]: 'the broker refused the login',
  [rowError.leaderUnknown]: 'the partition has no leader now',
  [rowError.answerUnreadable]: "the broker's answer could not be read",
};

/** One sentence for a code of ours; undefined for Kafka's own codes, which the adapter's table names. */
export function ourRowErrorSentence(code: number): string | undefined {
  return ourSentences[code];
}
