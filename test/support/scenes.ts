/** Pictures such as people drop, drawn by code: the same on every machine, fonts included. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import sharp from 'sharp';

// The fonts that pdfjs-dist ships: machines that only run tests have none.
const fonts = join(
  dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
);
GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Regular.ttf'), 'Scene Sans');
GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Bold.ttf'), 'Scene Bold');

type Draw = (pen: SKRSContext2D, random: () => number) => void;

/** Numbers from 0 to 1, the same each time (a linear congruential generator, constants of Numerical Recipes). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function drawn(width: number, height: number, draw: Draw): Canvas {
  const canvas = createCanvas(width, height);
  draw(canvas.getContext('2d'), randomOf(7));
  return canvas;
}

function fill(pen: SKRSContext2D, colour: string): void {
  pen.fillStyle = colour;
  pen.fillRect(0, 0, pen.canvas.width, pen.canvas.height);
}

/** Lines of text from a point downward. */
function lines(
  pen: SKRSContext2D,
  texts: readonly string[],
  at: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly colour?: string;
    readonly bold?: boolean;
  },
): void {
  pen.fillStyle = at.colour ?? '#111111';
  pen.font = `${at.size}px "${at.bold ? 'Scene Bold' : 'Scene Sans'}"`;
  for (const [index, text] of texts.entries()) pen.fillText(text, at.x, at.y + index * at.size * 1.5);
}

const prose = [
  'The quay is longer now than it was when the last of the grain',
  'ships came in. The council has agreed to keep the two cranes,',
  'and to open the warehouse as a market hall by next summer.',
  'Ada Byron will draw up the plans for the roof, and the harbour',
  'office has set aside 48,000 for the lights along the water.',
  'Nobody has yet said who will pay for the repair of the lock,',
  'which leaks at spring tide and has done so for eleven years.',
  'The next meeting is on the third of June at half past seven,',
  'in the reading room of the library, and everyone is welcome.',
];

/** Sky, hills, water and trees, with the grain that a photograph has. */
function landscape(pen: SKRSContext2D, random: () => number): void {
  const { width, height } = pen.canvas;
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#5b8fd0');
  sky.addColorStop(0.6, '#e8e2d0');
  sky.addColorStop(1, '#31506b');
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  for (let ridge = 0; ridge < 3; ridge++) {
    pen.fillStyle = ['#6d7f92', '#49633f', '#2f4a2c'][ridge] ?? '';
    pen.beginPath();
    pen.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) {
      const wave = Math.sin(x / (90 - ridge * 20)) + Math.sin(x / 31 + ridge) / 2;
      pen.lineTo(x, height * (0.45 + ridge * 0.12) + wave * 26 + random() * 6);
    }
    pen.lineTo(width, height);
    pen.fill();
  }
  for (let tree = 0; tree < 900; tree++) {
    pen.fillStyle = `rgb(${20 + random() * 50}, ${50 + random() * 70}, ${20 + random() * 40})`;
    pen.beginPath();
    pen.ellipse(
      random() * width,
      height * (0.7 + random() * 0.3),
      3 + random() * 9,
      5 + random() * 14,
      0,
      0,
      7,
    );
    pen.fill();
  }
}

/** A wall of bricks and a lattice of twigs: edges everywhere, and not a word. */
function texture(pen: SKRSContext2D, random: () => number): void {
  const { width, height } = pen.canvas;
  fill(pen, '#b9b1a5');
  for (let y = 0; y < height; y += 34) {
    for (let x = (y / 34) % 2 ? -40 : 0; x < width; x += 82) {
      pen.fillStyle = `rgb(${140 + random() * 60}, ${60 + random() * 40}, ${45 + random() * 30})`;
      pen.fillRect(x + random() * 3, y + random() * 3, 76, 28);
    }
  }
  pen.strokeStyle = '#2b2118';
  for (let twig = 0; twig < 500; twig++) {
    pen.lineWidth = 1 + random() * 3;
    const [x, y] = [random() * width, random() * height];
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + (random() - 0.5) * 90, y + (random() - 0.5) * 90);
    pen.stroke();
  }
}

const receiptRows = [
  ['2 x Rye bread', '7.80'],
  ['6 x Butter croissant', '11.40'],
  ['1 x Coffee beans 250 g', '9.50'],
  ['1 x Apple cake', '4.20'],
] as const;

