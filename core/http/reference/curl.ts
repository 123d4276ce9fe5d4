/**
 * A call as a command line that can be pasted into a shell.
 */
import type { ApiDocument, Operation, Parameter } from './document.ts';
import { sampleOf } from './sample.ts';

/** The command; what the caller has to put in is written in capitals. */
export function curlCommand(document: ApiDocument, method: string, path: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const parameter = parameters.find((known) => known.in === 'path' && known.name === name);
    return encodeURIComponent(parameter ? textOf(parameter, document) : name);
  });
  const body = bodyOf(document, operation);
  const words = [
    `curl${isStream(operation) ? ' -N' : ''}${method === 'GET' ? '' : ` -X ${method}`} ${quoted(`${(document.servers[0]?.url ?? '').replace(/\/+$/, '')}${filled}`)}`,
    ...headersOf(document, operation).map((header) => `-H ${quoted(header)}`),
    ...(body === undefined ? [] : [`-H ${quoted('Content-Type: application/json')}`, `-d ${quoted(body)}`]),
  ];
  return words.join(' \\\n  ');
}

/** True for an answer that goes on: curl would hold it back. */
function isStream({ responses }: Operation): boolean {
  return Object.values(responses).some(({ content = {} }) => 'text/event-stream' in content);
}

/** The body as it is sent; undefined when the call takes none, or none that is JSON. */
export function bodyOf(document: ApiDocument, { requestBody }: Operation): string | undefined {
  const media = requestBody?.content['application/json'];
  if (media === undefined) return undefined;
  return JSON.stringify(media.example ?? sampleOf(media.schema ?? {}, document, false), null, 2);
}

function headersOf(document: ApiDocument, { security = document.security ?? [], parameters = [] }: Operation): readonly string[] {
  const bearer = Object.keys(security[0] ?? {}).find((name) => document.components.securitySchemes?.[name]?.scheme === 'bearer');
  const required = parameters.filter((parameter) => parameter.in === 'header' && parameter.required);
  return [
    ...(bearer === undefined ? [] : [`Authorization: Bearer YOUR_${bearer.toUpperCase()}`]),
    ...required.map((parameter) => `${parameter.name}: YOUR_${parameter.name.toUpperCase().replaceAll('-', '_')}`),
  ];
}

function textOf({ name, schema }: Parameter, document: ApiDocument): string {
  const sample = schema.examples?.[0] ?? (schema.type === 'string' && !schema.enum ? name : sampleOf(schema, document, true));
  return String(sample);
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
