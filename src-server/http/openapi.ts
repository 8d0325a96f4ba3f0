import { z } from 'zod';
import { courtApiVersion, type CourtRoute, courtRoutes, fileMetadataSchema, hearingEventSchema, problemSchema } from '#shared/court-api/index.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 uses JSON Schema 2020-12 as it is. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });
const problem = (description: string): Json => ({ description, content: json({ $ref: '#/components/schemas/Problem' }) });

const refusals = {
  400: problem('The input is wrong; `field` says where.'),
  401: problem('No token, or an unknown one.'),
  403: problem('The hearing belongs to another hall.'),
  404: problem('There is no such thing in this hall.'),
  409: problem('The id or the path stands for other content already.'),
  413: problem('Too large.'),
  415: problem('A content type this server does not read.'),
  421: problem('The server is not called by this name (Host).'),
  429: problem('Too many wrong tokens from this address.'),
  500: problem('The server failed; its log says why.'),
};

function parameters(route: CourtRoute): Json[] {
  const of = (place: 'path' | 'query', schema: z.ZodObject | undefined) =>
    Object.entries(schema?.shape ?? {}).map(([name, value]) => ({ name, in: place, required: true, schema: jsonSchema(value as z.ZodType, 'input') }));
  return [...of('path', route.params), ...of('query', route.query)];
}

const tusHeader = (name: string, description: string): Json => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });

const otherBytes = problem('Other bytes came; create the upload anew.');

function tusParts(route: CourtRoute): { parameters: Json[]; requestBody?: Json; success: Json } {
  const version = tusHeader('Tus-Resumable', '1.0.0');
  const notTus = { 412: { description: 'No Tus-Resumable, or of another version.' } };
  if (route.method === 'head') return { parameters: [version], success: { 200: { description: 'Upload-Offset and Upload-Length.' }, ...notTus, 410: otherBytes } };
  if (route.method === 'post') {
    const headers = [tusHeader('Upload-Length', 'Size in bytes.'), tusHeader('Upload-Metadata', 'Base64 values of the fields of FileMetadata.')];
    return { parameters: [version, ...headers], success: { 201: { description: 'Location of the upload; Upload-Offset when bytes are there already.' }, ...notTus } };
  }
  return {
    parameters: [version, tusHeader('Upload-Offset', 'Position of the first byte sent.')],
    requestBody: { required: true, content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    success: { 204: { description: 'Taken; Upload-Offset is the new position.' }, ...notTus, 410: otherBytes },
  };
}

function operation(id: string, route: CourtRoute): Json {
  const tus = route.wire === 'tus' ? tusParts(route) : null;
  const body = route.body ? { required: true, content: json(jsonSchema(route.body, 'input')) } : tus?.requestBody;
  const success = tus?.success ?? { 200: { description: 'Done.', content: answerContent(route) }, ...(route.wire === 'bytes' ? ranges : {}) };
  return {
    operationId: id, summary: route.summary, security: [{ deviceToken: [] }],
    parameters: [...parameters(route), ...(tus?.parameters ?? [])],
    ...(body ? { requestBody: body } : {}),
    responses: { ...success, ...refusals },
  };
}

const ranges = { 206: { description: 'The range asked for.' }, 304: { description: 'Not changed (If-None-Match).' }, 416: problem('There is no such range.') };

const answerContent = (route: CourtRoute): Json =>
  (route.answer ? json(jsonSchema(route.answer, 'output')) : Object.fromEntries((route.types ?? ['application/octet-stream']).map((type) => [type, { schema: { type: 'string', format: 'binary' } }])));

/** The published description of the API, made from the table that makes the routes. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  for (const [id, route] of Object.entries<CourtRoute>(courtRoutes)) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(id, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Court server', version: courtApiVersion, description: 'What a courtroom console and a court server say to each other.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { deviceToken: { type: 'http', scheme: 'bearer', description: 'Device token of one hall.' } },
      schemas: {
        Problem: jsonSchema(problemSchema, 'output'),
        FileMetadata: jsonSchema(fileMetadataSchema, 'input'),
        HearingEvent: jsonSchema(hearingEventSchema, 'input'),
      },
    },
  };
}
