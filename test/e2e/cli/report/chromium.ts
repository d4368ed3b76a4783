import { access } from 'node:fs/promises';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** A real Chromium: the one of CHROMIUM_PATH, else the one that comes as a development dependency. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? (await sparticuz.executablePath());
  await access(executablePath);
  // Inside a container there is often no user name space to sandbox with; the only page it sees is ours.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
  // Started without a locale, as on a bare server: a test that wants one asks for it.
  return chromium.launch({ executablePath, args, headless: true, env: { ...process.env, LANG: 'C', LC_ALL: 'C' } });
}
