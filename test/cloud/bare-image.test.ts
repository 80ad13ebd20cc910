import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import exifr from 'exifr';
import sharp, { type Color, type Sharp } from 'sharp';
import { bareImage } from '../../src/cloud/bare-image.ts';
import type { ImageCargo } from '../../src/models/paid-contract.ts';

/** What a picture may know that is nobody's business; each stands in another place of the file. */
const secrets = {
  camera: 'Camera of Secret Street',
  gps: '48/1 12/1 30/1',
  xmp: 'secret-xmp-author',
  iptc: 'secret-iptc-caption',
  comment: 'secret-jpeg-comment',
  profile: 'ICC_PROFILE',
};

/** A plain picture; `background` as sharp takes it. */
function plain(width = 80, height = 60, background: object = { r: 40, g: 90, b: 160 }): Sharp {
  return sharp({ create: { width, height, channels: 3, background: background as Color } });
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** IPTC as Photoshop keeps it in a JPEG: an "8BIM" resource 0x0404 with the dataset 2:120, the caption. */
function iptcSegment(caption: string): Buffer {
  const dataset = Buffer.concat([Buffer.from([0x1c, 2, 120, 0, caption.length]), Buffer.from(caption)]);
  const resource = Buffer.concat([Buffer.from('8BIM'), Buffer.from([4, 4, 0, 0, 0, 0, 0, dataset.length])]);
  return segment(
    0xed,
    Buffer.concat([Buffer.from('Photoshop 3.0\0'), resource, dataset, Buffer.alloc(dataset.length % 2)]),
  );
}

/** A photograph that says everything about its maker. */
async function talkative(): Promise<Buffer> {
  const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="${secrets.xmp}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
  const jpeg = await plain()
    .withIccProfile('p3')
    .withExif({
      IFD0: { Make: secrets.camera, ImageDescription: secrets.camera },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: secrets.gps,
        GPSLongitudeRef: 'E',
        GPSLongitude: '16/1 22/1 0/1',
      },
    })
    .withXmp(xmp)
    .jpeg()
    .toBuffer();
  const more = [iptcSegment(secrets.iptc), segment(0xfe, Buffer.from(secrets.comment))];
  return Buffer.concat([jpeg.subarray(0, 2), ...more, jpeg.subarray(2)]);
}

/** Everything that exifr can find. */
const everything = {
  tiff: true,
  exif: true,
  gps: true,
  xmp: true,
  iptc: true,
  icc: true,
  jfif: false,
} as const;

/** The markers of the segments before the pixels of a JPEG. */
function markersOf(jpeg: Uint8Array): readonly number[] {
  const bytes = Buffer.from(jpeg);
  const markers: number[] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) {
    markers.push(bytes[at + 1] ?? 0);
  }
  return markers;
}

const bare = (bytes: Buffer, task: 'recognise' | 'describe' = 'describe'): Promise<ImageCargo> =>
  bareImage({ bytes, mime: 'image/jpeg', width: 1, height: 1 }, task);

/** The colour in the middle. */
async function middle({ bytes, width, height }: ImageCargo): Promise<readonly number[]> {
  const area = { left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 };
  return [...(await sharp(bytes).extract(area).raw().toBuffer())];
}

const near = (found: readonly number[], wanted: readonly number[], by = 6): void =>
  assert.ok(
    found.length === wanted.length &&
      found.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) <= by),
    `${found} is about ${wanted}`,
  );

