import { prepareConsumerGroupsCommand } from './consumer-groups/prepare.ts';
import type { Arena, Contestant, Skipped } from './contestant.ts';
import { prepareFranzGo } from './franz-go/prepare.ts';
import { prepareJavaAdmin } from './java-admin/prepare.ts';
import { prepareKafkajs } from './kafkajs/prepare.ts';
import { preparePlatformatic } from './platformatic/prepare.ts';
import { prepareStewardReader } from './steward/prepare.ts';
import { prepareStewardCli } from './steward/prepare-cli.ts';

/** Every client the bench knows, built and ready, or why not. */
export async function prepareContestants(arena: Arena): Promise<readonly (Contestant | Skipped)[]> {
  return [
    await prepareStewardReader(arena),
    prepareStewardCli(arena),
    prepareFranzGo(arena),
    prepareJavaAdmin(arena),
    await preparePlatformatic(arena),
    await prepareKafkajs('parallel', arena),
    await prepareKafkajs('sequential', arena),
    prepareConsumerGroupsCommand(arena),
  ];
}
