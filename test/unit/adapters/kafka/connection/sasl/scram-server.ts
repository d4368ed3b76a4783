import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

type Answer = { readonly errorCode?: number; readonly errorMessage?: string; readonly text?: string };
export type Says = (said: string) => Answer;

/** The broker's side of SCRAM-SHA-512, from the RFC, sharing nothing with the client. */
export function scramServer(password: string, iterations = 4096): readonly Says[] {
  const salt = Buffer.from('salt of the user');
  const hmac = (key: Buffer, text: string) => createHmac('sha512', key).update(text).digest();
  let bare = '';
  let challenge = '';
  return [
    said => {
      bare = said.slice('n,,'.length);
      challenge = `r=${bare.split('r=')[1]!}SERVER,s=${salt.toString('base64')},i=${iterations}`;
      return { text: challenge };
    },
    said => {
      const [withoutProof, proof] = said.split(',p=');
      const salted = pbkdf2Sync(password, salt, iterations, 64, 'sha512');
      const message = `${bare},${challenge},${withoutProof!}`;
      const storedKey = createHash('sha512').update(hmac(salted, 'Client Key')).digest();
      const clientSignature = hmac(storedKey, message);
      const expected = Buffer.from(hmac(salted, 'Client Key').map((byte, i) => byte ^ clientSignature[i]!));
      if (proof !== expected.toString('base64')) return { errorCode: 58, errorMessage: 'invalid\ncredentials' };
      return { text: `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}` };
    },
  ];
}
