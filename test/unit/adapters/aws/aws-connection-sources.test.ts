import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { awsConnectionSources } from '../../../../src/adapters/aws/aws-connection-sources.ts';

const nowMs = Date.UTC(2026, 10, 1);
const assumedRole = `<AssumeRoleResponse><AssumeRoleResult><Credentials>
  <AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
  <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
const denied = '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>';

let directory: string;
let sts: Server;
const asked: string[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'aws-sources-'));
  const keys = (id: string) => `aws_access_key_id=${id}\naws_secret_access_key=s\n`;
  await writeFile(join(directory, 'credentials'), `[default]\n${keys('AKIDDEFAULT')}[ops]\n${keys('AKIDOPS')}`);
  sts = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => asked.push(body));
    request.on('end', () => {
      const isDenied = asked.at(-1)?.includes('forbidden') === true;
      response.writeHead(isDenied ? 403 : 200, { 'content-type': 'text/xml' }).end(isDenied ? denied : assumedRole);
    });
  });
  await new Promise<void>(resolve => sts.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  sts.close();
  await rm(directory, { recursive: true });
});

beforeEach(() => {
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(directory, 'credentials'));
  vi.stubEnv('AWS_CONFIG_FILE', join(directory, 'absent'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_ENDPOINT_URL_STS', `http://127.0.0.1:${(sts.address() as AddressInfo).port}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const accessKeyOf = async (token: () => Promise<{ readonly value: { reveal(): string } }>) => {
  const { value } = await token();
  const url = new URL(Buffer.from(value.reveal(), 'base64url').toString());
  return url.searchParams.get('X-Amz-Credential')?.split('/')[0];
};

describe('awsConnectionSources', () => {
  test.each([
    [{}, 'AKIDDEFAULT'],
    [{ credentialProfile: 'ops' }, 'AKIDOPS'],
    [{ assumedRole: { arn: 'arn:aws:iam::123456789012:role/ops', sessionName: 'lag' } }, 'AKIDROLE'],
  ])('signs with the credentials that %j names', async (login, accessKey) => {
    const { iam } = awsConnectionSources(() => nowMs);
    expect(await accessKeyOf(iam.tokenSource('eu-west-1', { kind: 'msk-iam', ...login }))).toBe(accessKey);
  });

  test('asks for the role under the session name of the file', async () => {
    const login = { kind: 'msk-iam', assumedRole: { arn: 'arn:r', sessionName: 'lag-check' } } as const;
    await awsConnectionSources(() => nowMs).iam.tokenSource('eu-west-1', login)();
    expect(asked.at(-1)).toContain('RoleSessionName=lag-check');
  });

  test('refuses in one line where the role may not be assumed', async () => {
    const arn = 'arn:aws:iam::123456789012:role/forbidden';
    const token = awsConnectionSources(() => nowMs).iam.tokenSource('eu-west-1', {
      kind: 'msk-iam',
      assumedRole: { arn },
    });
    await expect(token()).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining(`allow sts:AssumeRole on ${arn}`) as unknown,
    });
  });

  test('refuses in one line where a profile is not known', async () => {
    const token = awsConnectionSources(() => nowMs).iam.tokenSource('eu-west-1', {
      kind: 'msk-iam',
      credentialProfile: 'absent',
    });
    await expect(token()).rejects.toMatchObject({
      name: 'AwsRefused',
      message: expect.stringContaining('no AWS credentials were found') as unknown,
    });
  });
});
