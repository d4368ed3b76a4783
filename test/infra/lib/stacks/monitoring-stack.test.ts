import { describe, expect, it } from 'vitest';
import { comparisonVariants, templateFor } from '../../synth.ts';

describe('the stack that watches', () => {
  it.each(comparisonVariants)('is what the snapshot shows for %s', (_name, context) => {
    expect(templateFor(context, 'Monitoring').toJSON()).toMatchSnapshot();
  });
});
