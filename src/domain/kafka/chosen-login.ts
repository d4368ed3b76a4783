import type { ClientLogin, ClientSettings } from './client-settings.ts';
import type { MskLoginKind } from './msk-bootstrap.ts';
import type { RequestedLogin } from './requested-login.ts';

/** How to log in, whether a flag or a file said so. */
export interface ChosenLogin {
  /** Which of MSK's listeners that is. */
  readonly mskKind: MskLoginKind;
  readonly isEncrypted: boolean;
  /** Absent: no SASL login. */
  readonly sasl?: ClientLogin | { readonly kind: 'scram-secret'; readonly secretArn: string };
}

/**
 * A login asked for wins over the file's, and the file's over the default: `iam` for a cluster named by ARN, since
 * every kind of MSK cluster can offer it, plain text for brokers named by address, as Kafka's own tools do.
 */
export function chooseLogin(
  requested: RequestedLogin | undefined,
  fromFile: ClientSettings | undefined,
  isMskArn: boolean,
): ChosenLogin {
  const login = requested ?? (isMskArn && fromFile === undefined ? { kind: 'iam' as const } : undefined);
  switch (login?.kind) {
    case undefined:
      return fileLogin(fromFile);
    case 'iam':
      return { mskKind: 'iam', isEncrypted: true, sasl: { kind: 'msk-iam' } };
    case 'scram':
      return { mskKind: 'scram', isEncrypted: true, sasl: { kind: 'scram-secret', secretArn: login.secretArn } };
    case 'tls':
      return { mskKind: 'tls', isEncrypted: true };
    case 'none':
      return { mskKind: 'none', isEncrypted: false };
  }
}

function fileLogin(settings: ClientSettings | undefined): ChosenLogin {
  const isEncrypted = settings?.tls !== undefined;
  const sasl = settings?.login;
  if (sasl !== undefined) return { mskKind: sasl.kind === 'msk-iam' ? 'iam' : 'scram', isEncrypted, sasl };
  return { mskKind: isEncrypted ? 'tls' : 'none', isEncrypted };
}
