/** Imported before a program that is to know the names in a file, where the machine's own resolver cannot be told them. */
import dns from 'node:dns';
import { readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const file = process.env['HOSTS_FILE'] ?? '';
const ask = dns.lookup;

const addressOf = (name: string): string | undefined =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map(line => line.split(' '))
    .find(([, known]) => known === name)?.[0];

dns.lookup = ((name: string, ...rest: unknown[]) =>
  (ask as (...all: unknown[]) => void)(addressOf(name) ?? name, ...rest)) as typeof dns.lookup;
syncBuiltinESMExports();
