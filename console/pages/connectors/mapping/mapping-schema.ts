/** Which formats map fields with expressions, and what their mapping can name. */
import type { SettingSchema } from '../../../ui/schema-form/schema.ts';
import type { Adapter } from '../../adapters/adapter-queries.ts';

/** One thing that a mapping can say where to find. */
export interface MappingTarget {
  readonly name: string;
  readonly description: string | undefined;
}

/** The schema of the setting `mapping`, where a format has one of names and expressions; undefined where it has not. */
export function mappingSchemaOf({ config_schema }: Adapter): SettingSchema | undefined {
  const { properties }: SettingSchema = config_schema;
  const mapping = properties?.['mapping'];
  const isOfTexts = typeof mapping?.additionalProperties === 'object' && mapping.additionalProperties.type === 'string';
  return isOfTexts ? mapping : undefined;
}

/** The targets, as the format lists them. */
export function targetsOf({ properties = {} }: SettingSchema): readonly MappingTarget[] {
  return Object.entries(properties).map(([name, { description }]) => ({ name, description }));
}
