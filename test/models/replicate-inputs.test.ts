import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PaidOrder } from '../../src/models/paid-contract.ts';
import { modelSchema, readInputs } from '../../src/models/replicate-inputs.ts';
import { pictureOrder, recordingOrder } from '../support/departing.ts';

const payee = { spec: 'replicate:o/n', url: 'http://127.0.0.1/v1', key: 'k', keyName: 'K', account: 'x' };
const file = { type: 'string', format: 'uri' };
const text = { type: 'string' };

interface Told {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly output?: unknown;
  readonly official?: boolean;
}

function read(told: Told, order: PaidOrder = pictureOrder('describe')) {
  const { properties, required, output = text, official } = told;
  const schemas = { Input: { properties, required }, Output: output };
  const latest_version = { id: 'v1', openapi_schema: { components: { schemas } } };
  const model = modelSchema.parse({ is_official: official, latest_version });
  return readInputs(payee, 'o/n', model, order);
}

const used = (told: Told, order?: PaidOrder) => {
  const inputs = read(told, order);
  assert.ok(!('code' in inputs), JSON.stringify(inputs));
  return inputs;
};

const whyNot = (told: Told, order?: PaidOrder): string => {
  const refusal = read(told, order);
  assert.ok('code' in refusal, JSON.stringify(refusal));
  assert.equal(refusal.code, 'model-missing');
  assert.equal(refusal.charged, 'no');
  return refusal.reason;
};

describe('which input takes the picture', () => {
  const cases: readonly [string, Told['properties'], string, boolean][] = [
    ['the usual name', { image: file, prompt: text }, 'image', false],
    ['a longer name', { input_image: file, prompt: text }, 'input_image', false],
    ['one of two files', { image: file, mask: file, prompt: text }, 'image', false],
    [
      'a list of files',
      { images: { type: 'array', items: file, description: 'Pictures' }, prompt: text },
      'images',
      true,
    ],
    [
      'a description that says so',
      { media: { ...file, description: 'Input image, PNG or JPEG' }, prompt: text },
      'media',
      false,
    ],
    [
      'an input that may be null',
      { image: { anyOf: [file, { type: 'null' }] }, prompt: text },
      'image',
      false,
    ],
  ];
  for (const [name, properties, media, many] of cases) {
    test(`is found by ${name}`, () => {
      const inputs = used({ properties });
      assert.deepEqual([inputs.media, inputs.many, inputs.prompt], [media, many, 'prompt']);
    });
  }

  test('is not guessed', () => {
    assert.match(whyNot({ properties: { prompt: text } }), /which of its inputs takes the picture/);
    assert.match(
      whyNot({ properties: { one_image: file, other_image: file, prompt: text } }),
      /does not say clearly/,
    );
    assert.match(whyNot({ properties: { document: file, prompt: text } }), /does not say clearly/);
    assert.match(whyNot({ properties: { image: text, prompt: text } }), /does not say clearly/);
  });
});

describe('a model', () => {
  const properties = { image: file, prompt: text };

  test('that cannot be told what to do is refused for pictures, and taken for sound', () => {
    assert.match(whyNot({ properties: { image: file } }), /tells it what to do/);
    const hearing = used({ properties: { audio_file: file } }, recordingOrder());
    assert.deepEqual([hearing.media, hearing.prompt], ['audio_file', undefined]);
  });

  test('that makes pictures is refused: it would be paid for nothing', () => {
    assert.match(whyNot({ properties, output: file }), /files, not with words/);
    assert.match(whyNot({ properties, output: { type: 'array', items: file } }), /files, not with words/);
  });

  test('that needs what is not known is refused by the name of that', () => {
    const more = { ...properties, region: { type: 'string' } };
    assert.match(whyNot({ properties: more, required: ['image', 'region'] }), /“region”/);
    const preset = { ...properties, region: { type: 'string', default: 'any' } };
    assert.equal(used({ properties: preset, required: ['image', 'region'] }).media, 'image');
  });

  test('that says nothing about itself is refused', () => {
    const told = modelSchema.parse({ latest_version: null });
    const refusal = readInputs(payee, 'o/n', told, pictureOrder('describe'));
    assert.ok('code' in refusal && /which inputs/.test(refusal.reason));
    assert.ok('code' in readInputs(payee, 'o/n', modelSchema.parse({}), pictureOrder('describe')));
  });

  test('is named by its newest version, or by its name when it is official', () => {
    assert.equal(used({ properties }).version, 'v1');
    assert.equal(used({ properties, official: true }).version, 'o/n');
  });

  test('is bounded in tokens within the bounds that it sets itself', () => {
    const count = (limit: object) =>
      used({ properties: { ...properties, max_new_tokens: { type: 'integer', ...limit } } }).tokens?.count;
    assert.equal(count({}), 300);
    assert.equal(count({ maximum: 128 }), 128);
    assert.equal(count({ minimum: 512 }), 512);
    assert.equal(used({ properties }).tokens, undefined);
  });
});
