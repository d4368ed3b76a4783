import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kafkaUuid } from '../../../../lib/ec2/kafka-uuid.ts';

describe('an id made of a name', () => {
  it('has the shape of an id of Kafka, and never that of an option', () => {
    fc.assert(fc.property(fc.string(), text => /^[A-Za-z0-9_][A-Za-z0-9_-]{21}$/.test(kafkaUuid(text))));
  });

  it('is the same in every synthesis', () => {
    expect(kafkaUuid('main')).toBe('DW5AeeNnA-vTfAByL1iR0g');
    expect(kafkaUuid('main')).not.toBe(kafkaUuid('main '));
  });
});
