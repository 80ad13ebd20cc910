import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { exifTags, userComment } from '../../../src/reading/image/exif.ts';
import { imageReader } from '../../../src/reading/image/image-reader.ts';
import { iptcTags } from '../../../src/reading/image/iptc.ts';
import { iptcTime, isoTime, mailTime } from '../../../src/reading/image/photo-time.ts';
import { altitude, cameraName, exposure, lensName, location } from '../../../src/reading/image/shot.ts';
import { xmpTags } from '../../../src/reading/image/xmp.ts';
import type { DocumentFacts } from '../../../src/types/document.ts';
import { put, scratchFolder } from '../files.ts';
import { halves, pngChunk } from './pictures.ts';

async function factsOf(test: TestContext, bytes: Uint8Array, format: string): Promise<DocumentFacts> {
  const { facts } = await imageReader.read(
    await put(await scratchFolder(test), `a.${format}`, bytes, `image/${format}`),
  );
  return facts;
}

const exif = {
  IFD0: {
    Make: 'Canon',
    Model: 'Canon EOS R5',
    Artist: 'Ada',
    ImageDescription: 'Two cranes',
    Copyright: 'CC BY',
  },
  IFD2: {
    DateTimeOriginal: '2024:05:01 12:33:00',
    OffsetTimeOriginal: '+02:00',
    LensModel: 'RF24-70mm F2.8 L IS USM',
    ExposureTime: '1/120',
    FNumber: '28/10',
    ISOSpeedRatings: '400',
    FocalLength: '35/1',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '33/1 52/1 768/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '151/1 12/1 3348/100',
    GPSAltitude: '124/10',
  },
};

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:City="Bristol">
    <photoshop:Country>United Kingdom</photoshop:Country>
  </rdf:Description>
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:title><rdf:Alt><rdf:li xml:lang="de">Der Kai</rdf:li><rdf:li xml:lang="x-default">The quay &amp; its cranes</rdf:li></rdf:Alt></dc:title>
    <dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Grace</rdf:li></rdf:Seq></dc:creator>
    <dc:subject><rdf:Bag><rdf:li>harbour</rdf:li><rdf:li>morning</rdf:li></rdf:Bag></dc:subject>
    <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></dc:rights>
  </rdf:Description>
