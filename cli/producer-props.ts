import { OperationError } from '../src/domain/errors.ts';
import { nearestNames } from '../src/domain/lag/nearest-names.ts';
import type { PerfFields } from '../src/domain/perf/perf-fields.ts';

/** Properties of Kafka's producer, as the official tool takes them on its command line, and what they are here. */
const fieldOf: Readonly<Record<string, (value: string) => PerfFields>> = {
  acks: acks => ({ acks }),
  'linger.ms': value => ({ linger: `${value}ms` }),
  'batch.size': value => ({ batchSize: `${value}B` }),
  'buffer.memory': value => ({ bufferMemory: `${value}B` }),
  'compression.type': compression => ({ compression }),
  'enable.idempotence': value => ({ idempotence: value === 'true' }),
  'max.in.flight.requests.per.connection': maxInFlight => ({ maxInFlight }),
  'delivery.timeout.ms': value => ({ deliveryTimeout: `${value}ms` }),
  'request.timeout.ms': value => ({ requestTimeout: `${value}ms` }),
};
const ignored: ReadonlySet<string> = new Set(['client.id', 'key.serializer', 'value.serializer']);

/** Values may hold `=` themselves. Logins belong into a file, where no list of processes shows them. */
export function fieldsOfProps(props: readonly string[]): {
  readonly fields: PerfFields;
  readonly bootstrapServers: string | undefined;
} {
  let fields: PerfFields = {};
  let bootstrapServers: string | undefined;
  for (const prop of props) {
    const at = prop.indexOf('=');
    const [name, value] = at === -1 ? [prop, ''] : [prop.slice(0, at), prop.slice(at + 1)];
    const toField = fieldOf[name];
    if (name === 'bootstrap.servers') bootstrapServers = value;
    else if (toField !== undefined) fields = { ...fields, ...toField(value) };
    else if (!ignored.has(name)) throw unknown(name);
  }
  return { fields, bootstrapServers };
}

function unknown(name: string): OperationError {
  const [nearest] = nearestNames(name, Object.keys(fieldOf));
  const meant = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  const message = `--producer-props ${JSON.stringify(name)} is not known here${meant}; logins and TLS go into a file for --command-config`;
  return new OperationError('InputInvalid', message);
}
