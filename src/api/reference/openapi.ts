import * as z from 'zod'
import { COOKIES } from '../../http/cookies.ts'
import { PROBLEMS, type ProblemType } from '../../kernel/errors.ts'
import { plainProblem } from '../../locales/problem-sentence.ts'
import * as answers from './answers.ts'
import { ALWAYS, type Answer, type Caller, type Fields, type Operation, type Said } from './model.ts'
import { OPERATIONS } from './operations.ts'

/** A JSON Schema (2020-12), as OpenAPI 3.1 takes it. */
export interface Schema {
  [keyword: string]: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  description?: string
}

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ToldArticle: answers.toldArticle,
  PingedPages: answers.pingedPages,
  Counts: answers.counts,
  ThreadPage: answers.threadPage,
  Pulse: answers.pulse,
  HeadTags: answers.headTags,
  Oembed: answers.oembedAnswer,
  SubmittedComment: answers.submittedComment,
  FiledReport: answers.filedReport,
  WithdrawnComment: answers.withdrawnComment,
  Problem: answers.problem,
}

/** What an answer of this name holds. */
export function answerSchema(name: string): Schema {
  const schema = SCHEMAS[name]
  if (!schema) throw new Error(`no answer is called ${name}`)
  return jsonSchema(schema, 'output')
}

const TAGS: Readonly<Record<Caller, { name: string; description: string }>> = {
  paper: { name: 'Articles', description: 'What a newspaper’s own system tells.' },
  signed: { name: 'Articles', description: 'What a newspaper’s own system tells.' },
  anybody: { name: 'Reading', description: 'What everybody may read, without a session.' },
  reader: { name: 'Readers', description: 'What readers do, who have signed in.' },
}

const SECURITY: Readonly<Record<Caller, readonly Record<string, []>[]>> = {
  anybody: [],
  paper: [{ siteKey: [] }],
  signed: [{ pingSignature: [] }],
  reader: [{ session: [] }, { pageToken: [] }],
}

/**
 * The whole interface as an OpenAPI 3.1 document, made from the schemas that the routes check and answer with.
 * @param publicUrl where it answers
 */
export function openApi(publicUrl: string) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Brevier',
      version: '1',
      description:
        'Comments for newspapers. Errors are problem details (RFC 9457), in the language that `lang` names. What is added to an answer later breaks nothing that is here.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Map(Object.values(TAGS).map((tag) => [tag.name, tag])).values()],
    paths: pathsOf(OPERATIONS),
    components: {
      schemas: Object.fromEntries(Object.keys(SCHEMAS).map((name) => [name, answerSchema(name)])),
      securitySchemes: {
        siteKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'Printed once by `brevier site key add`. For servers: no browser may send it.',
        },
        pingSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            '`v1,` and the HMAC-SHA-256 (Base64) of `webhook-id.webhook-timestamp.body` by the site’s ping key.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: `__Host-${COOKIES.reader.name}`,
          description: 'Of a reader who has signed in. It never leaves Brevier’s own pages.',
        },
        pageToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The same for one article, where a frame keeps no cookie: held by its page, and gone with it.',
        },
      },
    },
  }
}

function pathsOf(operations: readonly Operation[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) }
  return paths
}

function described(operation: Operation) {
  const { id, caller, summary, about, body, problems } = operation
  return {
    operationId: id,
    tags: [TAGS[caller].name],
    summary,
    description: about,
    security: SECURITY[caller],
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: inputSchema(body), example: body.example } },
      },
    }),
    responses: {
      ...Object.fromEntries(operation.answers.map((answer) => [answer.status, answered(answer)])),
      ...refusals([...problems, ...ALWAYS]),
    },
  }
}

export interface ParameterShown {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description: string
  schema: Schema
  example?: string
}

/** Those in the path, those of the query, and headers, in this order. */
export function parametersOf({ places, query, headers = {} }: Operation): ParameterShown[] {
  return [
    ...Object.entries(places).map(([name, said]) => parameter('path', name, said)),
    ...(query ? queryParameters(query) : []),
    ...Object.entries(headers).map(([name, said]) => parameter('header', name, said)),
  ]
}

function parameter(where: 'path' | 'header', name: string, { schema, about, example }: Said): ParameterShown {
  const shown = jsonSchema(schema, 'input')
  return { name, in: where, required: true, description: about, schema: shown, example }
}

function queryParameters({ schema, fields }: Fields): ParameterShown[] {
  // What is left out is known by what may be sent, and of which type it is by what becomes of it.
  const { required = [] } = jsonSchema(schema, 'input')
  const { properties = {} } = jsonSchema(schema, 'output')
  return Object.entries(properties).map(([name, shown]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: fields[name] ?? '',
    schema: shown,
  }))
}

/** What a body may hold, each field with what is said of it. */
export function inputSchema({ schema, fields }: Fields): Schema {
  const root = jsonSchema(schema, 'input')
  describe(root, '', fields)
  return root
}

function describe(schema: Schema, path: string, fields: Fields['fields']): void {
  for (const [name, field] of fieldsOf(schema)) {
    field.description = fields[`${path}${name}`] ?? ''
    describe(field, `${path}${name}.`, fields)
  }
}

/** Where the fields of a list, or of something that may be `null`, are. */
function partsOf({ items, anyOf }: Schema): Schema[] {
  return [...(items ? [items] : []), ...(Array.isArray(anyOf) ? anyOf : [])]
}

/** The fields of an object, of a list of them, or of what may be `null` instead. */
export function fieldsOf(schema: Schema): [name: string, field: Schema, isRequired: boolean][] {
  const own = Object.entries(schema.properties ?? {}).map(([name, field]): [string, Schema, boolean] => [
    name,
    field,
    schema.required?.includes(name) ?? false,
  ])
  return [...own, ...partsOf(schema).flatMap(fieldsOf)]
}

function answered({ about, type, schema, example }: Answer) {
  return {
    description: about,
    content: {
      [type]: {
        schema: schema === undefined ? { type: 'string' } : { $ref: `#/components/schemas/${schema}` },
        ...(example !== undefined && { example }),
      },
    },
  }
}

/** Of each status: which problems there are, and what each says. */
function refusals(problems: readonly ProblemType[]) {
  return Object.fromEntries(
    [...refusalsByStatus(problems)].map(([status, types]) => [
      status,
      {
        description: types.map(({ type, sentence }) => `\`${type}\`: ${sentence}`).join('\n\n'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** In the order of their status. */
export function refusalsByStatus(
  problems: readonly ProblemType[],
): Map<number, { type: ProblemType; sentence: string }[]> {
  const found = new Map<number, { type: ProblemType; sentence: string }[]>()
  for (const type of new Set(problems.toSorted((a, b) => PROBLEMS[a] - PROBLEMS[b]))) {
    const status = PROBLEMS[type]
    found.set(status, [...(found.get(status) ?? []), { type, sentence: plainProblem(type, 'en') }])
  }
  return found
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _dialect, ...own } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema: shown }) => {
      // A format says it shorter.
      if (shown.format !== undefined) delete shown.pattern
      if (shown.maximum === Number.MAX_SAFE_INTEGER) delete shown.maximum
      // What is added to an answer later breaks no program that was made from this.
      if (io === 'output') delete shown.additionalProperties
    },
  })
  return JSON.parse(JSON.stringify(own))
}
