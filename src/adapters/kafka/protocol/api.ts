/**
 * One Kafka API as this client speaks it. The values are generated from Kafka's own message definitions
 * (`npm run generate:protocol`); the codec interprets them.
 */
export interface Api<Request, Response> {
  readonly name: string;
  readonly key: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** From this version on lengths are varints and structs end in tagged fields (KIP-482). Infinity: never. */
  readonly flexibleFrom: number;
  readonly request: Struct;
  readonly response: Struct;
  /** Never set; carries the types of the two messages. */
  readonly messages?: { readonly request: Request; readonly response: Response };
}

export type Struct = readonly Field[];

export type PrimitiveType =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'float64'
  | 'string'
  | 'uuid'
  | 'bytes'
  | 'records';

export interface Field {
  readonly name: string;
  /** A primitive, or the fields of a struct. */
  readonly type: PrimitiveType | Struct;
  readonly array?: true;
  /** Versions that carry the field, both ends included; no second number: all later ones. */
  readonly versions: VersionRange;
  readonly nullable?: VersionRange;
  readonly tagged?: { readonly tag: number; readonly versions: VersionRange };
  /** Only where the field's lengths become varints at other versions than the message's. */
  readonly flexible?: VersionRange | 'never';
  /** What stands for the field where it is not given or the version does not carry it. */
  readonly default?: string | number | boolean | bigint | null;
}

export type VersionRange = readonly [from: number, to?: number];
