import { ourRowErrorSentence } from '../../domain/kafka/row-error.ts';
import { kafkaErrorSentence } from './protocol/kafka-error.ts';

/** One sentence for any code of an `error` column: ours or Kafka's. */
export function sentenceOf(code: number): string {
  return ourRowErrorSentence(code) ?? kafkaErrorSentence(code);
}
