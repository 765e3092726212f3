/**
 * A VITS model of a few hundred bytes, written by hand as ONNX: each token becomes 1024 samples of a tone that grows with the token's number.
 * It has the inputs, output and facts that sherpa-onnx asks of a model with a lexicon, so that a test loads and runs the real engine.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SAMPLES_A_TOKEN = 1024;
const SAMPLE_RATE = 16_000;
/** ONNX's names of element types. */
const [FLOAT, INT64] = [1, 7];

/** The folder of a voice as an operator installs one. @param facts what voice.json says differently */
export async function writeTinyVoice(dir: string, name: string, facts: Record<string, unknown> = {}): Promise<string> {
  const folder = join(dir, name);
  await mkdir(folder, { recursive: true });
  const voice = {
    id: name,
    name: 'giọng thử',
    language: 'vi',
    licence: 'CC0-1.0',
    engine: 'sherpa-onnx-vits',
    ...facts,
  };
  const words = ['xin', 'chào', 'bà', 'con'];
  await writeFile(join(folder, 'voice.json'), JSON.stringify(voice));
  await writeFile(join(folder, 'model.onnx'), tinyModel());
  await writeFile(
    join(folder, 'tokens.txt'),
    ['_', ' ', ',', '.', ...words].map((word, id) => `${word} ${id}\n`).join(''),
  );
  await writeFile(join(folder, 'lexicon.txt'), words.map((word) => `${word} ${word}\n`).join(''));
  return folder;
}

function tinyModel(): Buffer {
  const wave = new Float32Array(SAMPLES_A_TOKEN).map((_, at) => Math.sin((at * Math.PI) / 16) * 0.1);
  const graph = message(
    [1, node('Cast', ['x'], 'x_float', [1, text('to'), 3, FLOAT, 20, 2])],
    [1, node('Reshape', ['x_float', 'column'], 'tokens')],
    [1, node('MatMul', ['tokens', 'wave'], 'rows')],
    [1, node('Reshape', ['rows', 'sound'], 'y')],
    [2, text('tiny')],
    [5, tensor('wave', FLOAT, [1, SAMPLES_A_TOKEN], Buffer.from(wave.buffer))],
    [5, tensor('column', INT64, [2], integers([-1, 1]))],
    [5, tensor('sound', INT64, [3], integers([1, 1, -1]))],
    [11, value('x', INT64, ['N', 'T'])],
    [11, value('x_length', INT64, ['N'])],
    [11, value('noise_scale', FLOAT, [1])],
    [11, value('length_scale', FLOAT, [1])],
    [11, value('noise_scale_dur', FLOAT, [1])],
    [12, value('y', FLOAT, ['N', 1, 'L'])],
  );
  const facts = {
    model_type: 'vits',
    comment: 'tiny',
    language: 'Vietnamese',
    punctuation: ', .',
    add_blank: '1',
    n_speakers: '1',
    sample_rate: String(SAMPLE_RATE),
    version: '1',
  };
  const opset = message([1, text('')], [2, 13]);
  const properties = Object.entries(facts).map(([key, said]): Field => [14, message([1, text(key)], [2, text(said)])]);
  return message([1, 8], [7, graph], [8, opset], ...properties);
}

type Field = readonly [number: number, value: number | Buffer];

/** A protocol buffer: fields with whole numbers, or with bytes. */
function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([number, content]) =>
      typeof content === 'number'
        ? Buffer.concat([varint(number << 3), varint(content)])
        : Buffer.concat([varint((number << 3) | 2), varint(content.length), content]),
    ),
  );
}

function varint(number: number): Buffer {
  const bytes: number[] = [];
  let rest = number;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

const text = (words: string): Buffer => Buffer.from(words);
const integers = (numbers: readonly number[]): Buffer => Buffer.from(BigInt64Array.from(numbers, BigInt).buffer);

/** @param attribute name, field and value, field of the type and type of the only attribute */
function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attribute?: readonly [number, Buffer, number, number, number, number],
): Buffer {
  const [nameField = 0, name = text(''), field = 0, content = 0, typeField = 0, type = 0] = attribute ?? [];
  const attributes: Field[] = attribute ? [[5, message([nameField, name], [field, content], [typeField, type])]] : [];
  return message(
    ...inputs.map((input): Field => [1, text(input)]),
    [2, text(output)],
    [4, text(operator)],
    ...attributes,
  );
}

function tensor(name: string, type: number, sizes: readonly number[], raw: Buffer): Buffer {
  return message(...sizes.map((size): Field => [1, size]), [2, type], [8, text(name)], [9, raw]);
}

function value(name: string, type: number, sizes: readonly (number | string)[]): Buffer {
  const shape = message(
    ...sizes.map((size): Field => [1, typeof size === 'number' ? message([1, size]) : message([2, text(size)])]),
  );
  return message([1, text(name)], [2, message([1, message([1, type], [2, shape])])]);
}
