import type { CfnCluster } from 'aws-cdk-lib/aws-msk';
import { includedMibPerSecond } from '../../../src/domain/cost/msk-standard-types.ts';
import type { ComparisonConfig } from '../../config/comparison-config.ts';
import {
  choicesOfExpress,
  choicesOfStandard,
  type KafkaSettings,
  settingsBeside,
} from '../../config/kafka-settings.ts';

/** Kinds of cluster whose brokers one chooses. */
export type ProvisionedKind = 'msk' | 'msk-express';

/** What differs between Standard and Express. */
interface BrokersOfKind {
  readonly kafkaVersion: string;
  readonly instanceType: string;
  readonly settings: KafkaSettings;
  /** Express has storage without end, and refuses to be told of any. */
  readonly storageInfo: CfnCluster.StorageInfoProperty | undefined;
  /** Only Express moves partitions by itself. */
  readonly rebalancing: CfnCluster.RebalancingProperty | undefined;
}

export const brokersOfKind = (config: ComparisonConfig, kind: ProvisionedKind): BrokersOfKind => {
  const { kafkaVersion, types } = config;
  switch (kind) {
    case 'msk':
      return {
        kafkaVersion: kafkaVersion.msk,
        instanceType: types.msk,
        settings: settingsBeside(choicesOfStandard),
        storageInfo: { ebsStorageInfo: ebsStorage(config) },
        rebalancing: undefined,
      };
    case 'msk-express':
      return {
        kafkaVersion: kafkaVersion.express,
        instanceType: types.express,
        settings: settingsBeside(choicesOfExpress),
        storageInfo: undefined,
        rebalancing: { status: 'ACTIVE' },
      };
  }
};

const ebsStorage = ({
  storageGibibytes,
  volumeThroughputMebibytes,
}: ComparisonConfig): CfnCluster.EBSStorageInfoProperty => ({
  volumeSize: storageGibibytes,
  provisionedThroughput:
    volumeThroughputMebibytes > includedMibPerSecond
      ? { enabled: true, volumeThroughput: volumeThroughputMebibytes }
      : undefined,
});
