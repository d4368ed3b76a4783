import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inProportion, positionOf, type ScaleId, sliderSteps, textAt } from '../../../../../cli/report/cost/scales.ts';

const scale = fc.constantFrom<ScaleId>('rate', 'times', 'time', 'count', 'ratio', 'share', 'growth');
const step = fc.integer({ min: 0, max: sliderSteps });

describe('the sliders of the cost page', () => {
  it('write what their field can read, at every step', () => {
    fc.assert(
      fc.property(scale, step, (id, at) => {
        expect(positionOf(id, textAt(id, at))).toBeTypeOf('number');
      }),
    );
  });

  it('never go back when they are moved on', () => {
    fc.assert(
      fc.property(scale, step, step, (id, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map(at => positionOf(id, textAt(id, at)));
        expect(less).toBeLessThanOrEqual(more!);
      }),
    );
  });

  it.each<[ScaleId, number, string]>([
    ['rate', 0, '10KB/s'],
    ['rate', sliderSteps, '2GB/s'],
    ['time', 0, '1h'],
    ['time', sliderSteps, '366d'],
    ['share', 100, '50%'],
    ['count', sliderSteps, '100000'],
    ['growth', sliderSteps, '20%'],
  ])('write round figures: %s at %d is %s', (id, at, text) => {
    expect(textAt(id, at)).toBe(text);
  });

  it('stand at their end where a field says more, and nowhere where it says nothing', () => {
    expect(positionOf('rate', '5TB/s')).toBeUndefined();
    expect(positionOf('rate', '500GB/s')).toBe(sliderSteps);
    expect(positionOf('rate', '')).toBeUndefined();
  });

  it('keep rates in proportion, and leave what is no rate', () => {
    expect(inProportion('100MB/s', '20MB/s', '40MB/s')).toBe('200MB/s');
    expect(inProportion('100Mbps', '20MB/s', '40MB/s')).toBe('100Mbps');
  });
});