describe('a picture that is to leave', () => {
  it('loses the camera, the place, the author, the caption, the comment and the profile', async () => {
    const photo = await talkative();
    const before = await exifr.parse(photo, { ...everything, mergeOutput: false });
    assert.equal(before.ifd0.Make, secrets.camera);
    assert.deepEqual(before.gps.GPSLatitude, [48, 12, 30]);
    assert.match(JSON.stringify(before.photoshop ?? before.xmp), new RegExp(secrets.xmp));
    assert.equal(before.iptc.Caption, secrets.iptc);
    assert.equal(typeof before.icc, 'object');
    const { gps: _, ...written } = secrets;
    for (const secret of Object.values(written)) {
      const there = photo.includes(secret) || photo.includes(Buffer.from(secret, 'utf16le').swap16());
      assert.ok(there, `${secret} is in the photograph`);
    }

    for (const task of ['describe', 'recognise'] as const) {
      const { bytes, mime } = await bare(photo, task);
      assert.equal(mime, 'image/jpeg');
      const left = Buffer.from(bytes);
      for (const secret of Object.values(written)) {
        assert.equal(left.includes(secret), false, secret);
        assert.equal(left.includes(Buffer.from(secret, 'utf16le').swap16()), false, secret);
      }
      assert.equal(await exifr.parse(left, everything), undefined);
      const told = markersOf(bytes).filter((marker) => marker === 0xfe || (marker >= 0xe1 && marker <= 0xef));
      assert.deepEqual(told, [], 'no segment says anything but how the pixels are packed');
    }
  });

  it('loses the texts of a PNG, and what lies behind the end of a file', async () => {
    const png = await plain().png().toBuffer();
    const text = Buffer.from('tEXtComment\0secret-png-text');
    const chunk = Buffer.alloc(text.length + 8);
    chunk.writeUInt32BE(text.length - 4, 0);
    text.copy(chunk, 4);
    chunk.writeUInt32BE((await import('node:zlib')).crc32(text), text.length + 4);
    const afterHeader = 8 + 25;
    const told = Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
    const trailing = Buffer.concat([told, Buffer.from('secret-after-the-end')]);
    const { bytes } = await bare(trailing);
    assert.equal(Buffer.from(bytes).includes('secret'), false);
  });

  it('stands upright, whatever its orientation says', async () => {
    // The left half is red: turned by 90° clockwise (orientation 6) red is above.
    const red = await plain(20, 40, { r: 255, g: 0, b: 0 }).png().toBuffer();
    const blue = plain(40, 40, { r: 0, g: 0, b: 255 }).composite([{ input: red, left: 0, top: 0 }]);
    const lying = await blue.jpeg({ quality: 100 }).withMetadata({ orientation: 6 }).toBuffer();
    const wide = await sharp(lying).resize(80, 40, { fit: 'fill' }).keepExif().jpeg().toBuffer();
    const { bytes, width, height } = await bare(wide);
    assert.deepEqual([width, height], [40, 80]);
    const pixel = async (top: number) => [
      ...(await sharp(bytes).extract({ left: 20, top, width: 1, height: 1 }).raw().toBuffer()),
    ];
    near(await pixel(10), [254, 0, 0], 12);
    near(await pixel(70), [0, 0, 254], 12);
  });

  for (const [task, side] of [
    ['describe', 1024],
    ['recognise', 2048],
  ] as const) {
    it(`is no larger than ${side} pixels on its longer side to ${task}, and never made larger`, async () => {
      const tall = await bare(await plain(1500, 3000).png().toBuffer(), task);
      assert.deepEqual([tall.width, tall.height], [side / 2, side]);
      const broad = await bare(await plain(3000, 1500).png().toBuffer(), task);
      assert.deepEqual([broad.width, broad.height], [side, side / 2]);
      const exact = await bare(await plain(side, 10).png().toBuffer(), task);
      assert.deepEqual([exact.width, exact.height], [side, 10]);
      const small = await bare(await plain(31, 17).png().toBuffer(), task);
      assert.deepEqual([small.width, small.height], [31, 17]);
    });
  }

  it('is white where it was transparent', async () => {
    const clear = {
      create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    near(await middle(await bare(await sharp(clear).png().toBuffer())), [255, 255, 255], 1);
    const half = { create: { ...clear.create, background: { r: 0, g: 0, b: 0, alpha: 0.5 } } } as const;
    near(await middle(await bare(await sharp(half).png().toBuffer())), [128, 128, 128]);
  });

  it('is a picture in sRGB, whatever it was: grey, for print, of 16 bits, animated, or in a wide colour space', async () => {
    const grey = await plain(40, 30, { r: 90, g: 90, b: 90 }).toColourspace('b-w').png().toBuffer();
    const deep = await plain().toColourspace('rgb16').png().toBuffer();
    const print = await plain(40, 30, { r: 200, g: 30, b: 30 }).toColourspace('cmyk').jpeg().toBuffer();
    assert.equal((await sharp(grey).metadata()).channels, 1);
    assert.equal((await sharp(deep).metadata()).depth, 'ushort');
    assert.equal((await sharp(print).metadata()).space, 'cmyk');
    const wanted = [
      [grey, [90, 90, 90], 3],
      [deep, [40, 90, 160], 6],
      [print, [200, 30, 30], 45],
      [await plain().gif().toBuffer(), [40, 90, 160], 12],
      [await plain().withIccProfile('p3').jpeg({ quality: 100 }).toBuffer(), [40, 90, 160], 6],
    ] as const;
    for (const [bytes, colour, by] of wanted) {
      const cargo = await bare(bytes);
      const { channels, space, depth, format } = await sharp(cargo.bytes).metadata();
      assert.deepEqual([channels, space, depth, format], [3, 'srgb', 'uchar', 'jpeg']);
      near(await middle(cargo), colour, by);
    }
  });

  it('is refused when it is broken, cut short or none', async () => {
    const noise = {
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    } as const;
    const whole = await sharp(noise).jpeg().toBuffer();
    const broken = [Buffer.alloc(0), Buffer.from('a letter'), whole.subarray(0, whole.length / 2)];
    for (const bytes of broken) await assert.rejects(bare(bytes));
  });
});
