import { describe, expect, it } from 'vitest';
import { type Definition, parseDefinition } from '../../../../scripts/generate-protocol/definition.ts';
import { renderApi } from '../../../../scripts/generate-protocol/render-api.ts';

const definition = (name: string, traits: string, ...fields: string[]): Definition =>
  parseDefinition(`// A comment line, as Kafka's files have them.
  { "apiKey": 999, "name": "${name}", "validVersions": "1-4", "flexibleVersions": "3+"${traits},
    // another "comment": {
    "fields": [${fields.join(',')}] }`);

const answer = definition('ProbeResponse', '', '{ "name": "ErrorCode", "type": "int16", "versions": "0+" }');
const render = (traits: string, ...fields: string[]): string =>
  renderApi('Probe', definition('ProbeRequest', traits, ...fields), answer);

describe('a generated module', () => {
  it('leaves out a version that Kafka calls unstable', () => {
    const fields = ['{ "name": "Late", "type": "bool", "versions": "4+" }'];
    expect(render(', "latestVersionUnstable": true', ...fields)).toContain('maxVersion: 3,');
    expect(render(', "latestVersionUnstable": true', ...fields)).not.toContain('late');
    expect(render('', ...fields)).toContain("{ name: 'late', versions: [4], type: 'bool' }");
  });

  it('says nothing of what is usual', () => {
    const usual = '{ "name": "Count", "type": "int32", "versions": "0+", "default": "0", "ignorable": true }';
    expect(render('', usual)).toContain("{ name: 'count', type: 'int32' },");
  });

  it('lets a request leave out what has a default or is not in every version', () => {
    const module = render(
      '',
      '{ "name": "Key", "type": "string", "versions": "0+", "nullableVersions": "2+" }',
      '{ "name": "Epoch", "type": "int64", "versions": "0+", "default": "-1" }',
      '{ "name": "Ids", "type": "[]uuid", "versions": "2-3" }',
    );
    expect(module).toContain('readonly key: string | null;');
    expect(module).toContain('readonly epoch?: bigint;');
    expect(module).toContain('readonly ids?: readonly string[];');
    expect(module).toContain("{ name: 'key', nullable: [2], type: 'string' }");
    expect(module).toContain("{ name: 'epoch', default: -1n, type: 'int64' }");
    expect(module).toContain("{ name: 'ids', array: true, versions: [2, 3], type: 'uuid' }");
  });

  it.each([
    ['a type it does not know', '{ "name": "Odd", "type": "int24", "versions": "0+" }', /Odd.*int24/],
    [
      'lengths of their own',
      '{ "name": "Odd", "type": "string", "versions": "0+", "flexibleVersions": "none" }',
      /Odd.*flexible/,
    ],
    ['a default it cannot read', '{ "name": "Odd", "type": "int32", "versions": "0+", "default": "x" }', /"x"/],
    ['versions it cannot read', '{ "name": "Odd", "type": "int32", "versions": "new" }', /"new"/],
  ])('refuses a field with %s', (_, field, message) => {
    expect(() => render('', field)).toThrow(message);
  });
});
