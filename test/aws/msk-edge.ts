import { once } from 'node:events';
import { createServer } from 'node:http';

/** What the MSK control plane is to say of each cluster, by ARN. */
export type MskClusters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The two calls of MSK's API that say where a cluster is: GetBootstrapBrokers (v1) and DescribeClusterV2. Emulators hand
 * out brokers of their own or none; this one hands out real ones. Point AWS_ENDPOINT_URL_KAFKA at it.
 */
export const startMskEdge = async (clusters: MskClusters) => {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://edge').pathname);
    calls.push(`${request.method ?? ''} ${path}`);
    const [status, body] = answerTo(path, clusters);
    const type = status === 200 ? {} : { 'x-amzn-errortype': 'NotFoundException' };
    response.writeHead(status, { 'content-type': 'application/json', ...type }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the edge has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    calls,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

const answerTo = (path: string, clusters: MskClusters): readonly [number, unknown] => {
  const [, version, arn = ''] = /^\/(v1|api\/v2)\/clusters\/(arn:.+?)(?:\/bootstrap-brokers)?$/.exec(path) ?? [];
  const strings = clusters[arn];
  if (strings === undefined) return [404, { message: `The cluster ${arn} does not exist.` }];
  if (version === 'v1') return [200, strings];
  const clusterName = arn.split('/')[1];
  return [200, { clusterInfo: { clusterArn: arn, clusterName, clusterType: 'PROVISIONED', state: 'ACTIVE' } }];
};
