/** The settings of a format as rows of a table, those within another one under its name. */
import { editorOf, type SettingSchema } from '../../ui/schema-form/schema.ts';

/** One setting. */
export interface SettingRow {
  /** As it stands in `config`: "auth.user". */
  readonly name: string;
  readonly isRequired: boolean;
  /** What it can be, in words. */
  readonly kind: string;
  /** Absent where the adapter says nothing. */
  readonly meaning: string | undefined;
}

/** The settings of an object, those that have settings of their own before them. */
export function settingRows({ properties = {}, required = [] }: SettingSchema, within = ''): readonly SettingRow[] {
  return Object.entries(properties).flatMap(([name, schema]) => [
    { name: within + name, isRequired: required.includes(name), kind: kindOf(schema), meaning: schema.description },
    ...settingRows(schema, `${within}${name}.`),
  ]);
}

function kindOf(schema: SettingSchema): string {
  const { default: usual, minimum, maximum } = schema;
  const range = minimum === undefined && maximum === undefined ? '' : ` from ${minimum ?? 'any'} to ${maximum ?? 'any'}`;
  const otherwise = usual === undefined ? '' : `, else ${JSON.stringify(usual)}`;
  return `${wordOf(schema)}${range}${otherwise}`;
}

function wordOf(schema: SettingSchema): string {
  switch (editorOf(schema)) {
    case 'choice':
      return (schema.enum ?? []).map(String).join(' or ');
    case 'flag':
      return 'yes or no';
    case 'number':
      return 'number';
    case 'secret':
      return 'secret text';
    case 'text':
      return 'text';
    case 'lines':
      return 'list of texts';
    case 'pairs':
      return 'names and texts';
    case 'group':
      return 'settings';
    case 'json':
      return 'JSON';
  }
}
