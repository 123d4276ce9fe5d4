/** What the form understands of JSON Schema: what adapters use for their settings. Anything else is edited as JSON. */

/** A JSON Schema of one setting, or of an object of them. */
export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  /** `secret`: written, never read back. */
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly required?: readonly string[];
  readonly items?: SettingSchema;
  readonly additionalProperties?: boolean | SettingSchema;
}

/** Settings by name. */
export type Settings = Readonly<Record<string, unknown>>;

/** How a setting is edited. */
export type Editor = 'choice' | 'flag' | 'number' | 'secret' | 'text' | 'lines' | 'pairs' | 'group' | 'json';

/** Which editor fits a schema. */
export function editorOf({ type, enum: words, format, properties, items, additionalProperties }: SettingSchema): Editor {
  if (words) return 'choice';
  switch (type) {
    case 'boolean':
      return 'flag';
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return format === 'secret' ? 'secret' : 'text';
    case 'array':
      return items?.type === 'string' ? 'lines' : 'json';
    case 'object':
      if (properties) return 'group';
      return typeof additionalProperties === 'object' && additionalProperties.type === 'string' ? 'pairs' : 'json';
    default:
      return 'json';
  }
}

/** What a setting is called: its title, or its name in words. */
export function titleOf(name: string, { title }: SettingSchema): string {
  return title ?? (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ');
}

/** The settings with one of them changed; undefined takes it out. */
export function withSetting(settings: Settings, name: string, value: unknown): Settings {
  const { [name]: _before, ...others } = settings;
  return value === undefined ? others : { ...others, [name]: value };
}

/** Settings that are always shown: the required ones and those that are set, and all of them where there are few. */
export function shownNames({ properties = {}, required = [] }: SettingSchema, settings: Settings): readonly string[] {
  const names = Object.keys(properties);
  if (names.length <= fewSettings) return names;
  return names.filter((name) => required.includes(name) || Object.hasOwn(settings, name));
}

/** Settings of which nobody can tell whether they are set. */
export function secretNames({ properties = {} }: SettingSchema): readonly string[] {
  return Object.keys(properties).filter((name) => editorOf(properties[name] ?? {}) === 'secret');
}

const fewSettings = 4;
