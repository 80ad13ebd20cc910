import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../../src/reading/plain-text.ts';
import { dropped, rowsIn, staysCalm } from '../dropped.ts';

const gpx = `<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<metadata><name>Round the bay</name><desc>On foot</desc><author><name>Ada</name></author><time>2026-11-27T07:00:00Z</time></metadata>
<wpt lat="53.54" lon="8.58"><ele>2.4</ele><name>Pier</name><desc>Start here</desc></wpt>
<trk><name>Morning</name><trkseg>
<trkpt lat="53.54" lon="8.58"><ele>2</ele><time>2026-11-27T08:00:00Z</time></trkpt>
<trkpt lat="53.55" lon="8.58"><ele>12</ele><time>2026-11-27T08:30:00Z</time></trkpt></trkseg></trk></gpx>`;

test('a track is its name, length, times and heights instead of thousands of points', async () => {
  const document = await dropped('walk.gpx', gpx);
  assert.deepEqual(document.blocks, [
    { type: 'heading', level: 1, text: 'Round the bay' },
    { type: 'paragraph', text: 'On foot' },
    { type: 'heading', level: 2, text: 'Tracks' },
    {
      type: 'table',
      header: true,
      rows: [
        ['Name', 'Points', 'Length', 'Begins', 'Ends', 'Height'],
        // A hundredth of a degree of latitude on a sphere of 6,371.0088 km.
        ['Morning', '2', '1.11 km', '2026-11-27 08:00 UTC', '2026-11-27 08:30 UTC', '2 to 12 m'],
      ],
    },
    { type: 'heading', level: 2, text: 'Waypoints' },
    {
      type: 'table',
      header: true,
      rows: [
        ['Name', 'Place', 'Height', 'Description'],
        ['Pier', '53.54, 8.58', '2 m', 'Start here'],
      ],
    },
  ]);
  assert.equal(document.facts.other?.Bounds, '53.54, 8.58 to 53.55, 8.58');
  assert.deepEqual(document.omissions, ['Of tracks and routes the single points are not shown.']);
});

test('places and heights that are no numbers are left blank', async () => {
  const text = '<gpx><wpt lat="1" lon="x"><ele>abc</ele><name>W</name></wpt><wpt lat="1e99" lon=""/></gpx>';
  assert.deepEqual(rowsIn(await dropped('a.gpx', text)), [['Name'], ['W'], ['']]);
});

const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Coast</name><description><![CDATA[<b>All</b> of it<script>alert(1)</script>]]></description>
<Folder><name>North</name><Folder><name>Bay</name>
<Placemark><name>Light</name><description>White &amp; red</description><ExtendedData><Data name="built"><value>1854</value></Data></ExtendedData><Point><coordinates>8.58, 53.54, 0</coordinates></Point></Placemark></Folder></Folder>
<Placemark><name>Wall</name><LineString><coordinates>8,53,0 9,54,0
 10,55,0</coordinates></LineString></Placemark></Document></kml>`;

test('a map is its placemarks with their folders, places and descriptions', async () => {
  const document = await dropped('coast.kml', kml);
  assert.deepEqual(rowsIn(document), [
    ['Folder', 'Name', 'Shape', 'Place', 'Description'],
    ['North › Bay', 'Light', 'Point', '53.54, 8.58', 'White & red built: 1854'],
    ['', 'Wall', 'LineString', '3 points', ''],
  ]);
  assert.equal(document.facts.title, 'Coast');
  assert.match(plainText(document), /^Coast\n\nAll of it/);
  assert.deepEqual(document.omissions, ['Of lines and areas only the number of points is shown.']);
});

test('of very many places the first are shown, and the number of all is said', async () => {
  const document = await dropped('a.gpx', `<gpx>${'<wpt lat="1" lon="2"/>'.repeat(1500)}</gpx>`);
  assert.equal(rowsIn(document).length, 1001);
  assert.deepEqual(document.omissions, ['Of its 1,500 waypoints only the first 1,000 are shown.']);
});

test('a map without places is a document without tables', async () => {
  assert.deepEqual((await dropped('a.kml', '<kml><NetworkLink/></kml>')).blocks, []);
  assert.deepEqual((await dropped('a.gpx', '<gpx/>')).blocks, []);
});

test('damage of any kind is a document or a failure', async () => {
  await staysCalm('a.gpx', gpx);
  await staysCalm('a.kml', kml);
  await dropped('a.kml', `<kml>${'<Folder><name>x</name>'.repeat(1e5)}`);
});
