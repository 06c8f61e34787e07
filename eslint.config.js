import tseslint from 'typescript-eslint'

/** What no import tool sees: purity inside a file, sizes, and the one place that reads the environment. */
const PURE = ['app/**/*.rules.ts', 'app/**/*.schema.ts', 'app/**/*.words.ts', 'app/**/*.operation.ts', 'app/kernel/*.ts', 'app/letters/letter-layout.ts']

export default tseslint.config(
  { ignores: ['node_modules', 'build', '.data', 'public', 'coverage', 'app/styles', 'tests/house/import-rules.cjs'] },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  { files: ['app/**/*.ts', 'app/**/*.tsx'], rules: { 'max-lines': ['error', 300] } },
  { files: ['tests/**'], rules: { 'no-console': 'off' } },
  { files: ['app/routes/**'], rules: { 'max-lines': ['error', 120] } },
  {
    files: PURE,
    ignores: ['**/*.server.ts'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'process', 'setTimeout', 'setInterval', 'crypto'],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument here.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is an argument here.' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is an argument here.' },
        { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: 'Time is an argument here.' },
      ],
    },
  },
  {
    files: ['app/**/*.ts', 'app/**/*.tsx'],
    ignores: ['app/platform/**', ...PURE],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'Only app/platform reads the environment.' }] },
  },
)
