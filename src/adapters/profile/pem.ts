/** One block of a PEM text, lines of 64 characters as OpenSSL wants them. */
export interface PemBlock {
  readonly label: string;
  readonly pem: string;
}

/**
 * Finds the blocks of a PEM text. Kafka lets a PEM stand on one line in a properties file, its line breaks lost or
 * turned into spaces, so the breaks are made anew. What stands between the blocks is ignored, as OpenSSL does.
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks = text.matchAll(/-----\s*BEGIN\s+([A-Z0-9 ]+?)\s*-----([\s\S]*?)-----\s*END\s+\1\s*-----/g);
  return [...blocks].map(([whole, label, body]) => {
    // A key encrypted the old way has headers before its base64; its line breaks must be as they are.
    if (body!.includes(':')) return { label: label!, pem: whole };
    const lines = body!.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
    return { label: label!, pem: [`-----BEGIN ${label!}-----`, ...lines, `-----END ${label!}-----`, ''].join('\n') };
  });
}
