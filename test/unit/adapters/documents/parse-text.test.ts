import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText } from '../../../../src/adapters/documents/parse-text.ts';
import { OperationError } from '../../../../src/domain/errors.ts';

const bomb = Array.from({ length: 9 }, (_, at) => `a${at}: &a${at} [${at === 0 ? 'x' : `*a${at - 1}`},y]`).join('\n');

describe('a text that may be JSON or YAML', () => {
  it('reads YAML as it is written: text with a unit stays text', () => {
    const text = '# of orders\nregion: us-east-1\nin: 50MB/s\npartitions: 1000\nretention: 3d\nsameZoneFetch: 60%\n';
    const document = { region: 'us-east-1', in: '50MB/s', partitions: 1000, retention: '3d', sameZoneFetch: '60%' };
    expect(parseText(text, 'orders.yaml')).toEqual(document);
  });

  it('reads every JSON document as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 2, '\t'), (text, indent) => {
        const value = JSON.parse(text) as unknown;
        expect(JSON.stringify(parseText(JSON.stringify(value, null, indent), 'a.json'))).toEqual(JSON.stringify(value));
      }),
    );
  });

  it.each([
    [
      'a key given twice',
      'in: 1MB/s\nin: 2MB/s\n',
      'w.yaml cannot be read at line 2, column 1: map keys must be unique',
    ],
    ['a key of JSON given twice', '{"in": "1MB/s", "in": "2MB/s"}', 'w.yaml cannot be read at line 1, column 17: map'],
    ['broken YAML', 'in: [1,\nout: 2\n', 'w.yaml cannot be read at line 2, column 1: flow sequence'],
    ['aliases', bomb, 'w.yaml uses an alias at line 2, column 10; write the value itself'],
    ['an alias of nothing', 'in: *rate\n', 'w.yaml uses an alias at line 1, column 5'],
    ['tags', 'in: !!js/function x\n', 'w.yaml cannot be read at line 1, column 5: unresolved tag'],
    ['several documents', 'in: 1\n---\nin: 2\n', 'w.yaml holds several documents; keep one'],
    ['keys that are no text', '? [a]\n: b\n', 'w.yaml cannot be read at line 1, column 3: keys have to be text'],
    ['brackets without end', '['.repeat(90_000), 'w.yaml '],
    ['lists too deep', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, 'w.yaml is nested too deeply'],
    ['a flood', 'x'.repeat(1_000_001), 'w.yaml has more than 1000000 characters'],
  ])('refuses %s in one line', (_what, text, told) => {
    const refused = refusalOf(text);
    expect(refused).toMatchObject({ name: 'InputInvalid' });
    expect(refused?.message.toLowerCase()).toContain(told.toLowerCase());
    expect(refused?.message).not.toContain('\n');
  });

  it('refuses with one line whatever it cannot read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,&*!|>\'"%@`#- \n\tab1')) }), text => {
        expect(refusalOf(text)?.message ?? '').not.toContain('\n');
      }),
    );
  });
});

function refusalOf(text: string): OperationError | undefined {
  try {
    parseText(text, 'w.yaml');
    return undefined;
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
}
