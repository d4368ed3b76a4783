import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { authorityValueOf, nodeValueOf, parseIdentity } from '../../../../src/domain/certificates/identity.ts';
import { Secret } from '../../../../src/domain/secret.ts';

const identity = { certificate: 'CERTIFICATE', privateKey: new Secret('KEY') };

describe('an identity in a secret', () => {
  it('is read as it was written', () => {
    for (const value of [authorityValueOf(identity), nodeValueOf(identity, 'AUTHORITY')]) {
      const read = parseIdentity(value);
      expect([read?.certificate, read?.privateKey.reveal()]).toEqual(['CERTIFICATE', 'KEY']);
    }
  });

  it('of a node has what the node reads: certificate, key and whom to trust', () => {
    expect(JSON.parse(nodeValueOf(identity, 'AUTHORITY').reveal())).toEqual({
      certificate: 'CERTIFICATE',
      privateKey: 'KEY',
      authority: 'AUTHORITY',
    });
  });

  it.each(['', 'no JSON', 'null', '7', '[]', '{}', '{"certificate":"a"}', '{"certificate":1,"privateKey":"b"}'])(
    'refuses %j',
    text => {
      expect(parseIdentity(new Secret(text))).toBeUndefined();
    },
  );

  it('shows its key to nobody', () => {
    expect(`${JSON.stringify(identity)} ${inspect(identity)}`).not.toContain('KEY');
  });
});
