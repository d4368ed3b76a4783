import { createPrivateKey, X509Certificate } from 'node:crypto';
import { Secret } from '../../domain/secret.ts';
import { StoreError } from './store-error.ts';

export interface Pkcs12Contents {
  /** PEM, in the order of the store. */
  readonly certificates: readonly X509Certificate[];
  /** PKCS #8 PEM, decrypted. */
  readonly privateKeys: readonly Secret[];
}

/**
 * Reads a PKCS12 store as keytool (JDK 8 to 25) and OpenSSL make them. node-forge takes the container apart;
 * certificates and keys are read by node:crypto, since node-forge knows RSA only.
 */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Pkcs12Contents> {
  // Loaded on demand: only a user with such a store pays for it, and no Lambda bundles it.
  const { default: forge } = await import('node-forge');
  const { asn1, pkcs12, pki } = forge;
  const der = (value: ReturnType<typeof asn1.fromDer>) => Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
  try {
    const store = pkcs12.pkcs12FromAsn1(asn1.fromDer(Buffer.from(bytes).toString('latin1')), password);
    const bags = store.safeContents.flatMap(({ safeBags }) => safeBags);
    const certificates = bags
      .filter(({ type }) => type === pki.oids.certBag)
      .map(bag => new X509Certificate(der(bag.cert ? pki.certificateToAsn1(bag.cert) : bag.asn1)));
    const privateKeys = bags
      .filter(({ type }) => type === pki.oids.keyBag || type === pki.oids.pkcs8ShroudedKeyBag)
      .map(bag => {
        const key = bag.key
          ? createPrivateKey(pki.privateKeyToPem(bag.key))
          : createPrivateKey({ key: der(bag.asn1), format: 'der', type: 'pkcs8' });
        return new Secret(key.export({ format: 'pem', type: 'pkcs8' }).toString());
      });
    return { certificates, privateKeys };
  } catch (error) {
    throw new StoreError(/password|MAC could not be verified/i.test(String(error)) ? 'password' : 'content', error);
  }
}
