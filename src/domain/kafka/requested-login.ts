import type { MskLoginKind } from './msk-bootstrap.ts';

/** What `--login` asks for. */
export type RequestedLogin =
  | { readonly kind: Exclude<MskLoginKind, 'scram'> }
  | { readonly kind: 'scram'; readonly secretArn: string };

export type RequestedLoginOutcome =
  | { readonly kind: 'parsed'; readonly login: RequestedLogin }
  | { readonly kind: 'wrong'; readonly problem: string };

const allowed = 'allowed are iam, scram:<secret ARN>, tls, none';

/** Reads `iam`, `scram:<ARN of a Secrets Manager secret>`, `tls` or `none`. */
export function parseRequestedLogin(text: string): RequestedLoginOutcome {
  if (text === 'iam' || text === 'tls' || text === 'none') return { kind: 'parsed', login: { kind: text } };
  const [, secretArn] = /^scram(?::(.*))?$/.exec(text) ?? [];
  if (secretArn !== undefined && regionOfSecretArn(secretArn) !== undefined) {
    return { kind: 'parsed', login: { kind: 'scram', secretArn } };
  }
  // Only an ARN is repeated: somebody may have written scram:user:password.
  if (!text.startsWith('scram')) return { kind: 'wrong', problem: `is ${JSON.stringify(text)}; ${allowed}` };
  return {
    kind: 'wrong',
    problem: `scram needs the ARN of the user's secret: scram:arn:aws:secretsmanager:<region>:<account>:secret:AmazonMSK_<name>; to log in with a file's password give --command-config instead`,
  };
}

/** The region of a Secrets Manager secret; undefined where the text is not the ARN of one. */
export function regionOfSecretArn(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[^\s:]+$/.exec(arn)?.[1];
}
