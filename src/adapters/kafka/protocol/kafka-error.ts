import { type ErrorCode, errorCodes } from './generated/error-codes.ts';

const byCode: ReadonlyMap<number, ErrorCode> = new Map(errorCodes.map(error => [error[0], error]));

/** Kafka's name for an error code, such as NOT_COORDINATOR; codes newer than the tables are `ERROR_<code>`. */
export const kafkaErrorName = (code: number): string => byCode.get(code)?.[1] ?? `ERROR_${code}`;

/** Whether Kafka's own client would send the same request again (after a metadata refresh where routing was wrong). */
export const isRetriable = (code: number): boolean => byCode.get(code)?.[2] ?? false;

/** One sentence of Kafka's own about the code. */
export const kafkaErrorSentence = (code: number): string =>
  byCode.get(code)?.[3] ?? `The broker answered with error code ${code}, which is newer than this program.`;
