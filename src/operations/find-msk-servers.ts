import { OperationError } from '../domain/errors.ts';
import { parseBootstrapServers } from '../domain/kafka/bootstrap.ts';
import type { ChosenLogin } from '../domain/kafka/chosen-login.ts';
import type { HostPort } from '../domain/kafka/connection.ts';
import type { MskArn } from '../domain/kafka/msk-arn.ts';
import { chooseMskBootstrap, type MskNetwork } from '../domain/kafka/msk-bootstrap.ts';
import type { MskBootstrapReader } from '../ports/connection-sources.ts';

/** Asks MSK for the brokers that take this login; what the cluster offers instead is told where they do not. */
export async function findMskServers(
  { arn }: MskArn,
  { mskKind, sasl }: ChosenLogin,
  network: MskNetwork,
  msk: MskBootstrapReader,
): Promise<readonly HostPort[]> {
  if (sasl?.kind === 'password' && sasl.mechanism !== 'SCRAM-SHA-512') {
    throw new OperationError(
      'ConfigurationInvalid',
      `MSK knows SCRAM-SHA-512 only, sasl.mechanism is ${sasl.mechanism}`,
    );
  }
  const choice = chooseMskBootstrap(await msk.readBootstrapStrings(arn), mskKind, network);
  if (choice.kind === 'not-offered') throw new OperationError('InputInvalid', `${arn} ${choice.problem}`);
  const outcome = parseBootstrapServers(choice.bootstrapServers);
  if (outcome.kind === 'parsed') return outcome.servers;
  throw new OperationError(
    'AwsUnavailable',
    `MSK answered with unreadable bootstrap brokers for ${arn}: ${outcome.problem}`,
  );
}
