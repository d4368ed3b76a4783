import { tellFailure } from '../cli/failure.ts';
import { leaveProcess, openProcessShell } from '../cli/process-shell.ts';
import { checkGivenCluster } from './given-cluster.ts';
import { playStory } from './story.ts';

const shell = openProcessShell();
const given = shell.env['KAFKA_BOOTSTRAP_SERVERS'] ?? '';

try {
  await leaveProcess(given === '' ? await playStory(shell) : await checkGivenCluster(shell));
} catch (error) {
  await leaveProcess(tellFailure(error, shell, { json: false, debug: process.argv.includes('--debug') }));
}
