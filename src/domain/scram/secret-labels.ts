/** The labels Secrets Manager itself knows. */
export type KnownLabel = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

export interface LabelledVersion {
  readonly versionId: string;
  readonly labels: readonly string[];
}

export interface LabelMove {
  readonly label: KnownLabel;
  /** The version it is to be on; absent: on none. AWSCURRENT always has to be on one. */
  readonly to?: string;
  /** The version it is on now; absent: on none. */
  readonly from?: string;
}

/** The one version a label is on; undefined where it is on none. */
function versionWith(versions: readonly LabelledVersion[], label: KnownLabel): string | undefined {
  return versions.find(({ labels }) => labels.includes(label))?.versionId;
}

/** Whether a move is to be made. `contended`: the label is neither where it was seen nor where it is to be. */
export function judgeMove(versions: readonly LabelledVersion[], move: LabelMove): 'done' | 'due' | 'contended' {
  const now = versionWith(versions, move.label);
  if (now === move.to) return 'done';
  return now === move.from ? 'due' : 'contended';
}

/** The versions once a label is on this one only, or on none. AWSPREVIOUS comes to the version that AWSCURRENT leaves. */
export function placeLabel<Version extends LabelledVersion>(
  versions: readonly Version[],
  label: string,
  versionId: string | undefined,
): readonly Version[] {
  const left = versionWith(versions, 'AWSCURRENT');
  const placed = versions.map(version => {
    const others = version.labels.filter(other => other !== label);
    return { ...version, labels: version.versionId === versionId ? [...others, label] : others };
  });
  const hasMoved = label === 'AWSCURRENT' && left !== undefined && left !== versionId;
  return hasMoved ? placeLabel(placed, 'AWSPREVIOUS', left) : placed;
}
