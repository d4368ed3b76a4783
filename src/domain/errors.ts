/**
 * Every name an error of this product can have. The list is closed: state machines match on these names, alarms and
 * runbooks cite them, so renaming one is a breaking change.
 */
export const errorNames = [
  // what was asked for
  'InputInvalid',
  'ConfigurationInvalid',
  'GroupUnknown',
  'TopicUnknown',
  // reaching a cluster
  'HostUnknown',
  'BrokerUnreachable',
  'CertificateRejected',
  'TlsMismatch',
  'AuthenticationFailed',
  'BrokerTooOld',
  'ConnectionLost',
  'RequestTimedOut',
  // what a broker answered
  'NotAuthorized',
  'AuthorizerMissing',
  'BrokerRefused',
  'ProtocolViolated',
  // the local cluster
  'ToolMissing',
  'PortTaken',
  'DiskFull',
  'LocalClusterBusy',
  'LocalClusterFailed',
  // stored state
  'WindowUnreadable',
  'WindowContended',
  // changes
  'ClusterIsHeld',
  'RunUnknown',
  'RunTakenOver',
  'JournalFenced',
  'JournalDamaged',
  'ApprovalUnknown',
  'ApprovalOver',
  'PlanAltered',
  // secrets
  'SecretUnknown',
  'SecretVersionTaken',
  'SecretContended',
  'SecretUnreadable',
  // prices
  'PricesUnusable',
  // nodes
  'NodeRefused',
  // AWS
  'AwsRefused',
  'AwsUnavailable',
  // a broken promise of our own code
  'InternalError',
] as const;

export type ErrorName = (typeof errorNames)[number];

export interface ErrorOptions {
  /** Whether the same call can succeed later with nothing changed by the caller. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * What a caller cannot decide. `message` is one line: lowercase, no full stop, what was given, what is wrong, what to
 * do. Never holds a secret.
 */
export class OperationError extends Error {
  override readonly name: ErrorName;
  readonly retryable: boolean;

  constructor(name: ErrorName, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = name;
    this.retryable = options.retryable ?? false;
  }
}
