import { type ErrorName, errorNames } from '../../src/domain/errors.ts';

/** What each name tells its reader. A name without a meaning does not compile. */
const meanings: Readonly<Record<ErrorName, string>> = {
  InputInvalid: 'A flag, an event or an argument is wrong. Correct it.',
  ConfigurationInvalid: 'A file, an environment variable or the CDK context is wrong. The message names the key.',
  GroupUnknown: 'There is no such group, or this login may not see it.',
  TopicUnknown: 'There is no such topic, or this login may not see it.',
  HostUnknown: 'The name of a bootstrap server does not resolve.',
  BrokerUnreachable: 'Nothing answers at that address. Check host, port, security group and route.',
  CertificateRejected:
    'The TLS certificate is expired, not trusted, for another host, or a client certificate is missing.',
  TlsMismatch: 'One side speaks TLS and the other does not. Check security.protocol and the port.',
  AuthenticationFailed: 'The broker refused the login. Nothing is retried, so that no account gets locked.',
  BrokerTooOld: 'The broker offers no version of a request that this program speaks.',
  ConnectionLost: 'The connection broke while an answer was awaited.',
  RequestTimedOut: 'No answer came in time.',
  NotAuthorized: 'The login lacks a right. The message names it.',
  AuthorizerMissing: 'The brokers run without an authorizer: there are no ACLs to read or to change.',
  BrokerRefused: 'A broker answered with an error code. The message has its name.',
  ProtocolViolated: 'An answer could not be read. Check that the address is a Kafka listener.',
  ToolMissing: 'Java, keytool or Maven is missing or too old.',
  PortTaken: 'Another process holds the port. The message names it where the system tells.',
  DiskFull: 'There is too little room for a local cluster.',
  LocalClusterBusy: 'Another command works on this local cluster, or another kind of cluster is there.',
  LocalClusterFailed: 'A local broker did not start. The message has its last words and its log.',
  WindowUnreadable: 'The stored lag window is damaged, of another version or of another cluster. A new one is begun.',
  WindowContended: 'Other runs kept writing the window first. The next run goes on.',
  ClusterIsHeld: 'Another run is changing this cluster. The message says which, and until when it may.',
  RunUnknown: 'No run of that id is in the journal. `runs list` shows those there are.',
  RunTakenOver: 'The lock was lost while a change ran, and another process may go on with it. Look at `runs show`.',
  JournalFenced: 'Another process has written to the journal of this run. Nothing was written.',
  JournalDamaged: 'An entry in the journal of a run cannot be read. The message names the line.',
  PlanAltered: 'The stored plan is not the one that was to be approved. Look at `runs show`, start a new run.',
  ApprovalUnknown: 'The run waits for nobody. `runs show` tells what became of it.',
  ApprovalOver: 'The run had ended or was answered before this answer came. Nothing was changed by it.',
  SecretUnknown: 'There is no secret of that name or ARN. Check the name, the region and the account.',
  SecretVersionTaken: 'A version of the secret is there already, with another value. Start a new rotation.',
  SecretContended: 'A label of the secret was moved by somebody else. Nothing was moved; look at the secret.',
  SecretUnreadable: 'A secret holds something other than text, or its file on this machine is damaged.',
  PricesUnusable:
    'A price list is not what it was read as: its shape, a unit or a region differs. Nothing was replaced.',
  NodeRefused: 'A node did not do what it was told. The message has its last words.',
  AwsRefused: 'AWS refused a call. The message names the action to allow.',
  AwsUnavailable: 'AWS did not answer or throttles. The call is repeated by whoever started it.',
  InternalError: 'A promise of our own code is broken. Please report it with --debug.',
};

export function renderErrors(): string {
  const rows = errorNames.map(name => `| \`${name}\` | ${meanings[name]} |`);
  return `# Error names

A closed list: state machines, alarms and scripts may match on these names. Made by \`npm run docs\`.

| name | what it means |
| --- | --- |
${rows.join('\n')}
`;
}
