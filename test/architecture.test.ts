/** The import table of the house, held against the real imports, and proof that what holds it can see. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findImportCycles } from './architecture/import-cycles.ts';
import { findForbiddenImports, governedFolders } from './architecture/import-table.ts';
import { type Module, readModules, scanImports } from './architecture/modules.ts';

const modules = readModules(join(import.meta.dirname, '..'), governedFolders);

describe('the house', () => {
  it('is read: the way from the published barrel to the domain is among the imports', () => {
    const barrel = modules.find(({ path }) => path === 'core/sdk/index.ts');
    expect(barrel?.imports).toContainEqual(expect.objectContaining({ kind: 'module', path: 'core/domain/fault.ts' }));
  });

  it('has no import that the table forbids', () => {
    expect(findForbiddenImports(modules)).toEqual([]);
  });

  it('has no modules that import each other in a circle', () => {
    expect(findImportCycles(modules)).toEqual([]);
  });
});

/** A house of one module for each [importer, what it imports]; names without a folder are packages. */
function houseOf(...imports: readonly (readonly [path: string, imported: string])[]): readonly Module[] {
  return imports.map(([path, imported]) => ({
    path,
    imports: [
      imported.includes('/') ? { kind: 'module', path: imported, line: 1 } : { kind: 'package', name: imported, line: 1 },
    ],
  }));
}

describe('the table', () => {
  it.each([
    ['core/sdk/contract.ts', 'core/domain/fault.ts'],
    ['core/inbound/admit.ts', 'core/inbound/execute.ts'],
    ['core/store/migrate.ts', 'migrations/index.ts'],
    ['core/registry/plugins-file.ts', 'config/plugins.schema.json'],
    ['core/http/mount.ts', 'core/operator/stores.ts'],
    ['core/cli/crossdock.ts', 'core/main.ts'],
    ['core/container.ts', 'core/store/commit.ts'],
    ['core/main.ts', 'core/container.ts'],
    ['core/domain/key-token.ts', 'node:crypto'],
    ['adapters/woocommerce/index.ts', 'core/sdk/index.ts'],
    ['adapters/woocommerce/woocommerce.test.ts', 'core/sdk/conformance.ts'],
    ['adapters/woocommerce/woocommerce.test.ts', 'vitest'],
    ['adapters/woocommerce/fixtures/samples.ts', 'node:fs'],
  ])('lets %s import %s', (path, imported) => {
    expect(findForbiddenImports(houseOf([path, imported]))).toEqual([]);
  });

  it.each([
    ['core/domain/order.ts', 'core/sdk/contract.ts', 'domain may import no other room'],
    ['core/domain/cidr.ts', 'pg', 'of packages the domain knows only ipaddr.js'],
    ['core/sdk/contract.ts', 'core/inbound/pipeline.ts', 'sdk may import only domain'],
    ['core/inbound/admit.ts', 'core/store/commit.ts', 'inbound may import only domain, sdk'],
    ['core/inbound/admit.ts', 'core/delivery/egress.ts', 'inbound may import only domain, sdk'],
    ['core/inbound/admit.ts', 'adapters/woocommerce/index.ts', 'inbound may import only domain, sdk'],
    ['core/operator/stores.ts', 'core/main.ts', 'operator may import only domain, sdk, schemas'],
    ['core/store/commit.ts', 'core/sdk/contract.ts', 'store may import only domain, migrations'],
    ['core/platform/secret-box.ts', 'core/store/commit.ts', 'platform may import only domain, config'],
    [
      'core/http/mount.ts',
      'core/container.ts',
      'http may import only domain, sdk, schemas, registry, inbound, operator, read-api',
    ],
    [
      'core/cli/doctor.ts',
      'core/container.ts',
      'cli may import only domain, sdk, registry, inbound, operator, read-api, platform, key-rotation, diagnosis, config, main',
    ],
    ['core/container.ts', 'test/support/database.ts', 'test is no part of the program'],
    ['core/delivery/attempt.ts', 'inversify', 'only container knows inversify'],
    ['console/app.ts', 'core/domain/order.ts', 'console may import no other room'],
    [
      'adapters/woocommerce/order.ts',
      'core/sdk/signature.ts',
      'an adapter may import only core/sdk/index.ts, core/sdk/conformance.ts and its own folder',
    ],
    [
      'adapters/woocommerce/order.ts',
      'adapters/peptideclients/order.ts',
      'an adapter may import only core/sdk/index.ts, core/sdk/conformance.ts and its own folder',
    ],
    ['adapters/woocommerce/order.ts', 'node:fs', 'an adapter is data and pure functions, without packages or Node'],
    ['core/attic/trunk.ts', 'core/domain/order.ts', 'the room attic is not in the table of test/architecture/import-table.ts'],
  ])('refuses that %s imports %s', (path, imported, objection) => {
    expect(findForbiddenImports(houseOf([path, imported]))).toEqual([`${path}:1 imports ${imported}: ${objection}`]);
  });

  it('refuses a package of the ORM outside of the store', () => {
    const orm = { kind: 'package', name: '@mikro-orm/postgresql', line: 3 } as const;
    expect(findForbiddenImports([{ path: 'core/store/database.ts', imports: [orm] }])).toEqual([]);
    expect(findForbiddenImports([{ path: 'core/operator/stores.ts', imports: [orm] }])).toEqual([
      'core/operator/stores.ts:3 imports @mikro-orm/postgresql: only store knows @mikro-orm',
    ]);
  });

  it('lets the registry alone load what is named at run time', () => {
    const computed = { kind: 'computed', line: 2 } as const;
    expect(findForbiddenImports([{ path: 'core/registry/load-adapters.ts', imports: [computed] }])).toEqual([]);
    expect(findForbiddenImports([{ path: 'core/http/mount.ts', imports: [computed] }])).toEqual([
      'core/http/mount.ts:2 imports a computed name: only the registry loads what is named at run time',
    ]);
  });
});

