import { readFile, rm } from 'node:fs/promises';
import { javaClientProperties } from '../../../domain/local/client-properties.ts';
import { renderProperties } from '../../../domain/local/node-properties.ts';
import { parsePointerValue } from '../../../domain/scram/secret-value.ts';
import { Secret } from '../../../domain/secret.ts';
import { replaceDurably, unlessMissing } from '../durable-file.ts';
import { pathOf, type StoredSecret } from './secret-files.ts';

/**
 * Keeps `<name>.properties` beside a pointer secret: what is AWSCURRENT, as Java clients and this product read it. It is
 * replaced as a whole, and only when it changes, so that a client can watch it.
 */
export async function writePointerProperties(directory: string, secret: StoredSecret, caPath?: string): Promise<void> {
  const path = propertiesPathOf(directory, secret.name);
  const text = propertiesOf(secret, caPath);
  if (text === undefined) await rm(path, { force: true });
  else if (text !== (await unlessMissing(path, readFile(path, 'utf8')))) await replaceDurably(path, text);
}

/** Where the client.properties of a secret on this machine is. */
export function propertiesPathOf(directory: string, name: string): string {
  return pathOf(directory, name, '.properties');
}

/** Undefined for what is no pointer, such as a slot secret. */
function propertiesOf({ versions }: StoredSecret, caPath: string | undefined): string | undefined {
  const current = versions.find(({ labels }) => labels.includes('AWSCURRENT'));
  const parsed = parsePointerValue(new Secret(current?.value ?? ''));
  if (parsed.kind === 'wrong') return undefined;
  const { bootstrapServers, username, mechanism } = parsed.value;
  if (bootstrapServers === undefined) return undefined;
  const password = parsed.value.password.reveal();
  const profile = { bootstrapServers, security: 'scram', username, password, mechanism, caPath } as const;
  return renderProperties(javaClientProperties(profile));
}
