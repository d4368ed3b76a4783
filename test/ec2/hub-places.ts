import { join } from 'node:path';

/** Where the hub is, and what it reads. */
export const hubPlaces = (directory: string) => ({
  address: '10.66.0.1',
  awsPort: 4566,
  awsSocket: join(directory, 'aws.sock'),
  factsOf: (address: string): string => join(directory, `instance-${address}.json`),
});
