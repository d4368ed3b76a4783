import { aws, type Cover, type Duty, duty, kafkaDocs, mskGuide, restarts, shared, you } from './duty.ts';

const describes: Cover = { commands: ['clusters describe'], runbooks: [] };
const restartsAfter: Cover = { ...restarts, commands: [...describes.commands, ...restarts.commands] };
const listsGroups: Cover = { commands: ['groups list'], runbooks: [] };
const serverless = mskGuide('serverless');
const versions = mskGuide('supported-kafka-versions');
const clientVersions =
  'https://cwiki.apache.org/confluence/display/KAFKA/KIP-896%3A+Remove+old+client+protocol+API+versions+in+Kafka+4.0';

/** Kafka itself: its versions, its settings, and what speaks to it. */
export const softwareDuties: readonly Duty[] = [
  duty('upgrades', {
    'msk-standard': shared(
      'you choose the version and the hour, AWS goes from broker to broker; there is no way back, and at the end of support AWS upgrades',
      versions,
      describes,
    ),
    'msk-express': shared(
      'you choose the version and the hour, AWS goes from broker to broker; there is no way back, and new versions come later',
      versions,
      describes,
    ),
    'msk-serverless': aws('AWS chooses the version and when it changes', serverless),
    ec2: you(
      'every node in turn, then the version of the metadata; after that the way back is narrow',
      kafkaDocs('upgrade'),
      restartsAfter,
    ),
  }),
  duty('security-patches', {
    'msk-standard': aws('come with the patches of brokers', mskGuide('patching-impact')),
    'msk-express': aws('come with the updates of brokers', mskGuide('patching-impact')),
    'msk-serverless': aws('nothing of it is seen', serverless),
    ec2: you(
      'somebody reads the list, and upgrades; until then the hole is open and known',
      'https://kafka.apache.org/cve-list',
      restarts,
    ),
  }),
  duty('settings', {
    'msk-standard': shared(
      'you write a revision, AWS restarts the brokers with it; some settings cannot be had, and unclean elections are on unless you turn them off',
      mskGuide('msk-default-configuration'),
      describes,
    ),
    'msk-express': shared(
      'few settings are yours; replicas, acknowledgements and threads are fixed',
      mskGuide('msk-configuration-express-read-write'),
      describes,
    ),
    'msk-serverless': aws('brokers have no settings of yours, topics a handful', mskGuide('serverless-config')),
    ec2: you(
      'all settings are yours, each on every node; a wrong one is found at the next restart',
      kafkaDocs('dynamicbrokerconfigs'),
      restartsAfter,
    ),
  }),
  duty('clients', {
    'msk-standard': you(
      'clients have to retry through each restart of a broker, and speak versions its Kafka still knows',
      mskGuide('bestpractices-kafka-client'),
      listsGroups,
    ),
    'msk-express': you(
      'clients have to retry through each restart of a broker, and bear being throttled at its quota',
      mskGuide('bestpractices-express'),
      listsGroups,
    ),
    'msk-serverless': you(
      'clients need a login by IAM, which not every language has',
      mskGuide('configure-clients-for-iam-access-control'),
      listsGroups,
    ),
    ec2: you(
      'Kafka 4 refuses clients of before 2.1: who is left behind by an upgrade you find out yourself',
      clientVersions,
      listsGroups,
    ),
  }),
];
