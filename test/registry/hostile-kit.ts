/**
 * Things that a hostile or careless adapter may try, each with how to tell whether it came through. docs/isolation.md says of each
 * which level stops it; isolation-kit.test.ts holds the page to what happens.
 */

/** One thing to try. */
export interface Attempt {
  /** As the page has it. */
  readonly name: string;
  /** The body of an async function in the adapter; `bait` is text about the hub. It gives true when it came through. */
  readonly code: string;
}

/** Given to every attempt. */
export interface Bait {
  /** A file with a secret in it, beside the adapter's folder. */
  readonly file: string;
  /** A port of 127.0.0.1 where something listens. */
  readonly port: number;
  /** The name of an environment variable of the hub. */
  readonly variable: string;
  /** The hub's process. */
  readonly hub: number;
}

export const attempts: readonly Attempt[] = [
  { name: 'throws', code: `throw new Error('on purpose');` },
  { name: 'never answers', code: `return new Promise(() => {});` },
  { name: 'loops for ever', code: `for (;;);` },
  { name: 'eats memory', code: `const eaten = []; for (;;) eaten.push({ more: [1, 2, 3, 4] });` },
  { name: 'eats memory in buffers', code: `const eaten = []; for (;;) eaten.push(new Uint8Array(1e6).fill(1));` },
  { name: 'changes what it is given', code: `json.id = 'changed'; return true;` },
  { name: 'calls process.exit', code: `process.exit(7);` },
  { name: 'leaves a rejected promise behind', code: `Promise.reject(new Error('nobody waits')); return false;` },
  {
    name: "changes the hub's Array.prototype",
    code: `Array.prototype.touchedByAdapter = true; return false;`,
  },
  {
    name: 'replaces what all calls share',
    code: `Array.prototype.map = () => []; JSON.stringify = () => '{}'; Reflect.apply = () => ({ by: 'none' }); return false;`,
  },
  {
    name: 'replaces it after its answer',
    code: `setTimeout(() => { Reflect.apply = () => ({ by: 'none' }); Object.prototype.toJSON = () => 1; }, 0); return false;`,
  },
  { name: 'reads process.env', code: `return process.env[json.variable] !== undefined;` },
  {
    name: "reads the hub's environment from /proc",
    code: `return (await import('node:fs')).readFileSync('/proc/' + json.hub + '/environ', 'utf8').includes(json.variable + '=');`,
  },
  {
    name: 'reads other files',
    code: `return (await import('node:fs')).readFileSync(json.file, 'utf8').includes('secret');`,
  },
  {
    name: 'writes files',
    code: `(await import('node:fs')).writeFileSync(json.file + '.written', 'x'); return true;`,
  },
  {
    name: 'writes files by node:sqlite',
    code: `const sqlite = process.getBuiltinModule('node:sqlite') ?? (await import('node:sqlite'));
      new sqlite.DatabaseSync(json.file + '.written').exec('CREATE TABLE t (c)'); return true;`,
  },
  {
    name: 'opens connections',
    code: `const { connect } = await import('node:net');
      return await new Promise((resolve) => {
        const socket = connect(json.port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
        socket.on('error', () => resolve(false));
      });`,
  },
  { name: 'starts programs', code: `return (await import('node:child_process')).spawnSync('true').status === 0;` },
  {
    name: 'starts threads',
    code: `const { Worker } = await import('node:worker_threads');
      return await new Promise((resolve) => {
        const worker = new Worker('', { eval: true });
        worker.on('exit', () => resolve(true));
        worker.on('error', () => resolve(false));
      });`,
  },
  {
    name: 'sends signals to the hub',
    code: `const { kill } = await import('node:process');
      (kill ?? process.kill)(json.hub, 0); return true;`,
  },
  {
    name: "changes the hub's priority",
    code: `const os = await import('node:os');
      (os.setPriority ?? os.default.setPriority)(json.hub, os.getPriority(json.hub)); return true;`,
  },
  {
    name: "inspects the hub's thread",
    code: `const { Session } = await import('node:inspector');
      const session = new Session();
      if (process.getBuiltinModule('node:worker_threads').isMainThread) session.connect();
      else session.connectToMainThread();
      return await new Promise((resolve) => {
        session.post('Runtime.evaluate', { expression: 'process.pid' }, (error, found) => {
          session.disconnect();
          resolve(found?.result.value === json.hub);
        });
      });`,
  },
  {
    name: "inspects the hub's thread by promises",
    code: `const { Session } = process.getBuiltinModule('node:inspector/promises');
      const session = new Session();
      if (process.getBuiltinModule('node:worker_threads').isMainThread) session.connect();
      else session.connectToMainThread();
      const { result } = await session.post('Runtime.evaluate', { expression: 'process.pid' });
      session.disconnect();
      return result.value === json.hub;`,
  },
];

/** An adapter whose `translate` makes the attempt that a request names, and says whether it came through. */
export function kitSource(): string {
  const cases = attempts.map(({ name, code }) => `${JSON.stringify(name)}: async (json) => { ${code} }`).join(',\n');
  return `const attempts = { ${cases} };
export default {
  apiVersion: 1, format: 'kit', version: '1.0.0', scopes: [], configSchema: { type: 'object' },
  inbound: {
    identify: () => ({ by: 'none' }), refuse: () => ({ status: 400, body: '' }),
    routes: [{ method: 'POST', path: '/kit', summary: 's', scope: null, body: 'json',
      translate: async ({ json }) => ({ kind: 'ignore', reason: json.attempt === 'work' ? 'works' : (await attempts[json.attempt](json)) === true ? 'came through' : 'held' }),
      reply: () => ({ status: 200, body: '' }) }],
  },
};`;
}
