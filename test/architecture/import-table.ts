/**
 * Who may import whom. Data flows one way through the house, and this table is what keeps it so: a module imports its own
 * room and the rooms that stand beside it here, and nothing else.
 */
import type { Import, Module } from './modules.ts';

/** The folders that the table governs. Tests and benchmarks may import everything, and nobody imports them. */
export const governedFolders = ['core', 'adapters', 'migrations', 'config', 'console'];

const everything = 'everything';

const table: Readonly<Record<string, readonly string[] | typeof everything>> = {
  domain: [],
  sdk: ['domain'],
  adapters: ['sdk'], // and of that only what is published, see below
  registry: ['domain', 'sdk', 'config'],
  inbound: ['domain', 'sdk'],
  delivery: ['domain', 'sdk'],
  schemas: ['domain', 'sdk'],
  operator: ['domain', 'sdk', 'schemas'],
  alerting: ['domain'],
  'read-api': ['domain', 'sdk', 'schemas'],
  store: ['domain', 'migrations'],
  platform: ['domain', 'config'],
  http: ['domain', 'sdk', 'schemas', 'registry', 'inbound', 'operator', 'read-api'],
  // It works beside running hubs, on what they keep sealed.
  'key-rotation': ['domain', 'store', 'platform'],
  // It looks at every part that can be wrong before a start, and is no part of a running hub.
  diagnosis: ['domain', 'sdk', 'registry', 'delivery', 'store', 'platform'],
  // Only the command line starts the hub, so it is the one exception from "nobody imports main".
  cli: [
    'domain',
    'sdk',
    'registry',
    'inbound',
    'operator',
    'read-api',
    'platform',
    'key-rotation',
    'diagnosis',
    'config',
    'main',
  ],
  migrations: [],
  config: [],
  console: [], // it talks to the operator API over HTTP
  container: everything,
  main: everything,
};

/** All that an adapter in a package of its own could import: `crossdock/sdk` and `crossdock/sdk/conformance`. */
const publishedModules = ['core/sdk/index.ts', 'core/sdk/conformance.ts'];

/** What the domain may use of other people's work: a package that only computes. */
const domainPackages = ['ipaddr.js'];

/** What an adapter may use of other people's work, by its folder: packages that only compute. */
const adapterPackages: Readonly<Record<string, readonly string[]>> = {
  'adapters/fulfilment': ['ajv', 'ajv-formats', 'fast-xml-parser', 'jose', 'jsonata'],
};

/** Packages that one room alone knows, so that each can be replaced in one place. */
const packageOwners: Readonly<Record<string, string>> = { inversify: 'container', '@mikro-orm': 'store' };

/** A readable sentence for each import that the table forbids, with the file and line that have it. */
export function findForbiddenImports(modules: readonly Module[]): readonly string[] {
  return modules.flatMap(({ path, imports }) =>
    imports.flatMap((found) => {
      const objection = findObjection(path, found);
      return objection === undefined ? [] : [`${path}:${found.line} imports ${nameOf(found)}: ${objection}`];
    }),
  );
}

function findObjection(path: string, found: Import): string | undefined {
  const room = roomOf(path);
  if (!(room in table)) return `the room ${room} is not in the table of test/architecture/import-table.ts`;
  switch (found.kind) {
    case 'module':
      return room === 'adapters' ? objectToAdapterImport(path, found.path) : objectToRoom(room, roomOf(found.path));
    case 'package':
      return objectToPackage(path, room, found.name);
    case 'computed':
      return room === 'registry' ? undefined : 'only the registry loads what is named at run time';
  }
}

function objectToRoom(room: string, imported: string): string | undefined {
  if (room === imported) return undefined;
  if (!(imported in table)) return `${imported} is no part of the program`;
  const allowed = table[room] ?? [];
  if (allowed === everything || allowed.includes(imported)) return undefined;
  return `${room} may import ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}`;
}

function objectToAdapterImport(path: string, imported: string): string | undefined {
  const ownFolder = path.split('/', 2).join('/');
  if (imported.startsWith(`${ownFolder}/`) || publishedModules.includes(imported)) return undefined;
  return `an adapter may import only ${publishedModules.join(', ')} and its own folder`;
}

function objectToPackage(path: string, room: string, name: string): string | undefined {
  const scope = name.split('/', 1).join();
  const owner = packageOwners[scope];
  if (owner !== undefined && owner !== room) return `only ${owner} knows ${scope}`;
  if (room === 'domain' && !name.startsWith('node:') && !domainPackages.includes(name)) {
    return `of packages the domain knows only ${domainPackages.join(', ')}`;
  }
  if (room === 'adapters' && !isTestMaterial(path)) {
    const own = adapterPackages[path.split('/', 2).join('/')] ?? [];
    if (!own.includes(scope)) return 'an adapter is data and pure functions, without packages or Node';
  }
  return undefined;
}

/** Tests stand beside their adapter; fixtures are read by them alone. */
function isTestMaterial(path: string): boolean {
  return path.endsWith('.test.ts') || path.split('/')[2] === 'fixtures';
}

/** "core/inbound/admit.ts" lies in inbound, "core/main.ts" is the room main, "adapters/woocommerce/index.ts" lies in adapters. */
function roomOf(path: string): string {
  const [folder = '', second = ''] = path.split('/');
  return folder === 'core' ? second.replace(/\.ts$/, '') : folder;
}

function nameOf(found: Import): string {
  switch (found.kind) {
    case 'module':
      return found.path;
    case 'package':
      return found.name;
    case 'computed':
      return 'a computed name';
  }
}
