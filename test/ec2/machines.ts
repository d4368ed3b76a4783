import type { ChildProcess } from 'node:child_process';
import type { Ended } from './run-process.ts';

/** What an instance says of itself by its metadata service. */
export interface InstanceFacts {
  readonly instanceId: string;
  readonly zoneName: string;
  readonly zoneId: string;
  readonly address: string;
  /** Where the launch template lets its instances see them. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where the root of an instance is, and how something is run there. */
export interface Machine {
  readonly root: string;
  run(command: string, args: readonly string[]): Promise<Ended>;
  start(command: string, args: readonly string[]): ChildProcess;
  /** At once and without a word, as an instance that is terminated by its host. */
  kill(): Promise<void>;
}

export interface InstanceRequest {
  readonly facts: InstanceFacts;
  /** A number of its own for each slot, 1 to 200. */
  readonly slot: number;
  /** The volumes of which the instance sees the device once they are attached. */
  readonly volumeIds: readonly string[];
}

/** Machines that play instances, and the network between them. Two ways to make them pass the same tests. */
export interface Machines {
  /** The address a new instance of a slot has; another one each time. */
  newAddress(slot: number): string;
  /** Makes the device of a volume; once more, and what was on it is lost. */
  makeVolume(volumeId: string): Promise<void>;
  /** By a GiB, under whatever is mounted from it, as an instance sees it when AWS has done that. */
  growVolume(volumeId: string): Promise<void>;
  launch(request: InstanceRequest): Promise<Machine>;
  /** A machine that is no instance and knows the cluster's names, for clients. */
  readonly client: Machine;
  /** Takes the network away from an instance, and gives it back. */
  setLink(slot: number, state: 'up' | 'down'): Promise<void>;
  remove(): Promise<void>;
}

/** What machines are made of. */
export interface Surroundings {
  readonly directory: string;
  readonly awsEndpoint: string;
  /** The hosted zone that has the names. */
  readonly zoneId: string;
  /** For everything that runs on a machine, besides what names AWS. */
  readonly environment: Readonly<Record<string, string>>;
}
