/** A logged request as text, for a ticket or a terminal. Keys and signatures are not in the log, so none can get out. */
import type { Schemas } from '../../api/client.ts';

type RequestDetail = Schemas['RequestDetail'];

/** The request and its answer as they went over the wire, without what was redacted. */
export function textOf({ id, at, method, path, headers, body, status_code, response_body }: RequestDetail): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`# ${id} at ${at}`, `${method} ${path}`, ...lines, '', body ?? '', '', `=> ${status_code}`, response_body ?? ''].join(
    '\n',
  );
}

/**
 * A command that sends the body again; the key is the reader's to put in. The log has no signature: where there was one, the
 * command says that it is not signed, in its place.
 */
export function curlOf(
  { method, path, headers, body }: Pick<RequestDetail, 'method' | 'path' | 'headers' | 'body'>,
  origin: string,
): string {
  const type = headers['content-type'];
  return [
    `curl -X ${method} ${quote(origin + path)}`,
    `-H ${quote('Authorization: Bearer YOUR_KEY')}`,
    ...signatureHeaders(headers).map((name) => `-H ${quote(`${name}: NOT SIGNED, PUT THE SIGNATURE OF THIS BODY HERE`)}`),
    ...(type === undefined ? [] : [`-H ${quote(`Content-Type: ${type}`)}`]),
    ...(body == null ? [] : [`--data-binary ${quote(body)}`]),
  ].join(' \\\n  ');
}

/** Names of those that were redacted, as signatures are. */
function signatureHeaders(headers: RequestDetail['headers']): readonly string[] {
  return Object.keys(headers).filter((name) => headers[name] === '[redacted]' && /signature|hmac/i.test(name));
}

/** One word of a POSIX shell, whatever is in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
