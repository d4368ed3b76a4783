import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateProtocol } from '../../../../../scripts/generate-protocol/generate.ts';

const folder = join(import.meta.dirname, '../../../../../src/adapters/kafka/protocol/generated');

describe('the generated protocol', () => {
  it("is what the generator makes of Kafka's definitions today", () => {
    const checkedIn = readdirSync(folder).map(file => [file, readFileSync(join(folder, file), 'utf8')] as const);
    expect(Object.fromEntries(checkedIn)).toEqual(Object.fromEntries(generateProtocol()));
  }, 120_000);
});
