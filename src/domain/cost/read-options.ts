import type { EstimateRequest } from './estimate-request.ts';
import type { FieldReader } from './field-reader.ts';
import { isByTopic } from './monitoring.ts';
import { defaultOptions, type EstimateOptions } from './options.ts';
import { readCount, readDisk, readNumber, readPrice, readRate, readShare } from './quantities.ts';

// What MSK provisions at all, and the script takes.
const provisionedLeast = 250;
const provisionedMost = 1_000;

/** Everything of a request that is not the workload. */
export function readOptions(request: EstimateRequest, { take, expect, name }: FieldReader): EstimateOptions {
  const { extras, people, constraints, factors, awsFactors } = defaultOptions;
  const model = request.model ?? defaultOptions.model;
  const monitoringLevel = request.monitoringLevel ?? extras.monitoringLevel;
  const provisioned = take(
    'provisionedThroughput',
    request.provisionedThroughput,
    given => readNumber(given, provisionedLeast, provisionedMost, 500),
    undefined,
  );
  expect(
    'provisionedThroughput',
    provisioned === undefined || model === 'aws',
    () => `is for ${name('model')} aws; our own model finds it by itself`,
  );
  expect(
    'monitoringLevel',
    !isByTopic(monitoringLevel) || request.topics !== undefined,
    () => `${monitoringLevel} is charged by topic; say how many there are with ${name('topics')}, such as 100`,
  );
  const utilization = take('utilization', request.utilization, given => readShare(given, 0.1, 1), undefined);
  const diskUtilization = take(
    'diskUtilization',
    request.diskUtilization,
    given => readShare(given, 0.1, 1),
    undefined,
  );
  expect('disk', request.disk === undefined || model !== 'aws', () => {
    return `is for ${name('model')} steward; AWS's rule pays for what is kept, not for a disk`;
  });
  return {
    ...defaultOptions,
    model,
    hoursPerMonth: take('hours', request.hours, given => readCount(given, 1, 744, 730), defaultOptions.hoursPerMonth),
    gigabyte: request.gigabyte ?? defaultOptions.gigabyte,
    commitment: request.commitment ?? defaultOptions.commitment,
    awsProvisionedMibPerSecond: provisioned,
    factors: {
      ...factors,
      utilization: utilization ?? factors.utilization,
      diskUtilization: diskUtilization ?? factors.diskUtilization,
      catchUpFactor: take('catchUp', request.catchUp, given => readNumber(given, 0, 10), factors.catchUpFactor),
      coldReadShare: take('coldReads', request.coldReads, given => readShare(given, 0, 1), factors.coldReadShare),
      controllers: take('controllers', request.controllers, given => readCount(given, 1, 9, 3), factors.controllers),
      brokersPerCluster: take(
        'brokerQuota',
        request.brokerQuota,
        given => readCount(given, 1, 1_000, 60),
        factors.brokersPerCluster,
      ),
    },
    // AWS's workbook uses 1.5 times as much of an Express broker as of a Standard one.
    awsFactors: {
      utilizationStandard: utilization ?? awsFactors.utilizationStandard,
      utilizationExpress: utilization === undefined ? awsFactors.utilizationExpress : Math.min(1, utilization * 1.5),
      diskUtilization: diskUtilization ?? awsFactors.diskUtilization,
    },
    extras: {
      monitoringLevel,
      paidMetricsPerBroker: take(
        'paidMetrics',
        request.paidMetrics,
        given => readCount(given, 0, 1_000_000, 20),
        extras.paidMetricsPerBroker,
      ),
      logBytesPerSecond: take('logs', request.logs, text => readRate(text, 0), extras.logBytesPerSecond),
      logRetentionDays: take(
        'logRetentionDays',
        request.logRetentionDays,
        given => readCount(given, 1, 3_660, 30),
        extras.logRetentionDays,
      ),
      kmsKeys: take('kmsKeys', request.kmsKeys, given => readCount(given, 0, 10_000), extras.kmsKeys),
      snapshotShare: take(
        'snapshotShare',
        request.snapshotShare,
        given => readShare(given, 0, 10),
        extras.snapshotShare,
      ),
      endpoints: take('endpoints', request.endpoints, given => readCount(given, 0, 1_000), extras.endpoints),
    },
    people: {
      ...people,
      ...request.people,
      usdPerHour: take('people', request.people?.usdPerHour, readPrice, people.usdPerHour),
    },
    constraints: {
      allowedOptions: request.options ?? constraints.allowedOptions,
      allowedTypes: request.types,
      maxBrokers: take('maxBrokers', request.maxBrokers, given => readCount(given, 1, 10_000, 30), undefined),
      brokers: take('brokers', request.brokers, given => readCount(given, 1, 1_000, 6), undefined),
      diskGibPerBroker: take('disk', request.disk, readDisk, undefined),
    },
  };
}
