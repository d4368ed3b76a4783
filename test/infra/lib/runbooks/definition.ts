import { templateFor } from '../../synth.ts';

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
}

export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName: string; readonly Payload: unknown };
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface Definition {
  readonly StartAt: string;
  readonly QueryLanguage: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

type Part = string | { readonly Ref: string } | { readonly 'Fn::GetAtt': readonly [string, string] };

/** The definition as CloudFormation would make it of the template: `arnOf` stands for every function. */
export const renderDefinition = (
  context: Readonly<Record<string, string>>,
  arnOf: (logicalId: string) => string = id => `arn:aws:lambda:eu-west-1:111122223333:function:${id}`,
): Definition => {
  const [machine] = Object.values(templateFor(context).findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString } = (machine as { Properties: { DefinitionString: { 'Fn::Join': [string, Part[]] } } })
    .Properties;
  const text = DefinitionString['Fn::Join'][1].map(part => {
    if (typeof part === 'string') return part;
    return 'Ref' in part ? 'aws' : arnOf(part['Fn::GetAtt'][0]);
  });
  return JSON.parse(text.join('')) as Definition;
};

/** Where a state can lead: what follows it, and what follows its failure. */
export const followersOf = (
  state: State,
): { readonly onward: readonly string[]; readonly failed: readonly string[] } => ({
  onward: [state.Next, state.Default, ...(state.Choices ?? []).map(({ Next }) => Next)].filter(
    next => next !== undefined,
  ),
  failed: (state.Catch ?? []).map(({ Next }) => Next),
});
