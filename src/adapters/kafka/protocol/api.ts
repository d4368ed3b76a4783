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

/** What the tables leave out is the usual case, because they travel in every bundle. */
export interface Field {
  readonly name: string;
  /** A primitive, or the fields of a struct. */
  readonly type: PrimitiveType | Struct;
  readonly array?: true;
  /** Absent: every version that carries the struct carries the field. */
  readonly versions?: VersionRange;
  /** Versions in which the field can be null; true: in all that carry it. */
  readonly nullable?: true | VersionRange;
  /** The field is one of the tagged fields at the end of its struct, in all versions that carry it. */
  readonly tag?: number;
  /** A value other than the default may be dropped where the version does not carry the field. */
  readonly ignorable?: true;
  /**
   * What stands for the field where it is not given or the version does not carry it. Absent: the zero of its type
   * (0, false, '', the zero UUID, no bytes, an empty array, a struct of defaults; null for records).
   */
  readonly default?: string | number | boolean | bigint | null;
}

/** Both ends included; no second number: all later ones. */
export type VersionRange = readonly [from: number, to?: number];
