/**
 * The parts of an OpenAPI document that a page shows. Our own builders make the documents, so nothing here checks them.
 */
import type { JsonSchema } from '../../sdk/contract.ts';

/** A JSON Schema, with the keywords that a page can say something about. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** One parameter of a call, or header of a webhook. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<
  Record<
    string,
    {
      readonly schema?: Schema;
      readonly example?: unknown;
      readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
    }
  >
>;

/** What is answered with one status. */
export interface Answer {
  readonly description: string;
  readonly content?: Content;
}

/** Security schemes that are needed together, by name. */
type Requirement = Readonly<Record<string, unknown>>;

/** One call, or one webhook. */
export interface Operation {
  readonly operationId?: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly 'x-least-role'?: string;
  readonly security?: readonly Requirement[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
}

type Operations = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** A whole document. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers: readonly { readonly url: string }[];
  readonly security?: readonly Requirement[];
  readonly tags?: readonly { readonly name: string }[];
  readonly paths: Operations;
  readonly webhooks?: Operations;
  readonly components: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly securitySchemes?: Readonly<
      Record<string, { readonly type: string; readonly scheme?: string; readonly name?: string; readonly description?: string }>
    >;
  };
}

/** A document that a builder of this hub made, in the eyes of a page. */
export function apiDocument(made: JsonSchema): ApiDocument {
  return made as unknown as ApiDocument; // the builders write what OpenAPI asks for, and tests hold them to it
}

/** The name of the component that a reference leads to. */
export function referenceName({ $ref }: Schema): string | undefined {
  return $ref?.split('/').at(-1);
}

/** What a schema says of itself, its reference followed. */
export function resolved(schema: Schema, { components }: ApiDocument): Schema {
  const name = referenceName(schema);
  return name === undefined ? schema : (components.schemas?.[name] ?? {});
}
