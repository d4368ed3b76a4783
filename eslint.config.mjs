import tseslint from 'typescript-eslint';

const noWorldBelowAShell = [
  'error',
  { object: 'Date', property: 'now', message: 'Take the instant as an argument; only a shell reads the clock.' },
  { object: 'Math', property: 'random', message: 'Take randomness as an argument; only a shell makes it.' },
  { object: 'process', property: 'env', message: 'Only a shell reads the environment: parse it in settings.ts.' },
];

// Measured on KIP-848 groups: these calls join the group, take 5 s, report success without effect, change the group's
// type or reset other settings.
const bannedKafkajsCalls = ['setOffsets', 'resetOffsets', 'alterConfigs'].map(name => ({
  selector: `CallExpression[callee.property.name='${name}']`,
  message: `kafkajs ${name} is banned: it is not safe on every kind of group; use the project's own protocol layer.`,
}));

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'cdk.out', '.cache', '.kafka-steward', 'src/adapters/kafka/protocol/generated'] },
  ...tseslint.configs.strictTypeChecked.map(c => ({ ...c, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', ...bannedKafkajsCalls],
    },
  },
  {
    files: ['src/domain/**/*.ts', 'src/ports/**/*.ts', 'src/operations/**/*.ts', 'lib/**/*.ts'],
    rules: { 'no-restricted-properties': noWorldBelowAShell },
  },
  {
    files: ['src/adapters/**/*.ts'],
    rules: { 'no-restricted-properties': ['error', noWorldBelowAShell[3]] },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  // A construct is made for its effect on the tree, as the AWS CDK is written.
  { files: ['lib/**/*.ts', 'bin/app.ts', 'test/infra/**/*.ts'], rules: { 'no-new': 'off' } },
);
