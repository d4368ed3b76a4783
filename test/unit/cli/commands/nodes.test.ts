import { describe, expect, it } from 'vitest';
import type { NodeStatusReport } from '../../../../src/domain/nodes/status-report.ts';
import { nodeScene, threeCombined } from '../../../builders/node-scene.ts';
import { fakeShell, runCli, worldWith } from '../fake-shell.ts';

function openScene(shape = threeCombined) {
  const scene = nodeScene(shape);
  const { target, health, readRights } = scene.world;
  const opened: string[] = [];
  const acls = { readAclRights: readRights } as never;
  const cluster = { readTarget: async () => target, health, acls };
  const world = {
    ...worldWith(cluster, scene.runs),
    openNodes: async (place: string) => {
      opened.push(place);
      return scene.world.nodes;
    },
  };
  const steward = async (args: readonly string[], answer?: string) => {
    const shell = fakeShell({ cwd: '/here', ...(answer === undefined ? {} : { answer }) });
    // The nodes live by the clock of the shell.
    const { sleep } = shell;
    const living = Object.assign(shell, {
      sleep: async (ms: number) => {
        await sleep(ms);
        scene.clock.nowMs += ms;
      },
    });
    return await runCli(args, world, living);
  };
  const nodes = async (args: readonly string[], answer?: string) => await steward(['nodes', ...args], answer);
  return { ...scene, steward, nodes, opened };
}

const on = ['-b', 'broker:9092', '--nodes', 'ec2:orders'];

describe('nodes status', () => {
  it('shows each node, and that one may be taken out', async () => {
    const { nodes, opened } = openScene();
    const { exitCode, stdout } = await nodes(['status', ...on]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/broker 1 +zone-1 +up +1 +3 of 3 +machine 1 of 1 +active controller/);
    expect(stdout).toContain('all 8 gates are open: a node may be taken out');
    expect(opened).toEqual(['ec2:orders']);
  });

  it('shows what is down and which gate is shut, with exit code 6 where that is asked for', async () => {
    const { nodes, cluster } = openScene();
    cluster.stop(2);
    const told = await nodes(['list', ...on, '--fail-on', 'shut']);
    expect(told.exitCode).toBe(6);
    expect(told.stdout).toMatch(/broker 2 +zone-2 +down/);
    expect(told.stdout).toContain('shut: broker 2 is not running');
    const report = JSON.parse((await nodes(['status', ...on, '--json'])).stdout) as NodeStatusReport;
    expect(report.nodes[1]).toMatchObject({ nodeId: 2, registration: 'fenced', replicasInSync: 0 });
    expect((await nodes(['status', ...on])).exitCode).toBe(0);
  });

  it('tells what cannot be asked', async () => {
    const { nodes, cluster } = openScene();
    cluster.nodes.get(3)!.problem = 'its agent is gone';
    const { stdout } = await nodes(['status', ...on]);
    expect(stdout).toMatch(/broker 3 +zone-3 +unknown/);
    expect(stdout).toContain('its agent is gone');
  });

  it.each([
    [['-b', 'broker:9092'], 'nothing says who runs the nodes'],
    [['-b', 'broker:9092', '--nodes', 'gcp:orders'], '--nodes gcp:orders names no nodes'],
    [['-b', 'broker:9092', '--nodes', 'ec2:'], '--nodes ec2: names no nodes'],
    [['-b', 'broker:9092', '--nodes', 'ec2:Bad_Name'], '--nodes ec2:Bad_Name: the name is not up to 24 small letters'],
  ])('refuses %j', async (flags, sentence) => {
    const { exitCode, stderr } = await openScene().nodes(['status', ...flags]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it('takes the nodes of the local cluster where that one is meant', async () => {
    const { nodes, opened } = openScene();
    await nodes(['status', '--cluster', 'local']);
    await nodes(['status', '-b', 'broker:9092', '--nodes', 'local:there']);
    expect(opened).toEqual(['local:/here/.kafka-steward/local', 'local:/here/there']);
  });
});

describe('nodes restart', () => {
  it('shows in which order, and touches nothing', async () => {
    const { nodes, cluster } = openScene();
    const { exitCode, stdout } = await nodes(['restart', ...on, '--all']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('1. restart broker 2: process 1 ends');
    expect(stdout).toContain('3. restart broker 1: process 1 ends');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'about 6 min at 1 min each and 1 min to soak; nothing was changed',
    );
    expect(cluster.state.mostOut).toBe(0);
  });

  it('restarts on a yes, tells how it goes, and what came of it', async () => {
    const { nodes, cluster } = openScene();
    const { exitCode, stdout, stderr } = await nodes(['restart', ...on, '--node', '2', '--apply'], 'yes');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('broker 2: restarting it\n');
    expect(stdout).toContain('broker 2 is back as another process, in sync');
    expect(stdout).toContain('done: every node is back and in sync');
    expect(cluster.nodes.get(2)?.process).toBe(2);
  });

  it('touches nothing on a no', async () => {
    const { nodes, cluster } = openScene();
    expect((await nodes(['restart', ...on, '--node', '2', '--apply'], 'no')).exitCode).toBe(3);
    expect(cluster.state.mostOut).toBe(0);
  });

  it('ends with exit code 5 at a node that does not come back, and says which is where', async () => {
    const { nodes, cluster, steward, opened } = openScene();
    cluster.state.neverBack.add(2);
    const flags = ['--all', '--soak', '0s', '--back-within', '90s', '--apply', '--yes'];
    const { exitCode, stdout } = await nodes(['restart', ...on, ...flags]);
    expect(exitCode).toBe(5);
    expect(stdout).toContain('broker 2: taken out, not seen back');
    expect(stdout).toContain('broker 3: not touched');
    expect(stdout).toContain('broker 1: not touched');
    expect(stdout).toContain('stopped half way: no further node was touched');
    const runId = /runs resume (\S+)/.exec(stdout)?.[1] ?? '';
    cluster.state.neverBack.clear();
    // Which nodes they are is in the run itself.
    expect(await steward(['runs', 'resume', runId, '-b', 'broker:9092', '--yes'])).toMatchObject({ exitCode: 0 });
    expect(new Set(opened)).toEqual(new Set(['ec2:orders']));
    expect([...cluster.nodes.values()].map(({ process }) => process)).toEqual([2, 2, 2]);
  });

  it.each([[[]], [['--all', '--node', '1']], [['--role', 'broker', '--all']]])(
    'refuses %j: which nodes has to be said once',
    async flags => {
      const { exitCode, stderr } = await openScene().nodes(['restart', ...on, ...flags]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('say which nodes: --node ID, --role ROLE or --all');
    },
  );

  it.each([
    [['--node', 'one'], 'whole number'],
    [['--all', '--soak', '5'], 'a time with its unit'],
    [['--role', 'observer'], 'Allowed choices are broker, controller'],
  ])('refuses %j', async (flags, sentence) => {
    const { exitCode, stderr } = await openScene().nodes(['restart', ...on, ...flags]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
  });
});

describe('nodes replace', () => {
  it('shows which machine goes, and replaces it on a yes', async () => {
    const { nodes, cluster } = openScene();
    const looked = await nodes(['replace', ...on, '--node', '3']);
    expect(looked.stdout).toContain('1. replace broker 3: machine 1 of 3 ends');
    const { exitCode, stdout } = await nodes(['replace', ...on, '--node', '3', '--apply', '--yes']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('broker 3 is back on another machine, in sync');
    expect(cluster.nodes.get(3)?.machine).toBe(2);
  });
});
