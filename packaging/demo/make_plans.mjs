// Draws the eight auditoriums of the demo cinema: node packaging/demo/make_plans.mjs
// Nothing in here is random: the same program makes the same files.

import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Auditorium, planText, seats} from './plan_drawing.mjs';

const parkett = ['parkett', 'Parkett', '#3b78c3', 1];
const balkon = ['balkon', 'Balkon', '#2f9e8f', 2];
const loge = ['loge', 'Loge', '#8a5cc2', 3];
const premium = ['premium', 'Premium', '#c98a1b', 4];
const sofa = ['sofa', 'Sofa', '#c2517a', 4];

/// Three blocks: a middle one as wide as `half` to each side, and two beside aisles.
function three(half, aisle, left, middle, right) {
  return [{items: left, to: -half - aisle}, {items: middle, on: 0}, {items: right, from: half + aisle}];
}

/// Two blocks with an aisle on the middle axis.
function two(aisle, left, right) {
  return [{items: left, to: -aisle / 2}, {items: right, from: aisle / 2}];
}

const chairs = (count) => seats([count, 'chair']);

/// Saal 1: the large one. Arcs, two aisles, a cross aisle with wheelchair spaces, the Loge behind.
function grosserSaal() {
  const a = new Auditorium({name: 'Saal 1 – Großer Saal', width: 25_600, depth: 28_900,
    pictureWidth: 16_600, firstRow: 6_400, radius: 26_000});
  a.area(...parkett);
  a.area(...loge);
  const half = 3_990, aisle = 1_300, pitch = 1_100;
  let distance = 0;
  const row = (side, middle, more = {}) => {
    a.row({distance, area: 'parkett', ...more,
      blocks: three(half, aisle, more.left ?? chairs(side), middle, more.right ?? chairs(side))});
    distance += pitch;
  };
  row(4, chairs(14), {left: seats([2, 'restricted'], [2, 'chair']),
    right: seats([2, 'chair'], [2, 'restricted'])});
  row(5, chairs(14), {left: seats('restricted', [4, 'chair']), right: seats([4, 'chair'], 'restricted')});
  for (const side of [5, 6, 6, 7, 7])
    row(side, chairs(14));
  distance += 1_500;
  row(7, seats('space', 'beside', [8, 'chair'], 'beside', 'space'), {aisleBefore: true,
    left: seats([5, 'chair'], 'beside', 'space'), right: seats('space', 'beside', [5, 'chair'])});
  for (let i = 0; i < 6; ++i)
    row(8, chairs(14));
  distance += 1_000;
  for (let i = 0; i < 3; ++i) {
    row(9, seats([14, 'armchair']), {area: 'loge', aisleBefore: i === 0,
      left: seats([9, 'armchair']), right: seats([9, 'armchair'])});
    distance += 100;
  }
  const middle = half + aisle / 2;
  for (const along of [-middle, middle]) {
    a.aisle(along, aisle, 0, 6);
    a.aisle(along, aisle, 7, 13);
  }
  for (const along of [-half - 330 - 1_000 / 2, half + 330 + 1_000 / 2])
    a.aisle(along, 1_000, 14, 16);
  a.draw('aisle', a.curve(-10_600, 10_600, 7 * pitch + 150));
  a.walls(2_900, 22_000);
  a.sideDoors('Eingang', 12_600);
  a.sideDoors('Notausgang', 3_200, true);
  a.door('Eingang Loge', 0, 27_200);
  a.door('Notausgang Loge', a.width, 27_200, true);
  a.text('Parkett', a.width / 2, 5_200);
  a.text('Loge', a.width / 2, 27_900);
  return a;
}

/// Saal 2: an old house with a balcony and two boxes.
function balkonsaal() {
  const a = new Auditorium({name: 'Saal 2 – Balkonsaal', width: 22_000, depth: 27_400,
    pictureWidth: 12_500, firstRow: 5_200, radius: 32_000});
  a.area(...parkett);
  a.area(...loge);
  a.area(...balkon);
  const aisle = 1_400, pitch = 1_050;
  let distance = 0;
  const row = (left, right) => {
    a.row({distance, area: 'parkett', blocks: two(aisle, left, right)});
    distance += pitch;
  };
  row(seats([2, 'restricted'], [6, 'chair']), seats([6, 'chair'], [2, 'restricted']));
  for (let i = 1; i < 6; ++i)
    row(chairs(8), chairs(8));
  boxes(a);
  for (let i = 6; i < 11; ++i)
    row(chairs(8), chairs(8));
  distance += 200;
  row(seats([5, 'chair'], 'beside', 'space'), seats('space', 'beside', [5, 'chair']));
  distance += 3_300;
  const edge = distance - 900;
  [22, 24, 24, 24, 24].forEach((count, i) => {
    const side = (count - 12) / 2;
    a.row({distance, area: 'balkon', aisleBefore: i === 0,
      blocks: three(6 * 570, 1_100, chairs(side), chairs(12), chairs(side))});
    distance += pitch;
  });
  a.aisle(0, aisle, 0, 5);
  a.aisle(0, aisle, 8, 13);
  for (const along of [-3_970, 3_970])
    a.aisle(along, 1_100, 14, 18);
  a.walls(1_900, 14_000);
  a.draw('balconyEdge', a.curve(-a.reach(edge), a.reach(edge), edge));
  a.sideDoors('Eingang', 18_000);
  a.sideDoors('Notausgang', 2_600, true);
  a.door('Eingang Balkon', a.width / 2 - 2_800, a.depth);
  a.door('Notausgang Balkon', a.width / 2 + 2_800, a.depth, true);
  a.text('Parkett', a.width / 2, 4_050);
  a.text('Loge', 3_300, 9_000);
  a.text('Loge', a.width - 3_300, 9_000);
  a.text('Balkon', a.width / 2, 26_500);
  return a;
}

