import { readFileSync } from 'node:fs';

/** A part of a page, from the sources. In a bundle there is none of it: scripts/inline-report-assets.ts puts the texts there. */
export function readText(url: string | URL): string {
  return readFileSync(new URL(url), 'utf8');
}
