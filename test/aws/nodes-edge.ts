import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

interface SentCommand {
  readonly id: string;
  readonly document: string;
  readonly comment: string;
  readonly instanceId: string;
  status: string;
  output: string;
}

interface PlayedInstance {
  readonly nodeId: number;
  readonly role: string;
  readonly zone: string;
  readonly instanceId: string;
}

/** The machines behind the edges. */
export interface PlayedMachines {
  /** One of each group. */
  readonly list: () => Promise<readonly PlayedInstance[]>;
  readonly run: (action: string, instanceId: string) => Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Ends it and has another one launched in its place. */
  readonly terminate: (instanceId: string) => Promise<void>;
}

/**
 * Systems Manager and Auto Scaling as far as nodes are looked after by them: commands of the node's document, groups by
 * their tags, instances that are ended and launched anew.
 */
export const startNodesEdge = async (cluster: string, machines: PlayedMachines) => {
  const commands: SentCommand[] = [];
  /** Instances whose agent is gone, and actions that fail or stay under way. */
  const state = { agentless: new Set<string>(), failing: new Set<string>(), slow: new Set<string>() };

  const carryOut = async (command: SentCommand, action: string): Promise<void> => {
    if (state.slow.has(action)) return;
    const { exitCode, output } = state.failing.has(action)
      ? { exitCode: 1, output: `kafka-node: it cannot ${action}\n` }
      : await machines.run(action, command.instanceId);
    Object.assign(command, { output, status: exitCode === 0 ? 'Success' : 'Failed' });
  };
  const send: Answer = async body => {
    const { DocumentName, Comment, InstanceIds, Targets, Parameters } = body as {
      DocumentName: string;
      Comment: string;
      InstanceIds?: string[];
      Targets?: { Key: string; Values: string[] }[];
      Parameters: { action: [string] };
    };
    const [action] = Parameters.action;
    const all = (await machines.list()).map(({ instanceId }) => instanceId);
    const isTagged = Targets?.[0]?.Key === 'tag:kafka-steward:cluster' && Targets[0].Values[0] === cluster;
    const wanted = InstanceIds ?? (isTagged ? all.filter(id => !state.agentless.has(id)) : []);
    if (wanted.some(id => state.agentless.has(id) || !all.includes(id))) throw refusal('InvalidInstanceId');
    const id = crypto.randomUUID();
    for (const instanceId of wanted) {
      const sent = { id, document: DocumentName, comment: Comment, instanceId, status: 'InProgress', output: '' };
      commands.push(sent);
      void carryOut(sent, action);
    }
    return { Command: { CommandId: id, TargetCount: wanted.length } };
  };
  const list: Answer = async body => {
    await Promise.resolve();
    const { CommandId, Filters = [] } = body as { CommandId?: string; Filters?: { key: string; value: string }[] };
    const status = Filters.find(({ key }) => key === 'Status')?.value;
    const found = commands.filter(
      each => (CommandId ?? each.id) === each.id && (status ?? each.status) === each.status,
    );
    return {
      CommandInvocations: found.map(each => ({
        CommandId: each.id,
        InstanceId: each.instanceId,
        DocumentName: each.document,
        Comment: each.comment,
        Status: each.status,
        CommandPlugins: [{ Name: 'node', Output: each.output }],
      })),
    };
  };
  const ssm = await startJsonServer(
    new Map([
      ['SendCommand', send],
      ['ListCommandInvocations', list],
    ]),
  );
  const autoScaling = await startQueryServer(async parameters => {
    const instances = await machines.list();
    if (parameters.get('Action') === 'DescribeAutoScalingGroups') {
      const isAsked = parameters.get('Filters.member.1.Values.member.1') === cluster;
      return groupsXml(cluster, isAsked ? instances : []);
    }
    const ended = instances.find(({ instanceId }) => instanceId === parameters.get('InstanceId'));
    if (ended === undefined) return undefined;
    state.agentless.delete(ended.instanceId);
    await machines.terminate(ended.instanceId);
    return '<TerminateInstanceInAutoScalingGroupResponse><TerminateInstanceInAutoScalingGroupResult/></TerminateInstanceInAutoScalingGroupResponse>';
  });
  return {
    ...{ ssm, autoScaling, commands, state },
    /** For processes that find AWS by their environment. */
    environment: {
      AWS_ENDPOINT_URL_SSM: ssm.clientConfig.endpoint,
      AWS_ENDPOINT_URL_AUTO_SCALING: autoScaling.clientConfig.endpoint,
    },
    stop: () => {
      ssm.stop();
      autoScaling.stop();
    },
  };
};

const refusal = (name: string): Error => Object.assign(new Error(`${name} here`), { name });

type Answer = (body: Readonly<Record<string, unknown>>) => Promise<object>;

/** The JSON protocol, with answers by the name of the call. */
const startJsonServer = async (answers: ReadonlyMap<string, Answer>) => {
  const calls: string[] = [];
  const server = createServer((incoming, response) => {
    const respond = (status: number, told: unknown) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(told));
    void (async () => {
      const name = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
      calls.push(name);
      try {
        respond(200, await answers.get(name)?.(JSON.parse(await text(incoming)) as Record<string, unknown>));
      } catch (error) {
        const { name: __type, message } = error as Error;
        respond(400, { __type, message });
      }
    })();
  });
  return { calls, ...(await listenLocally(server)) };
};

/** The query protocol: a form in, XML out; undefined is refused. */
const startQueryServer = async (answer: (parameters: URLSearchParams) => Promise<string | undefined>) => {
  const calls: string[] = [];
  const server = createServer((incoming, response) => {
    void (async () => {
      const parameters = new URLSearchParams(await text(incoming));
      calls.push(parameters.get('Action') ?? '');
      const told = await answer(parameters);
      const refused =
        '<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Instance Id not found</Message></Error></ErrorResponse>';
      response.writeHead(told === undefined ? 400 : 200, { 'content-type': 'text/xml' }).end(told ?? refused);
    })();
  });
  return { calls, ...(await listenLocally(server)) };
};

const listenLocally = async (server: ReturnType<typeof createServer>) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the edge has no port');
  return {
    clientConfig: {
      endpoint: `http://127.0.0.1:${address.port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const groupsXml = (cluster: string, instances: readonly PlayedInstance[]): string => {
  const tag = (key: string, value: string) => `<member><Key>kafka-steward:${key}</Key><Value>${value}</Value></member>`;
  const members = instances.map(
    ({ nodeId, role, zone, instanceId }) =>
      `<member><AutoScalingGroupName>node-${nodeId}</AutoScalingGroupName><Instances><member><InstanceId>${instanceId}</InstanceId><AvailabilityZone>${zone}</AvailabilityZone><LifecycleState>InService</LifecycleState></member></Instances><Tags>${tag('cluster', cluster)}${tag('node-id', String(nodeId))}${tag('role', role)}</Tags></member>`,
  );
  return `<DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult><AutoScalingGroups>${members.join('')}</AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`;
};
