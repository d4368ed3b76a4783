import { loopbackAddresses } from './loopback-addresses.ts';
import type { Machines, Surroundings } from './machines.ts';
import { networkNamespaces } from './network-namespaces.ts';
import { runProcess } from './run-process.ts';

export interface MachineKind {
  readonly make: (surroundings: Surroundings) => Promise<Machines>;
  /** Folders of tools that the machines of this kind need besides. */
  readonly tools: readonly string[];
}

export const onLoopback: MachineKind = { make: loopbackAddresses, tools: ['directory-tools'] };

const inNamespaces: MachineKind = { make: networkNamespaces, tools: [] };

/** Real networks and volumes where we may make them, which is as root on Linux; else directories on loopback addresses. */
export async function bestMachines(): Promise<MachineKind> {
  const mayUnshare = await succeeds('unshare', '--net', '--mount', '--pid', '--fork', '--mount-proc', 'true');
  if (!mayUnshare || !(await succeeds('losetup', '--find'))) return onLoopback;
  if (!(await succeeds('mkfs.xfs', '-V'))) {
    throw new Error('this machine may make volumes of its own and has no mkfs.xfs; install xfsprogs');
  }
  return inNamespaces;
}

const succeeds = async (command: string, ...args: readonly string[]): Promise<boolean> =>
  await runProcess(command, args).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
