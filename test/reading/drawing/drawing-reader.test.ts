import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import sharp from 'sharp';
import { drawingReader } from '../../../src/reading/drawing/drawing-reader.ts';
import { safeDrawing } from '../../../src/reading/drawing/safe-drawing.ts';
import { plainText } from '../../../src/reading/plain-text.ts';
import { parseXml } from '../../../src/reading/xml/lenient-tree.ts';
import { dropped, staysCalm } from '../dropped.ts';
import { inMemory } from '../office-files.ts';

const svg = (content: string, size = 'width="100" height="50"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${content}</svg>`;

const written = (content: string): string => {
  const { root } = parseXml(svg(content));
  assert.ok(root);
  return safeDrawing(root);
};

async function pixels(text: string): Promise<{ width: number; height: number; first: number[] }> {
  const file = inMemory('a.svg', 'image/svg+xml', Buffer.from(text));
  const [picture] = (await drawingReader.read(file)).pictures;
  assert.ok(picture && drawingReader.loadPicture);
  const { bytes, width, height } = await drawingReader.loadPicture(file, picture);
  const raw = await sharp(bytes).removeAlpha().raw().toBuffer();
  return { width, height, first: [...raw.subarray(0, 3)] };
}

test('the words of a drawing are its text, line by line, labels in HTML among them', async () => {
  const document = await dropped(
    'plan.svg',
    svg(
      '<title>Plan</title><desc>Of the house</desc><g><text x="1" y="2">One <tspan font-weight="bold">two</tspan></text></g>' +
        '<text y="5"><tspan x="0" dy="1em">Three</tspan><tspan x="0" dy="1em">four</tspan></text>' +
        '<switch><foreignObject><div xmlns="http://www.w3.org/1999/xhtml"><p>Kitchen</p><p>12 m²</p></div></foreignObject><text>Kitchen</text></switch>',
    ),
  );
  assert.equal(document.kind, 'image');
  assert.equal(plainText(document), 'Plan\n\nOf the house\n\nOne two\nThree\nfour\nKitchen 12 m²');
  assert.equal(document.facts.title, 'Plan');
  assert.deepEqual([document.facts.width, document.facts.height], [100, 50]);
});

test('the picture shows the shapes, on white', async () => {
  const red = await pixels(svg('<rect width="100" height="50" fill="#f00"/>'));
  assert.deepEqual(red.first, [255, 0, 0]);
  assert.equal(red.width, red.height * 2);
  assert.deepEqual((await pixels(svg('<circle cx="50" cy="25" r="5"/>'))).first, [255, 255, 255]);
});

test('programs, addresses, imports and filters do not come through', () => {
  const drawn = written(
    '<script>alert(1)</script><rect onclick="alert(1)" filter="url(#f)" fill="url(http://127.0.0.1:9/x)" style="fill:url(file:///etc/passwd);filter:url(#f)"/>' +
      '<image href="file:///etc/passwd"/><image xlink:href="data:image/svg+xml;base64,AAAA"/><use href="http://127.0.0.1:9/x#a"/>' +
      '<style>@im@import x;port "x.css"; a{fill:u/**/rl(http://127.0.0.1:9/)} </style><style>b{fill:\\75rl(x)}</style><a href="javascript:alert(1)"><path d="M0 0"/></a>' +
      '<foreignObject><iframe src="http://127.0.0.1:9/"/></foreignObject><feImage href="http://127.0.0.1:9/"/><animate attributeName="href" to="http://127.0.0.1:9/"/>',
  );
  assert.doesNotMatch(
    drawn,
    /script|alert|onclick|127\.0\.0\.1|passwd|@import|filter|iframe|feImage|animate|75rl/,
  );
  assert.match(drawn, /<path d="M0 0">/);
});

test('drawing asks nothing of the network', async (t) => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`;
  const text = `<?xml version="1.0"?><?xml-stylesheet href="${address}"?><!DOCTYPE svg [<!ENTITY e SYSTEM "${address}">]>${svg(
    `<style>@import "${address}";</style><image href="${address}" width="9" height="9"/><rect width="9" height="9" fill="url(${address}#a)"/><text>&e;</text>`,
  )}`;
  await pixels(text);
  assert.equal(asked, 0);
});

test('what would take for ever is not drawn, and its words are kept', async () => {
  const laughs = Array.from(
    { length: 12 },
    (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`,
  ).join('');
  const chain = Array.from({ length: 50_000 }, (_, n) => `<g id="a${n}"><use href="#a${n + 1}"/></g>`).join(
    '',
  );
  const layers = `${'<g opacity="0.5">'.repeat(20)}<rect/>${'</g>'.repeat(20)}`;
  const itself = '<g id="a"><use href="#a"/></g>';
  for (const content of [`<g id="l0"/>${laughs}`, chain, layers, itself]) {
    const document = await dropped('a.svg', svg(`${content}<text>hi</text>`));
    assert.equal(plainText(document), 'hi');
    assert.deepEqual(document.pictures, []);
    assert.deepEqual(document.omissions, [
      'The drawing itself could not be drawn; only its words were read.',
    ]);
  }
  const huge = await dropped('a.svg', svg('<text>hi</text>', 'width="1e12" height="9"'));
  assert.deepEqual([plainText(huge), huge.pictures], ['hi', []]);
});

test('a drawing that cannot be drawn and holds no words is a failure; damage is one or a document', async () => {
  await assert.rejects(dropped('a.svg', svg('<g id="a"><use href="#a"/></g>')), {
    code: 'file-damaged',
    reason: 'a.svg is a drawing that cannot be drawn, and it holds no words.',
  });
  const deep = await dropped('a.svg', svg(`${'<g>'.repeat(1e6)}<text>hi</text>`));
  assert.match(deep.omissions.join(' '), /nested more than/);
  await staysCalm('a.svg', svg('<title>ä</title><text>words</text><rect width="9" height="9" fill="red"/>'));
});