describe('the search for circles', () => {
  it('names every module of a circle, and no module that only leads to it', () => {
    const circle = houseOf(['core/a.ts', 'core/b.ts'], ['core/b.ts', 'core/c.ts'], ['core/c.ts', 'core/b.ts']);
    expect(findImportCycles(circle)).toEqual(['core/b.ts -> core/c.ts -> core/b.ts']);
  });

  it('finds nothing where two ways lead to the same module', () => {
    const toBoth = houseOf(['core/a.ts', 'core/b.ts'], ['core/a.ts', 'core/c.ts']).flatMap(({ imports }) => imports);
    const diamond = [{ path: 'core/a.ts', imports: toBoth }, ...houseOf(['core/b.ts', 'core/d.ts'], ['core/c.ts', 'core/d.ts'])];
    expect(findImportCycles(diamond)).toEqual([]);
  });
});

describe('the scanner', () => {
  const scan = (source: string) => scanImports('core/room/file.ts', source);

  it.each([
    ["import { a } from './other.ts';", 'core/room/other.ts'],
    ["import type { A } from '../domain/order.ts';", 'core/domain/order.ts'],
    ["import { a, type B } from '../domain/order.ts';", 'core/domain/order.ts'],
    ["import type {} from './other.ts';", 'core/room/other.ts'],
    ["import a from './other.ts';", 'core/room/other.ts'],
    ["import a, { b } from './other.ts';", 'core/room/other.ts'],
    ["import * as a from './other.ts';", 'core/room/other.ts'],
    ["import './other.ts';", 'core/room/other.ts'],
    ["import a from '../../config/a.json' with { type: 'json' };", 'config/a.json'],
    ["export * from './other.ts';", 'core/room/other.ts'],
    ["export type * as a from './other.ts';", 'core/room/other.ts'],
    ["export { a } from './other.ts';", 'core/room/other.ts'],
    ["const { a } = await import('./other.ts');", 'core/room/other.ts'],
    ["type A = import('./other.ts').A;", 'core/room/other.ts'],
  ])('reads %s', (source, path) => {
    expect(scan(source)).toEqual([{ kind: 'module', path, line: 1 }]);
  });

  it('reads an import of many lines, and tells where it starts', () => {
    expect(scan("\nimport {\n  a, // why\n  b,\n} from './other.ts';\n")).toEqual([
      { kind: 'module', path: 'core/room/other.ts', line: 2 },
    ]);
  });

  it('tells packages and parts of Node from files', () => {
    expect(scan("import pg from 'pg';\nimport { join } from 'node:path';")).toEqual([
      { kind: 'package', name: 'pg', line: 1 },
      { kind: 'package', name: 'node:path', line: 2 },
    ]);
  });

  it.each(['await import(file);', 'await import(`./${name}.ts`);', "await import('./' + name);"])(
    'sees that %s is computed',
    (source) => {
      expect(scan(source)).toEqual([{ kind: 'computed', line: 1 }]);
    },
  );

  it.each([
    ["// import('./other.ts')"],
    ["/** `import('./other.ts')` */"],
    [" * for example import('./other.ts')"],
    ['export { a, b };'],
    ["export const from = 'elsewhere';"],
    ['const here = import.meta.dirname;'],
  ])('finds no import in %s', (source) => {
    expect(scan(source)).toEqual([]);
  });

  it('throws at an import that it cannot read', () => {
    expect(() => scan("import a = require('./other.ts');")).toThrow('core/room/file.ts has an import of a shape');
  });

  it('throws when it has read no module at all', () => {
    const empty = mkdtempSync(join(tmpdir(), 'crossdock-architecture-'));
    onTestFinished(() => rmSync(empty, { recursive: true }));
    expect(() => readModules(empty, governedFolders)).toThrow('no module was read');
  });
});
