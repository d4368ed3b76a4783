/** Writes dist/nodes/kafka-node.tar.gz and its SHA-256: what the nodes of a cluster on EC2 run, for the stack to put into its bucket. */
import { join } from 'node:path';
import { packNodeArtifact } from './pack-node-artifact.ts';

const directory = join(import.meta.dirname, '../../dist/nodes');
const { path, sha256 } = await packNodeArtifact(directory, message => console.error(message));
console.log(`${path}\nSHA-256 ${sha256}`);
