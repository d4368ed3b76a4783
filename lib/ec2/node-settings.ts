import { clusterSettings, type KafkaSettings } from '../config/kafka-settings.ts';

/** What a node's script says itself, with these very values, whatever it is given: a settings file that says it too is refused. */
export const settingsOfTheScript: KafkaSettings = {
  'allow.everyone.if.no.acl.found': 'false',
  'controlled.shutdown.enable': 'true',
};

/** What all clusters of a comparison share, as a node takes it. */
export const nodeSettings = (): KafkaSettings =>
  Object.fromEntries(Object.entries(clusterSettings).filter(([name]) => !(name in settingsOfTheScript)));
