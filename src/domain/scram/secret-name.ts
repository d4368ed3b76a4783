/** A user name as part of the name of a secret: what such a name may not hold is written as its UTF-8 bytes, `=XX` each. */
export function toNameText(username: string): string {
  return username.replaceAll(/[^A-Za-z0-9_+.@-]/gu, character =>
    Array.from(
      new TextEncoder().encode(character),
      byte => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

/** What applications read the login of a rotated user from. */
export function pointerNameOf(cluster: string, base: string): string {
  return `kafka-steward/${cluster}/${toNameText(base)}`;
}

/** What Amazon MSK copies a SCRAM user from: it takes only secrets whose names begin so. */
export function slotNameOf(cluster: string, username: string): string {
  return `AmazonMSK_${cluster}_${toNameText(username)}`;
}
