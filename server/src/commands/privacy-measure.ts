import { parseArgs } from 'node:util';
import { measurePrivacyGate } from '../rooms/bulletins/service.ts';

type Measured = Awaited<ReturnType<typeof measurePrivacyGate>>;
type Figures = Measured['sets'][number]['measure']['all'];

/**
 * `nguon privacy measure [--json]`: what the privacy gate finds in the project's labelled texts, and where it stops a harmless one.
 * @returns 0 when the texts held out from the making of the rules, and all together, reach the targets; 1 otherwise
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const measured = await measurePrivacyGate();
  process.stdout.write(values.json ? `${JSON.stringify(measured)}\n` : page(measured));
  return measured.reached ? 0 : 1;
}

function page({ sets, targets, reached }: Measured): string {
  const lines = sets.flatMap(({ name, measure }) => [
    name,
    row('tất cả / all', measure.all),
    ...Object.entries(measure.kinds).map(([kind, figures]) => row(kind, figures)),
    '',
  ]);
  const goal = `mục tiêu / targets: ≥ ${percent(targets.found)}, ≤ ${percent(targets.falseAlarms)}`;
  return [...lines, `${goal}: ${reached ? 'đạt / reached' : 'chưa đạt / not reached'}`, ''].join('\n');
}

function row(name: string, { telling, found, harmless, falseAlarms }: Figures): string {
  const hit = `tìm thấy / found ${share(found, telling)}`;
  return `  ${name.padEnd(12)}  ${hit.padEnd(42)}báo nhầm / false alarms ${share(falseAlarms, harmless)}`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${percent(part / whole)} (${part}/${whole})`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`;
}
