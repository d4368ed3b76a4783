import { OperationError } from '../errors.ts';

/** Topics by name or by pattern, and which of their partitions. */
export interface TopicChoice {
  /** A name, or a pattern in which `*` stands for any letters. */
  readonly topic: string;
  /** Absent: all. */
  readonly partitions?: readonly number[];
}

export const isPattern = ({ topic }: TopicChoice): boolean => topic.includes('*');

/** Reads `orders`, `orders:0,3`, `orders:0-5,8` or `orders-*`. A topic name holds neither colon nor asterisk. */
export function parseTopicChoice(text: string): TopicChoice {
  const [topic = '', list, ...more] = text.split(':');
  if (!/^[\w.*-]{1,249}$/.test(topic) || more.length > 0) throw notATopic(text);
  if (list === undefined) return { topic };
  return { topic, partitions: [...new Set(list.split(',').flatMap(part => parseRange(part, text)))] };
}

const mostPartitions = 100_000;

function parseRange(part: string, text: string): readonly number[] {
  const range = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
  const first = Number(range?.[1]);
  const last = Number(range?.[2] ?? range?.[1]);
  if (range === null || last < first || last - first > mostPartitions) throw notATopic(text);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function notATopic(text: string): OperationError {
  const message = `topic ${JSON.stringify(text)} cannot be read; write orders, orders:0,3, orders:0-5 or orders-*`;
  return new OperationError('InputInvalid', message);
}
