import { Secret } from '../secret.ts';

/** A certificate and its key, both PEM; the key in PKCS 8, the only form that Kafka reads. */
export interface Identity {
  readonly certificate: string;
  readonly privateKey: Secret;
}

/** The value of the secret that an authority is kept in. */
export const authorityValueOf = ({ certificate, privateKey }: Identity): Secret =>
  new Secret(JSON.stringify({ certificate, privateKey: privateKey.reveal() }));

/** The value of the secret that a node reads: who it is, and whom it trusts. */
export const nodeValueOf = ({ certificate, privateKey }: Identity, authorityCertificate: string): Secret =>
  new Secret(JSON.stringify({ certificate, privateKey: privateKey.reveal(), authority: authorityCertificate }));

/** Reads either value; undefined where it is no such thing. Which part is wrong would quote it. */
export function parseIdentity(value: Secret): Identity | undefined {
  const { certificate, privateKey } = fieldsOf(value);
  if (typeof certificate !== 'string' || typeof privateKey !== 'string') return undefined;
  return { certificate, privateKey: new Secret(privateKey) };
}

function fieldsOf(value: Secret): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(value.reveal())) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
