import { describe, expect, it } from 'vitest';
import { nodeRequestOf } from '../../../../lambdas/nodes/request.ts';

const read = nodeRequestOf('shop-ec2', 900);

describe('a request for nodes', () => {
  it.each([
    [{ nodes: [2, 3] }, { kind: 'named', nodeIds: [2, 3] }],
    [{ role: 'broker' }, { kind: 'role', role: 'broker' }],
    [{ all: true }, { kind: 'all' }],
  ])('reads %j with usual care', async (asked, choice) => {
    expect(await read(asked)).toEqual({
      kind: 'change',
      asked,
      request: {
        choice,
        nodes: 'ec2:shop-ec2',
        soakMs: 60_000,
        returnWithinMs: 900_000,
        elects: true,
        acceptedTopics: [],
      },
    });
  });

  it('reads how careful it is to be', async () => {
    const care = { soakSeconds: 0, backWithinSeconds: 60, acceptOutage: ['metrics'], election: false };
    expect(await read({ all: true, ...care })).toMatchObject({
      request: { soakMs: 0, returnWithinMs: 60_000, acceptedTopics: ['metrics'], elects: false },
    });
  });

  it('reads an undo, which will say that there is none', async () => {
    expect(await read({ undo: 'run-1' })).toEqual({ kind: 'undo', runId: 'run-1', asked: { undo: 'run-1' } });
  });

  it.each([
    [undefined, 'it is no object such as {"nodes": [2]}'],
    [[2], 'it is no object such as {"nodes": [2]}'],
    [{}, 'it has to have one of nodes, role and all'],
    [{ nodes: [1], all: true }, 'it has to have one of nodes, role and all'],
    [{ nodes: [] }, 'nodes has to be at least 1 entry'],
    [{ nodes: ['1'] }, 'nodes[0] has to be a number'],
    [{ role: 'observer' }, 'role has to be "broker" or "controller"'],
    [{ all: true, soakSeconds: -1, pause: 3 }, 'has no field "pause"'],
    [{ undo: '../x' }, 'undo is no id of a run'],
  ])('refuses %j', async (asked, sentence) => {
    await expect(read(asked)).rejects.toMatchObject({
      name: 'InputInvalid',
      message: expect.stringContaining(sentence) as string,
    });
  });
});
