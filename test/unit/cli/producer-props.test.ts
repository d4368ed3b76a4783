import { expect, it } from 'vitest';
import { fieldsOfProps } from '../../../cli/producer-props.ts';

it('reads what the official tool takes, values with equals signs too', () => {
  const props = ['acks=1', 'linger.ms=20', 'batch.size=32768', 'compression.type=zstd', 'bootstrap.servers=a=b:1'];
  expect(fieldsOfProps([...props, 'client.id=x', 'enable.idempotence=false'])).toEqual({
    fields: { acks: '1', linger: '20ms', batchSize: '32768B', compression: 'zstd', idempotence: false },
    bootstrapServers: 'a=b:1',
  });
});

it('refuses logins on the command line, and what it does not know, without showing a value', () => {
  expect(() => fieldsOfProps(['sasl.jaas.config=x password="secret";'])).toThrow(
    '--producer-props "sasl.jaas.config" is not known here; logins and TLS go into a file for --command-config',
  );
  expect(() => fieldsOfProps(['lingr.ms=5'])).toThrow(/did you mean linger\.ms\?/);
});
