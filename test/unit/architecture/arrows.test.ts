import { cruise } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import config from '../../../dependency-cruiser.config.ts';

const rooms = ['bin', 'src', 'lambdas', 'cli', 'lib', 'clients', 'demo'];

test('no import goes against the arrows of ARCHITECTURE.md', async () => {
  const { output } = await cruise(rooms, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser gave text, not its result');
  const broken = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  expect(broken).toEqual([]);
});

test('every rule tells whoever breaks it why it is there', () => {
  for (const { name, comment } of config.forbidden) expect(comment.length, name).toBeGreaterThan(20);
});