</rdf:RDF></x:xmpmeta>`;

describe('the shot', () => {
  for (const format of ['jpeg', 'webp', 'png', 'avif'] as const) {
    it(`is told by EXIF in ${format}`, async (t) => {
      const stored = await halves(64, 64).png().toBuffer();
      const facts = await factsOf(t, await sharp(stored).withExif(exif).toFormat(format).toBuffer(), format);
      assert.equal(facts.created, '2024-05-01T12:33:00+02:00');
      assert.equal(facts.author, 'Ada');
      assert.deepEqual(facts.other, {
        Description: 'Two cranes',
        Camera: 'Canon EOS R5',
        Lens: 'RF24-70mm F2.8 L IS USM',
        Exposure: '1/120 s, f/2.8, ISO 400, 35 mm',
        Location: '33.86880° S, 151.20930° E',
        Altitude: '12 m above sea level',
        Rights: 'CC BY',
      });
    });
  }

  it('is named as photographers do', () => {
    assert.equal(cameraName({ Make: 'NIKON CORPORATION', Model: 'NIKON D850' }), 'NIKON D850');
    assert.equal(cameraName({ Make: 'samsung', Model: 'SM-G991B' }), 'samsung SM-G991B');
    assert.equal(cameraName({ Make: 'Apple', Model: 'iPhone 15' }), 'iPhone 15');
    assert.equal(cameraName({}), undefined);
    assert.equal(lensName({ LensModel: '----' }), undefined);
    assert.equal(exposure({ ExposureTime: 2.5, FNumber: 0 }), '2.5 s');
    assert.equal(exposure({ FocalLength: 6.1, FocalLengthIn35mmFormat: 26 }), '6.1 mm, 26 mm in 35 mm terms');
  });

  it('is below the sea when the reference says so', () => {
    const at = { latitude: 31.5, longitude: 35.5, GPSAltitude: 430.4 };
    assert.equal(altitude({ ...at, GPSAltitudeRef: Uint8Array.of(1) }), '430 m below sea level');
    assert.equal(altitude(at), '430 m above sea level');
    assert.equal(altitude({ GPSAltitude: 430.4 }), undefined, 'without a place it says nothing');
  });

  it('has no place when the receiver had none', () => {
    assert.equal(location({ latitude: 0, longitude: 0 }), undefined);
    assert.equal(location({ latitude: Number.NaN, longitude: 3 }), undefined);
    assert.equal(location({ latitude: 95, longitude: 3 }), undefined);
    assert.equal(location({ latitude: 0, longitude: -0.5 }), '0.00000° N, 0.50000° W');
  });
});

describe('what people write about a picture', () => {
  for (const format of ['jpeg', 'webp', 'png', 'tiff', 'avif'] as const) {
    it(`is told by XMP in ${format}`, async (t) => {
      const bytes = await halves(64, 64).withXmp(xmp).toFormat(format).toBuffer();
      const { title, author, other } = await factsOf(t, bytes, format);
      assert.deepEqual([title, author], ['The quay & its cranes', 'Ada, Grace']);
      assert.deepEqual(other, {
        Keywords: 'harbour, morning',
        Place: 'Bristol, United Kingdom',
        Rights: 'CC BY 4.0',
      });
    });
  }

  it('is told by IPTC, in the encoding that it names', async (t) => {
    const jpeg = await halves(64, 64).jpeg().toBuffer();
    const datasets = Buffer.concat([
      dataset(1, 90, '\u001b%G'),
      dataset(2, 5, 'Der Kai'),
      dataset(2, 25, 'hafen'),
      dataset(2, 25, 'kräne'),
      dataset(2, 55, '20240501'),
      dataset(2, 60, '123300+0200'),
      dataset(2, 80, 'Ada'),
      dataset(2, 90, 'Bristol'),
      dataset(2, 120, 'Zwei Kräne\rüber dem Kai'),
    ]);
    const segment = photoshop(datasets);
    const head = Buffer.from([0xff, 0xed, 0, 0]);
    head.writeUInt16BE(segment.length + 2, 2);
    const bytes = Buffer.concat([jpeg.subarray(0, 2), head, segment, jpeg.subarray(2)]);
    assert.deepEqual(await factsOf(t, bytes, 'jpeg'), {
      width: 64,
      height: 64,
      title: 'Der Kai',
      author: 'Ada',
      created: '2024-05-01T12:33:00+02:00',
      other: { Description: 'Zwei Kräne über dem Kai', Keywords: 'hafen, kräne', Place: 'Bristol' },
    });
  });

  it('is told by the comments of a PNG file', async (t) => {
    const png = await halves(64, 64).png().toBuffer();
    const text = (keyword: string, value: string) =>
      pngChunk('tEXt', Buffer.from(`${keyword}\0${value}`, 'latin1'));
    const comments = [
      text('Title', 'Quarterly figures'),
      text('Creation Time', 'Wed, 1 May 2024 12:33:00 +0200'),
      text('Software', 'gnome-screenshot'),
    ];
    const header = 8 + 25;
    const facts = await factsOf(
      t,
      Buffer.concat([png.subarray(0, header), ...comments, png.subarray(header)]),
      'png',
    );
    assert.deepEqual([facts.title, facts.created], ['Quarterly figures', '2024-05-01T12:33:00+02:00']);
    assert.deepEqual(facts.other, { Software: 'gnome-screenshot' });
  });

  it('is told of a screenshot by its comment', () => {
    assert.equal(userComment(Buffer.from('ASCII\0\0\0Screenshot\0\0')), 'Screenshot');
    const wide = Buffer.concat([Buffer.from('UNICODE\0'), Buffer.from('Kräne', 'utf16le')]);
    assert.equal(userComment(wide), 'Kräne');
    assert.equal(userComment(Buffer.concat([wide.subarray(0, 8), wide.subarray(8).swap16()])), 'Kräne');
    assert.equal(userComment(Buffer.from('\0\0\0\0\0\0\0\0binary')), undefined);
  });
});

describe('times', () => {
  it('are ISO 8601, and no zone is made up', () => {
    const cases = [
      ['2024:05:01 12:33:00', '+02:00', '2024-05-01T12:33:00+02:00'],
      ['2024:05:01 12:33:00', undefined, '2024-05-01T12:33:00'],
      ['2024:05:01 12:33:00', '   :  ', '2024-05-01T12:33:00'],
      ['2024-05-01T12:33:00.25Z', undefined, '2024-05-01T12:33:00Z'],
      ['2024-05-01T12:33-05:00', '+02:00', '2024-05-01T12:33:00-05:00'],
      ['2024-05-01', undefined, '2024-05-01'],
      ['0000:00:00 00:00:00', undefined, undefined],
      ['2024:02:30 12:00:00', undefined, undefined],
      ['    :  :     :  :  ', undefined, undefined],
      [undefined, '+02:00', undefined],
    ] as const;
    for (const [time, offset, expected] of cases) assert.equal(isoTime(time, offset), expected, `${time}`);
    assert.equal(iptcTime('20240501', undefined), '2024-05-01');
    assert.equal(iptcTime(undefined, '123300'), undefined);
    assert.equal(mailTime('Wed, 01 May 2024 12:33:00 GMT'), '2024-05-01T12:33:00Z');
    assert.equal(mailTime('yesterday'), undefined);
  });
});

describe('tags of any bytes whatever', () => {
  it('never throw', async () => {
    const blocks = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .uint8Array({ maxLength: 200 })
        .map((bytes) => Buffer.concat([Buffer.from('Exif\0\0II*\0\u0008\0\0\0'), bytes])),
      fc
        .uint8Array({ maxLength: 200 })
        .map((bytes) => Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM'), bytes])),
      fc.string({ maxLength: 200 }).map((text) => Buffer.from(xmp.replace('Ada', text))),
    );
    await fc.assert(
      fc.asyncProperty(blocks, async (block) => {
        iptcTags(block);
        (await xmpTags(block))('dc:title');
        assert.ok(await exifTags(block));
      }),
      { numRuns: 500 },
    );
  });

  it('of XMP, declare no entities', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${xmp.replace('Ada', '&b;')}`;
    assert.deepEqual((await xmpTags(Buffer.from(bomb)))('dc:creator'), []);
    assert.deepEqual((await xmpTags(Buffer.from(xmp)))('dc:creator'), ['Ada', 'Grace']);
  });
});

function dataset(record: number, number: number, value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([0x1c, record, number, bytes.length >> 8, bytes.length & 255]), bytes]);
}

/** Photoshop's resources with the datasets as the second of two. */
function photoshop(datasets: Buffer): Buffer {
  const resource = (number: number, data: Buffer): Buffer => {
    const head = Buffer.from([...Buffer.from('8BIM'), number >> 8, number & 255, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32BE(data.length, 8);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0'),
    resource(0x03ed, Buffer.alloc(3)),
    resource(0x0404, datasets),
  ]);
}
