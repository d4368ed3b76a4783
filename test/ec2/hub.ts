/**
 * What the network of the instances offers: their metadata, their names and the way to AWS. A process of its own, since a
 * process is in one network only; what it tells it reads from files and from the emulator, over a socket in the file system.
 */
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { recordsOf } from './cluster-requests.ts';
import { hubPlaces } from './hub-places.ts';
import { instanceMetadata } from './instance-metadata.ts';
import type { InstanceFacts } from './machines.ts';
import { nameServer } from './name-server.ts';

const [directory = '', zoneId = ''] = process.argv.slice(2);
const places = hubPlaces(directory);

const factsOf = async (address: string): Promise<InstanceFacts> =>
  JSON.parse(await readFile(places.factsOf(address), 'utf8')) as InstanceFacts;

const listening = [
  new Promise<void>(resolve =>
    createServer(socket => {
      const aws = connect(places.awsSocket);
      socket.pipe(aws).pipe(socket);
      for (const end of [socket, aws]) end.on('error', () => [socket, aws].forEach(each => each.destroy()));
    }).listen(places.awsPort, places.address, resolve),
  ),
  new Promise<void>(resolve =>
    instanceMetadata(({ remoteAddress = '' }) => factsOf(remoteAddress)).listen(80, '169.254.169.254', resolve),
  ),
  new Promise<void>(resolve =>
    nameServer(() => recordsOf(`http://${places.address}:${places.awsPort}`, zoneId)).bind(53, places.address, resolve),
  ),
];
await Promise.all(listening);
console.log('ready');