function receipt(pen: SKRSContext2D, x: number, y: number): void {
  pen.fillStyle = '#f6f4ee';
  pen.fillRect(x, y, 560, 640);
  lines(pen, ['HARBOUR BAKERY'], { x: x + 120, y: y + 70, size: 36, bold: true });
  lines(pen, ['12 Quay Street, Bristol', 'Receipt No. 20418', '31 October 2026 08:47'], {
    x: x + 130,
    y: y + 120,
    size: 26,
  });
  for (const [row, [label, amount]] of receiptRows.entries()) {
    lines(pen, [label], { x: x + 40, y: y + 270 + row * 48, size: 28 });
    lines(pen, [amount], { x: x + 440, y: y + 270 + row * 48, size: 28 });
  }
  lines(pen, ['TOTAL GBP'], { x: x + 40, y: y + 500, size: 34, bold: true });
  lines(pen, ['32.90'], { x: x + 430, y: y + 500, size: 34, bold: true });
  lines(pen, ['Paid by card. Thank you!'], { x: x + 120, y: y + 570, size: 26 });
}

function slide(pen: SKRSContext2D): void {
  fill(pen, '#17120f');
  pen.setTransform(0.98, 0.03, -0.03, 0.98, 130, 60);
  pen.fillStyle = '#f2f4f8';
  pen.fillRect(0, 0, 1180, 700);
  lines(pen, ['What we learned this year'], { x: 70, y: 120, size: 64, bold: true, colour: '#14315e' });
  const points = [
    '• Late trains cost us eleven days of meetings',
    '• The new warehouse pays for itself by March',
    '• Three in four letters are answered within a day',
    '• Next: one form for all harbour offices',
  ];
  lines(pen, points, { x: 90, y: 240, size: 44 });
}

function diagram(pen: SKRSContext2D): void {
  fill(pen, '#ffffff');
  pen.strokeStyle = '#1f3b6d';
  pen.lineWidth = 4;
  const boxes = [
    ['Scanner', 80, 120],
    ['Reader', 520, 120],
    ['Journal', 960, 120],
    ['Model', 520, 480],
    ['Notes', 960, 480],
    ['Archive', 80, 480],
  ] as const;
  for (const [label, x, y] of boxes) {
    pen.strokeRect(x, y, 260, 130);
    lines(pen, [label], { x: x + 60, y: y + 78, size: 36 });
  }
  for (const [fromX, fromY, toX, toY] of [
    [340, 185, 520, 185],
    [780, 185, 960, 185],
    [650, 250, 650, 480],
    [780, 545, 960, 545],
    [520, 545, 340, 545],
  ] as const) {
    pen.beginPath();
    pen.moveTo(fromX, fromY);
    pen.lineTo(toX, toY);
    pen.stroke();
    pen.beginPath();
    pen.arc(toX, toY, 9, 0, 7);
    pen.stroke();
  }
  lines(pen, ['asks', 'answers'], { x: 670, y: 340, size: 26 });
}

function chart(pen: SKRSContext2D): void {
  fill(pen, '#ffffff');
  lines(pen, ['Visitors to the harbour, by month'], { x: 300, y: 70, size: 40, bold: true });
  pen.strokeStyle = '#333333';
  pen.lineWidth = 3;
  pen.strokeRect(140, 110, 1200, 640);
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug'];
  for (const [index, month] of months.entries()) {
    const height = 120 + ((index * 97) % 430);
    pen.fillStyle = '#3a76b8';
    pen.fillRect(180 + index * 145, 750 - height, 90, height);
    lines(pen, [month], { x: 190 + index * 145, y: 795, size: 30 });
  }
  for (let value = 0; value <= 5; value++)
    lines(pen, [`${value * 200}`], { x: 60, y: 760 - value * 125, size: 28 });
}

function windowOfText(pen: SKRSContext2D, dark: boolean): void {
  fill(pen, dark ? '#1e1e1e' : '#fcfcfc');
  pen.fillStyle = dark ? '#333333' : '#dcdcdc';
  pen.fillRect(0, 0, pen.canvas.width, 44);
  for (const [index, colour] of ['#ff5f57', '#febc2e', '#28c840'].entries()) {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(28 + index * 26, 22, 8, 0, 7);
    pen.fill();
  }
  const colour = dark ? '#d6d6d6' : '#202020';
  lines(pen, ['Minutes of the harbour council'], { x: 60, y: 110, size: 30, bold: true, colour });
  lines(pen, prose, { x: 60, y: 170, size: 22, colour });
}

function scannedPage(pen: SKRSContext2D): void {
  fill(pen, '#fbfaf6');
  pen.rotate(0.008);
  lines(pen, ['The harbour, a report'], { x: 130, y: 160, size: 46, bold: true });
  for (let part = 0; part < 4; part++) lines(pen, prose, { x: 130, y: 260 + part * 460, size: 32 });
}

/** A name and a few large words across a photograph. */
function poster(pen: SKRSContext2D, random: () => number): void {
  landscape(pen, random);
  lines(pen, ['COME TO THE QUAY'], { x: 120, y: 190, size: 96, bold: true, colour: '#ffffff' });
  lines(pen, ['Open every day in May'], { x: 330, y: 290, size: 54, colour: '#ffffff' });
}

