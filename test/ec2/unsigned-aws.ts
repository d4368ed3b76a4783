/** Requests of the test itself to services that the project has no client for. The emulator goes by the name in the credential alone. */
const ask = async (endpoint: string, service: string, path: string, body?: string): Promise<string> => {
  const scope = `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request`;
  const response = await fetch(`${endpoint}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: scope,
      'content-type': service === 'ec2' ? 'application/x-www-form-urlencoded' : 'text/xml',
    },
    body,
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${service}: ${answer.slice(0, 300)}`);
  return answer;
};

const firstOf = (xml: string, element: string): string => {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  if (found === undefined) throw new Error(`no ${element} in ${xml.slice(0, 300)}`);
  return found;
};

const ec2 = (endpoint: string, parameters: Readonly<Record<string, string>>): Promise<string> =>
  ask(endpoint, 'ec2', '/', new URLSearchParams({ Version: '2016-11-15', ...parameters }).toString());

export const runInstance = async (endpoint: string): Promise<string> =>
  firstOf(
    await ec2(endpoint, { Action: 'RunInstances', ImageId: 'ami-0', MinCount: '1', MaxCount: '1' }),
    'instanceId',
  );

export const terminateInstance = async (endpoint: string, instanceId: string): Promise<void> => {
  await ec2(endpoint, { Action: 'TerminateInstances', 'InstanceId.1': instanceId });
};

export const createVolume = async (endpoint: string, zoneName: string): Promise<string> =>
  firstOf(await ec2(endpoint, { Action: 'CreateVolume', AvailabilityZone: zoneName, Size: '1' }), 'volumeId');

export const tagVolume = async (endpoint: string, volumeId: string, key: string, value: string): Promise<void> => {
  await ec2(endpoint, { Action: 'CreateTags', 'ResourceId.1': volumeId, 'Tag.1.Key': key, 'Tag.1.Value': value });
};

export const tagsOf = async (endpoint: string, volumeId: string): Promise<Readonly<Record<string, string>>> => {
  const xml = await ec2(endpoint, { Action: 'DescribeVolumes', 'VolumeId.1': volumeId });
  const tags = xml.matchAll(/<key>([^<]*)<\/key>\s*<value>([^<]*)<\/value>/g);
  return Object.fromEntries([...tags].map(([, key = '', value = '']) => [key, value]));
};

const route53 = '/2013-04-01/hostedzone';

export const createZone = async (endpoint: string, domain: string): Promise<string> => {
  const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${domain}</Name><CallerReference>${domain}</CallerReference></CreateHostedZoneRequest>`;
  return firstOf(await ask(endpoint, 'route53', route53, body), 'Id').replace('/hostedzone/', '');
};

/** Name to address, of the A records. */
export const recordsOf = async (endpoint: string, zoneId: string): Promise<ReadonlyMap<string, string>> => {
  const xml = await ask(endpoint, 'route53', `${route53}/${zoneId}/rrset`);
  const sets = [...xml.matchAll(/<ResourceRecordSet>.*?<\/ResourceRecordSet>/gs)].map(([set]) => set);
  return new Map(
    sets
      .filter(set => firstOf(set, 'Type') === 'A')
      .map(set => [firstOf(set, 'Name').replace(/\.$/, ''), firstOf(set, 'Value')]),
  );
};
