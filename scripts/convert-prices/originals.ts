/** The parts of the collected price files that are taken over. Everything else in them is left where it is. */
export interface Origin {
  readonly title?: string;
  readonly date?: string;
  readonly published?: string;
  readonly repo?: string;
  readonly path?: string;
  readonly commit?: string;
  readonly go_module?: string;
  readonly pypi?: string;
  readonly version?: string;
  readonly original_url?: string;
  readonly id?: string;
}

type Table<T> = Readonly<Record<string, T>>;
type Figures = Table<number | null>;

export interface MskOriginal {
  readonly sources: Table<Origin>;
  readonly gaps: readonly string[];
  readonly regions: Table<{
    readonly location: string;
    readonly source: string;
    readonly usage_type_prefix: string;
    readonly note?: string;
    readonly verified?: readonly { readonly date: string; readonly source: string; readonly result: string }[];
    readonly standard_brokers: Table<{ readonly usd_per_hour: number }>;
    readonly express_brokers?: Table<{ readonly usd_per_hour: number }>;
    readonly storage: Figures;
    readonly serverless?: Figures;
    readonly private_connectivity?: Figures;
  }>;
}

export interface Ec2Original {
  readonly sources: Table<Origin>;
  readonly checks: readonly string[];
  readonly notes: readonly string[];
  readonly instance_types: Table<{
    readonly vcpu: number;
    readonly memory_gib: number;
    readonly arch: 'arm64' | 'x86_64';
    readonly network_baseline_gbps: number;
    readonly ebs_baseline_mbps: number;
    readonly ebs_baseline_iops: number;
    readonly local_storage?: { readonly devices: number; readonly size_gb: number };
  }>;
  readonly prices: Table<Table<readonly (number | null)[]>>;
  readonly ebs: { readonly source: string; readonly regions: Table<Figures> };
  readonly data_transfer: { readonly source: string; readonly regions: Table<Figures> };
}