function sign(pen: SKRSContext2D, random: () => number): void {
  landscape(pen, random);
  pen.fillStyle = '#f4f1e6';
  pen.fillRect(560, 330, 330, 130);
  pen.fillStyle = '#5a4632';
  pen.fillRect(710, 460, 24, 240);
  lines(pen, ['FERRY LANDING', 'to the islands'], { x: 590, y: 385, size: 34, bold: true });
}

/** Grey grains, the same each time: a sum of three evenly spread numbers is nearly normal. */
function noise(width: number, height: number, random: () => number): Promise<Buffer> {
  const grains = Uint8Array.from(
    { length: width * height },
    () => 128 + 120 * (random() + random() + random() - 1.5),
  );
  return sharp(grains, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
}

const scenes: Readonly<Record<string, readonly [width: number, height: number, draw: Draw]>> = {
  landscape: [1400, 900, landscape],
  texture: [1400, 900, texture],
  sign: [1400, 900, sign],
  poster: [1400, 900, poster],
  screenshot: [860, 560, (pen) => windowOfText(pen, false)],
  'dark screenshot': [860, 560, (pen) => windowOfText(pen, true)],
  'scanned page': [1240, 1754 + 400, scannedPage],
  diagram: [1300, 720, diagram],
  chart: [1400, 840, chart],
  'slide on a wall': [1440, 900, slide],
  'empty page': [1240, 1754, (pen) => fill(pen, '#ffffff')],
  'receipt on a table': [
    1100,
    1000,
    (pen, random) => {
      texture(pen, random);
      fill(pen, 'rgba(70, 45, 25, 0.75)');
      pen.rotate(0.04);
      receipt(pen, 290, 160);
    },
  ],
};

/** Which scenes come out of a camera: they are given its grain, its blur and its light from one side. */
const photographed = new Set([
  'landscape',
  'texture',
  'sign',
  'poster',
  'slide on a wall',
  'receipt on a table',
]);

/** The names of all scenes. */
export const sceneNames = [...Object.keys(scenes), 'noise'];

/** A scene as a PNG file. */
export async function scene(name: string): Promise<Buffer> {
  if (name === 'noise') return noise(1000, 800, randomOf(7));
  const [width, height, draw] = scenes[name] ?? [1, 1, () => undefined];
  const png = await drawn(width, height, draw).encode('png');
  if (!photographed.has(name)) return png;
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 14 },
    },
  })
    .png()
    .toBuffer();
  return sharp(png)
    .blur(0.8)
    .composite([{ input: grain, blend: 'soft-light' }])
    .png()
    .toBuffer();
}

const left = [
  'The quay is longer now than it was',
  'when the last of the grain ships',
  'came in. The council has agreed to',
  'keep the two cranes, and to open',
  'the warehouse as a market hall by',
  'next summer. Ada Byron will draw up',
  'the plans for the roof, and the office',
  'has set aside money for the lights.',
];
const right = [
  'Nobody has yet said who will pay for',
  'the repair of the lock, which leaks at',
  'spring tide and has done so for years.',
  'The next meeting is on the third of',
  'June at half past seven, in the reading',
  'room of the library, and everyone is',
  'welcome to come and to speak there.',
  'Bring your own chair and your tea.',
];

/** A heading over two columns of running text. */
export function columnsPage(): Promise<Buffer> {
  const page = drawn(1300, 640, (pen) => {
    fill(pen, '#ffffff');
    lines(pen, ['The harbour news'], { x: 80, y: 90, size: 44, bold: true });
    lines(pen, left, { x: 80, y: 180, size: 30 });
    lines(pen, right, { x: 690, y: 180, size: 30 });
  });
  return page.encode('png');
}

const tableRows = [
  ['Item', 'Quantity', 'Price', 'Total'],
  ['Rope, 20 m', '3', '14.50', '43.50'],
  ['Paint, blue', '12', '8.25', '99.00'],
  ['Anchor', '1', '310.00', '310.00'],
  ['Lamp oil', '6', '4.10', '24.60'],
] as const;

/** A table with rules around every cell. */
export function tablePage(): Promise<Buffer> {
  const page = drawn(1300, 700, (pen) => {
    fill(pen, '#ffffff');
    pen.lineWidth = 2;
    for (const [row, cells] of tableRows.entries()) {
      for (const [column, cell] of cells.entries()) {
        pen.strokeRect(80 + column * 280, 80 + row * 90, 280, 90);
        lines(pen, [cell], { x: 100 + column * 280, y: 135 + row * 90, size: 30 });
      }
    }
  });
  return page.encode('png');
}

/** Running text in letters of so many pixels. */
export function smallPrint(size: number): Promise<Buffer> {
  const page = drawn(500, 200, (pen) => {
    fill(pen, '#ffffff');
    lines(pen, left, { x: 10, y: 20, size });
  });
  return page.encode('png');
}
