import type { EdgeRequest } from './edge-server.ts';
import { startEdge } from './edge-server.ts';

interface Listed {
  readonly serviceCode: string;
  readonly product: { readonly productFamily?: string; readonly attributes: Readonly<Record<string, string>> };
}

interface Filter {
  readonly Type: string;
  readonly Field: string;
  readonly Value: string;
}

/** GetProducts over products as AWS answers them, which are texts. Point AWS_ENDPOINT_URL_PRICING at it. */
export const startPricingEdge = async (products: readonly string[], { pageSize = 100 } = {}) => {
  const listed = products.map(text => ({ text, ...(JSON.parse(text) as Listed) }));
  const pages: { readonly serviceCode: string; readonly maxResults: number }[] = [];
  const answer = ({ body }: EdgeRequest) => {
    const { ServiceCode, Filters, NextToken, MaxResults } = body as {
      readonly ServiceCode: string;
      readonly Filters: readonly Filter[];
      readonly NextToken?: string;
      readonly MaxResults: number;
    };
    pages.push({ serviceCode: ServiceCode, maxResults: MaxResults });
    const fits = ({ product: { attributes } }: Listed, { Type, Field, Value }: Filter) =>
      Type === 'TERM_MATCH' && attributes[Field] === Value;
    const found = listed.filter(one => one.serviceCode === ServiceCode && Filters.every(filter => fits(one, filter)));
    const from = NextToken === undefined ? 0 : Number(NextToken.replace('page-', ''));
    const to = from + Math.min(pageSize, MaxResults);
    const next = to < found.length ? { NextToken: `page-${to}` } : {};
    return {
      status: 200,
      body: { FormatVersion: 'aws_v1', PriceList: found.slice(from, to).map(({ text }) => text), ...next },
      headers: { 'content-type': 'application/x-amz-json-1.1' },
    };
  };
  const edge = await startEdge({
    nameOf: ({ headers }) => String(headers['x-amz-target']).split('.')[1] ?? '',
    answer,
    throttled: { status: 400, body: { __type: 'ThrottlingException', Message: 'Rate exceeded' } },
    denied: name => ({
      status: 400,
      body: { __type: 'AccessDeniedException', Message: `not authorized to perform: pricing:${name}` },
    }),
    failed: { status: 500, body: { __type: 'InternalErrorException', Message: 'An error on the server occurred' } },
  });
  return { ...edge, pages };
};
