/**
 * `npm run bench`: how fast the hub is on this machine, beside what the machine could do without it. Under three minutes on
 * a PostgreSQL of its own, with everything durable; `--quick` takes one at most, `--json` prints JSON, `--profile <folder>`
 * writes V8 CPU profiles of the hub. It uses no database that exists and gates nothing.
 */
import { measureDelivery } from './delivery.ts';
import { measureIngest } from './ingest.ts';
import { measureLatency } from './latency.ts';
import { describeMachine } from './machine.ts';
import { measureNeighbour } from './neighbour.ts';
import { readPlan } from './plan.ts';
import { formatReport, type Report } from './report.ts';
import { type Stage, withStage } from './stage.ts';

const commandLine = process.argv.slice(2);
const plan = readPlan(commandLine);
const onStep = (step: string): void => void process.stderr.write(`${step}\n`);

async function play(stage: Stage): Promise<Report> {
  return {
    commandLine: ['npm run bench', ...(commandLine.length === 0 ? [] : ['--', ...commandLine])].join(' '),
    machine: await describeMachine(stage),
    ingest: await measureIngest(stage, plan, onStep),
    delivery: await measureDelivery(stage, plan, onStep),
    latency: await measureLatency(stage, plan, onStep),
    neighbour: await measureNeighbour(stage, plan, onStep),
  };
}

const interrupted = new Promise<never>((_resolve, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(`ended by ${signal}`)));
});
interrupted.catch(() => undefined); // a signal while the stage is being set waits until it can be cleared

onStep('starting PostgreSQL and making tenants');
const report = await withStage(plan.profileDirectory, (stage) => Promise.race([play(stage), interrupted]));
process.stdout.write(plan.json ? `${JSON.stringify(report, undefined, 2)}\n` : formatReport(report));
