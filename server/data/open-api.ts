// The description of the data routes, made of the tables themselves. https://spec.openapis.org/oas/v3.1.1
import { DATA_PATH, OPEN_API_PATH } from './data-routes.ts';
import { DATA_FORMATS } from './formats.ts';
import type { ColumnType, DataTable, TableColumn } from './table.ts';

/** The document, as plain data. `scriptRoot` is what lies before the paths: prefix and experiment. */
export function openApiOf(tables: readonly DataTable[], version: string, scriptRoot: string): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Runboard data',
      version,
      description:
        'What is in the logs, as tables: in JSON, CSV, Parquet and Arrow IPC. Every point is there; nothing is sampled ' +
        'away unless `limit` says so. Within v1 of the path nothing that is described here changes its meaning.',
    },
    servers: [{ url: scriptRoot === '' ? '/' : scriptRoot }],
    paths: {
      [OPEN_API_PATH]: {
        get: {
          operationId: 'describe',
          summary: 'This description.',
          responses: {
            200: {
              description: 'OpenAPI 3.1.',
              content: { 'application/json': { schema: { type: 'object' } } },
            },
          },
        },
      },
      ...Object.fromEntries(
        tables.map((table) => [`${DATA_PATH}/${table.name}`, { get: operationOf(table) }]),
      ),
    },
    components: { parameters: PARAMETERS, schemas: SCHEMAS, responses: RESPONSES },
  };
}

function operationOf(table: DataTable): object {
  const names = ['format', ...table.choice.flatMap((choice) => PARAMETERS_OF[choice])];
  return {
    operationId: table.name,
    summary: table.description,
    parameters: names.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    responses: {
      200: { description: 'The rows.', content: contentOf(table) },
      400: { $ref: '#/components/responses/badRequest' },
      ...(table.choice.length > 0 && { 404: { $ref: '#/components/responses/notFound' } }),
      405: { $ref: '#/components/responses/notAllowed' },
      406: { $ref: '#/components/responses/notAcceptable' },
    },
  };
}

function contentOf(table: DataTable): object {
  const row = {
    type: 'object',
    required: table.columns.map(({ name }) => name),
    properties: Object.fromEntries(table.columns.map((column) => [column.name, schemaOf(column)])),
    additionalProperties: table.furtherColumns === undefined ? false : { description: table.furtherColumns },
  };
  const schemas: Readonly<Record<string, object>> = {
    json: { type: 'array', items: row },
    csv: { type: 'string' },
  };
  // Bytes have no schema in OpenAPI 3.1.
  return Object.fromEntries(
    DATA_FORMATS.map(({ name, mediaType }) => [mediaType, schemas[name] ? { schema: schemas[name] } : {}]),
  );
}

/** A cell as JSON has it. */
function schemaOf({ type, description, nullable }: TableColumn): object {
  const schema = CELLS[type];
  return nullable ? { description, anyOf: [schema, { type: 'null' }] } : { description, ...schema };
}

const CELLS: Readonly<Record<ColumnType, object>> = {
  text: { type: 'string' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  float32: { $ref: '#/components/schemas/number' },
  float64: { $ref: '#/components/schemas/number' },
  boolean: { type: 'boolean' },
  bytes: { type: 'string', contentEncoding: 'base64' },
};

const SCHEMAS = {
  number: {
    description: 'JSON has no numbers that are not finite: they come as strings.',
    anyOf: [
      { type: 'number', format: 'double' },
      { type: 'string', enum: ['NaN', 'Infinity', '-Infinity'] },
    ],
  },
};

const PARAMETERS_OF = {
  run: ['run', 'runs'],
  tag: ['tag', 'tags'],
  step: ['from_step', 'to_step', 'limit'],
} as const;

const list = { type: 'array', items: { type: 'string' } };
const step = { type: 'integer', format: 'int64' };
const PARAMETERS = {
  format: {
    name: 'format',
    in: 'query',
    description: `${DATA_FORMATS.map(({ name, description }) => `\`${name}\`: ${description}`).join(' ')} Default: what the header Accept asks for, else json.`,
    schema: { type: 'string', enum: DATA_FORMATS.map(({ name }) => name) },
  },
  run: parameter('run', 'Exact names of runs; may be repeated. 404 where one is not there.', list),
  runs: parameter('runs', "A regular expression that is found in a run's name.", { type: 'string' }),
  tag: parameter('tag', 'Exact tags; may be repeated. 404 where no wanted run has one.', list),
  tags: parameter('tags', 'A regular expression that is found in a tag.', { type: 'string' }),
  from_step: parameter('from_step', 'The smallest step that is wanted.', step),
  to_step: parameter('to_step', 'The largest step that is wanted.', step),
  limit: parameter('limit', 'Most points of each series, evenly spread, the first and the last among them.', {
    type: 'integer',
    minimum: 1,
  }),
};

function parameter(name: string, description: string, schema: object): object {
  return { name, in: 'query', description, schema };
}

const RESPONSES = {
  badRequest: failure('A parameter that is malformed.'),
  notFound: failure('A run or a tag that was named is not there.'),
  notAllowed: failure('Another method than GET or HEAD.'),
  notAcceptable: failure('The header Accept names no format that there is.'),
};

function failure(description: string): object {
  return { description, content: { 'text/plain': { schema: { type: 'string' } } } };
}