/// The boxes stand beside the stalls, turned towards the picture, behind a parapet.
function boxes(a) {
  const turned = (x, y, degrees) => (along) => {
    const angle = degrees * Math.PI / 180;
    return {x: x + along * Math.cos(angle), y: y + along * Math.sin(angle), rotation: degrees};
  };
  const items = seats([6, 'armchair']);
  const parapet = (x, y, degrees) => {
    const radians = degrees * Math.PI / 180;
    const front = turned(x + Math.sin(radians) * 800, y - Math.cos(radians) * 800, degrees);
    a.draw('balconyEdge', [front(-2_000), front(2_000)]);
  };
  for (const [label, x, degrees] of [['LL', 2_900, 32], ['LR', a.width - 2_900, -32]]) {
    a.row({label, distance: 0, area: 'loge', blocks: [{items, on: 0}], turn: turned(x, 11_000, degrees)});
    parapet(x, 11_000, degrees);
  }
}

/// Saal 3: arcs, two aisles, a cross aisle two thirds back.
function saal3() {
  const a = new Auditorium({name: 'Saal 3', width: 18_000, depth: 19_900, pictureWidth: 12_000,
    firstRow: 5_000, radius: 20_000});
  a.area(...parkett);
  a.area(...loge);
  const half = 3_420, aisle = 1_200, pitch = 1_100;
  let distance = 0;
  const row = (side, middle, more = {}) => {
    a.row({distance, area: 'parkett', ...more,
      blocks: three(half, aisle, more.left ?? chairs(side), middle, more.right ?? chairs(side))});
    distance += pitch;
  };
  row(3, chairs(10), {left: seats('restricted', [2, 'chair']), right: seats([2, 'chair'], 'restricted')});
  row(3, chairs(12));
  for (let i = 0; i < 4; ++i)
    row(4, chairs(12));
  distance += 1_300;
  row(4, seats('space', 'beside', [6, 'chair'], 'beside', 'space'), {aisleBefore: true});
  row(5, chairs(12));
  row(5, chairs(12));
  for (let i = 0; i < 2; ++i)
    row(5, chairs(12), {area: 'loge'});
  for (const along of [-half - aisle / 2, half + aisle / 2]) {
    a.aisle(along, aisle, 0, 5);
    a.aisle(along, aisle, 6, 10);
  }
  a.draw('aisle', a.curve(-7_400, 7_400, 6 * pitch + 50));
  a.walls(2_000, 13_000);
  a.sideDoors('Eingang', 11_200);
  a.door('Notausgang', a.width - a.wallAt(2_600), 2_600, true);
  a.text('Parkett', a.width / 2, 3_900);
  a.text('Loge', a.width / 2, 18_900);
  return a;
}

/// Saal 4: straight rows, a middle aisle that ends at the long last row, level entry at the front.
function saal4() {
  const a = new Auditorium({name: 'Saal 4', width: 14_600, depth: 17_600, pictureWidth: 10_000,
    firstRow: 4_800});
  a.area(...parkett);
  a.area(...loge);
  const aisle = 1_300, pitch = 1_100;
  a.row({distance: 0, area: 'parkett', blocks: two(aisle, seats('space', 'beside', [4, 'chair']),
    seats([4, 'chair'], 'beside', 'space'))});
  for (let i = 1; i <= 8; ++i)
    a.row({distance: 200 + i * pitch, area: i < 8 ? 'parkett' : 'loge',
      blocks: two(aisle, chairs(8), chairs(8))});
  a.row({distance: 200 + 9 * pitch, area: 'loge', blocks: [{items: chairs(20), on: 0}]});
  a.aisle(0, aisle, 0, 8);
  a.walls(0);
  a.sideDoors('Eingang', 3_000);
  a.door('Notausgang', 0, 16_600, true);
  a.text('Parkett', a.width / 2, 3_700);
  a.text('Loge', a.width / 2, 16_500);
  return a;
}

/// Saal 5: straight, staggered so that nobody sits behind a head; one aisle, off the middle.
function saal5() {
  const a = new Auditorium({name: 'Saal 5', width: 11_400, depth: 16_800, pictureWidth: 8_000,
    firstRow: 4_200});
  a.area(...parkett);
  const pitch = 1_100, left = -1_470, right = left + 1_300;
  const row = (distance, shift, first, second) =>
    a.row({distance, area: 'parkett',
      blocks: [{items: first, to: left + shift}, {items: second, from: right + shift}]});
  for (let i = 0; i < 9; ++i)
    row(i * pitch, i % 2 ? 285 : 0, chairs(4), chairs(8));
  row(9 * pitch + 700, 0, seats([2, 'chair'], 'beside', 'space'), seats('space', 'beside', [6, 'chair']));
  a.aisle((left + right) / 2 + 140, 1_000, 0, 9);
  a.walls(0);
  a.door('Eingang', a.width / 2 + (left + right) / 2, a.depth);
  a.door('Notausgang', a.width, 2_400, true);
  a.text('Parkett', a.width / 2, 3_100);
  return a;
}

/// Saal 6: recliners two by two with tables between, rows far apart, a gentle arc.
function premiumsaal() {
  const a = new Auditorium({name: 'Saal 6 – Premium', width: 16_400, depth: 20_200,
    pictureWidth: 11_000, firstRow: 5_400, radius: 22_000});
  a.area(...premium);
  const aisle = 1_600, pitch = 2_050;
  const duo = [2, 'recliner'], table = 'table';
  a.row({distance: 0, area: 'premium', blocks: two(aisle,
    seats('space', 'besideWide', table, duo, table, duo),
    seats(duo, table, duo, table, 'besideWide', 'space'))});
  for (let i = 1; i < 7; ++i)
    a.row({distance: i * pitch, area: 'premium', blocks: two(aisle,
      seats(duo, table, duo, table, duo), seats(duo, table, duo, table, duo))});
  a.aisle(0, aisle, 0, 6);
  a.walls(900, 9_000);
  a.sideDoors('Eingang', 3_300);
  a.door('Notausgang', a.width / 2, a.depth, true);
  a.text('Premium', a.width / 2, 4_150);
  return a;
}

/// Saal 7: a studio. Rows widen towards the back, one block, aisles along the walls.
function studio() {
  const a = new Auditorium({name: 'Saal 7 – Studio', width: 8_800, depth: 13_800, pictureWidth: 6_000,
    firstRow: 3_900});
  a.area(...parkett);
  a.row({distance: 0, area: 'parkett', blocks: [{items: seats('space', 'beside', [4, 'chair']), on: 0}]});
  [7, 8, 8, 8, 9, 9, 9].forEach((count, i) =>
    a.row({distance: 200 + (i + 1) * 1_100, area: 'parkett', blocks: [{items: chairs(count), on: 0}]}));
  a.walls(700, 9_000);
  a.door('Eingang', a.wallAt(2_300), 2_300);
  a.door('Notausgang', a.width, 12_900, true);
  a.text('Studio', a.width / 2, 2_850);
  return a;
}

/// Saal 8: sofas for two with tables between, two spaces for wheelchairs beside the first row.
function sofasaal() {
  const a = new Auditorium({name: 'Saal 8 – Sofasaal', width: 12_400, depth: 17_400,
    pictureWidth: 8_500, firstRow: 4_800, radius: 18_000});
  a.area(...sofa);
  const aisle = 1_500, pitch = 1_950;
  const pair = [2, 'half'], table = 'table';
  a.row({distance: 0, area: 'sofa', blocks: two(aisle, seats('space', 'besideWide', table, pair),
    seats(pair, table, 'besideWide', 'space'))});
  for (let i = 1; i < 6; ++i)
    a.row({distance: i * pitch, area: 'sofa', blocks: two(aisle, seats(pair, table, pair),
      seats(pair, table, pair))});
  a.aisle(0, aisle, 0, 5);
  a.walls(600, 8_000);
  a.sideDoors('Eingang', 2_900);
  a.door('Notausgang', a.width / 2, a.depth, true);
  a.text('Sofas', a.width / 2, 3_600);
  return a;
}

const auditoriums = [[grosserSaal, 480], [balkonsaal, 320], [saal3, 220], [saal4, 160], [saal5, 120],
  [premiumsaal, 84], [studio, 64], [sofasaal, 48]];
const folder = join(dirname(fileURLToPath(import.meta.url)), '../../resources/demo/plans');
mkdirSync(folder, {recursive: true});
auditoriums.forEach(([draw, expected], i) => {
  const plan = draw();
  if (plan.seatCount !== expected)
    throw new Error(`${plan.name}: ${plan.seatCount} seats, not ${expected}`);
  writeFileSync(join(folder, `saal-${i + 1}.json`), planText(plan));
});
