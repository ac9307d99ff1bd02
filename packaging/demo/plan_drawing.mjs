// Tools for drawing an auditorium: rows along arcs or straight lines, blocks between aisles, and the
// file's text in the same form in which Foyer writes plans. Millimetres everywhere.

/// Row letters without I and O, which people read as numbers.
export const rowLetters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];

/// What stands in a row: kind, width, depth and the space it takes along the row.
export const furniture = {
  chair: {kind: 'standard', width: 550, depth: 600, pitch: 570},
  restricted: {kind: 'restricted', width: 550, depth: 600, pitch: 570},
  wide: {kind: 'standard', width: 580, depth: 650, pitch: 610},
  armchair: {kind: 'premium', width: 600, depth: 650, pitch: 630},
  recliner: {kind: 'premium', width: 760, depth: 1050, pitch: 800},
  half: {kind: 'sofa', width: 740, depth: 950, pitch: 765},
  table: {space: 420},
  space: {kind: 'wheelchair', width: 900, depth: 1200, pitch: 1000},
  beside: {kind: 'companion', width: 550, depth: 600, pitch: 570},
  besideWide: {kind: 'companion', width: 700, depth: 900, pitch: 760},
};

/// "4 chair" repeated: seats(4, 'chair') or seats('space', 'beside', [3, 'chair']).
export function seats(...parts) {
  return parts.flatMap((part) =>
    Array.isArray(part) ? Array(part[0]).fill(furniture[part[1]]) : [furniture[part]]);
}

const widthOf = (block) => block.reduce((sum, item) => sum + (item.pitch ?? item.space), 0);

/// A floor on which rows are placed. With `radius` the rows are concentric arcs around a centre on
/// the middle axis in front of the picture; the first row has that radius. Without, they are
/// straight.
export class Auditorium {
  constructor({name, width, depth, pictureWidth, firstRow, radius}) {
    Object.assign(this, {name, width, depth, pictureWidth, firstRow, radius});
    this.areas = [];
    this.rows = [];
    this.entrances = [];
    this.decorations = [];
    this.letter = 0;
  }

  /// The place `along` the row (0: middle axis, right is positive) at `distance` behind row one.
  at(along, distance) {
    const middle = this.width / 2;
    if (!this.radius)
      return {x: middle + along, y: this.firstRow + distance, rotation: 0};
    const arc = this.radius + distance;
    const angle = along / arc;
    return {
      x: middle + arc * Math.sin(angle),
      y: this.firstRow - this.radius + arc * Math.cos(angle),
      rotation: -angle * 180 / Math.PI,
    };
  }

  area(key, name, color, rank) {
    this.areas.push({key, name, color, rank});
  }

  /// One row of blocks from left to right; each block begins (`from`), ends (`to`) or is centred
  /// (`on`) at a place along the row. Chairs stand with their backs in line.
  row({distance, area, blocks, aisleBefore = false, label = rowLetters[this.letter++], turn}) {
    const row = {label, aisleBefore, distance, seats: []};
    for (const block of blocks) {
      const width = widthOf(block.items);
      let along = block.from ?? (block.to !== undefined ? block.to - width : block.on - width / 2);
      for (const item of block.items) {
        const pitch = item.pitch ?? item.space;
        if (item.kind)
          row.seats.push(this.seat(item, along + pitch / 2, distance, area, turn));
        along += pitch;
      }
      row.seats.at(-1).gapAfter = true;
    }
    delete row.seats.at(-1).gapAfter;
    row.seats.forEach((seat, i) => { seat.label = String(i + 1); });
    this.pair(row);
    this.rows.push(row);
    return row;
  }

  seat(item, along, distance, area, turn) {
    const backInLine = (item.depth - 600) / 2; // deeper furniture reaches forward
    const place = turn ? turn(along) : this.at(along, distance - backInLine);
    return {
      kind: item.kind, area, x: Math.round(place.x), y: Math.round(place.y),
      rotation: Math.round(place.rotation) || 0, width: item.width, depth: item.depth,
    };
  }

  /// Sofa halves two by two; a companion belongs to the wheelchair space beside it.
  pair(row) {
    const name = (seat) => row.label + seat.label;
    const join = (a, b) => { a.partner = name(b); b.partner = name(a); };
    const halves = row.seats.filter((seat) => seat.kind === 'sofa');
    for (let i = 0; i + 1 < halves.length; i += 2)
      join(halves[i], halves[i + 1]);
    row.seats.forEach((seat, i) => {
      if (seat.kind !== 'companion')
        return;
      const near = [row.seats[i - 1], row.seats[i + 1]];
      join(seat, near.find((other) => other?.kind === 'wheelchair' && !other.partner));
    });
  }

  /// A line along a row's curve, at `distance`, from one place along it to another.
  curve(from, to, distance, pieces = 24) {
    const count = this.radius ? pieces : 1;
    return Array.from({length: count + 1}, (_, i) =>
      this.at(from + (to - from) * i / count, distance));
  }

  draw(kind, points, label) {
    this.decorations.push({kind, label, points: points.map(({x, y}) =>
      [Math.round(x), Math.round(y)])});
  }

  /// How far along a row's curve the floor reaches to either side.
  reach(distance) {
    const arc = this.radius + distance;
    return arc * Math.asin(this.width / 2 / arc);
  }

  /// An aisle from front to back at one place along the rows, with a step at every row it passes.
  aisle(along, width, first, last) {
    const from = this.rows[first].distance - 600;
    const to = this.rows[last].distance + 300;
    this.draw('aisle', [this.at(along, from), this.at(along, to)]);
    for (const row of this.rows.slice(first + 1, last + 1)) {
      const edge = row.distance - 350;
      this.draw('step', [this.at(along - width / 2, edge), this.at(along + width / 2, edge)]);
    }
  }

  text(label, x, y) {
    this.draw('text', [{x, y}], label);
  }

  /// Side walls that open from the picture to the back, and the wall behind.
  walls(frontInset, kneeY = this.depth) {
    const right = this.width;
    this.draw('wall', [{x: frontInset, y: 0}, {x: 0, y: kneeY}, {x: 0, y: this.depth},
      {x: right, y: this.depth}, {x: right, y: kneeY}, {x: right - frontInset, y: 0}]);
    this.wallAt = (y) => Math.max(0, Math.round(frontInset * (1 - y / kneeY)));
  }

  /// Doors in both side walls at the same depth.
  sideDoors(label, y, emergency = false) {
    this.door(`${label} links`, this.wallAt(y), y, emergency);
    this.door(`${label} rechts`, this.width - this.wallAt(y), y, emergency);
  }

  door(label, x, y, emergency = false) {
    this.entrances.push({label, x, y, ...(emergency ? {emergency} : {})});
  }

  get seatCount() {
    return this.rows.reduce((sum, row) => sum + row.seats.length, 0);
  }
}

const list = (lines, indent) =>
  lines.length === 0 ? '[]' : `[\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}]`;

function seatLine(seat) {
  const {label, kind, area, x, y, rotation, width, depth, partner, gapAfter} = seat;
  return JSON.stringify({
    label,
    ...(kind !== 'standard' && {kind}),
    area, x, y,
    ...(rotation !== 0 && {rotation}),
    ...(width !== 550 && {width}),
    ...(depth !== 600 && {depth}),
    ...(partner && {partner}),
    ...(gapAfter && {gapAfter}),
  });
}

function rowText(row) {
  const aisle = row.aisleBefore ? ',"aisleBefore":true' : '';
  return `{"label":${JSON.stringify(row.label)}${aisle},"seats":` +
    `${list(row.seats.map(seatLine), '    ')}}`;
}

/// The plan file's text, byte for byte as Foyer would write it.
export function planText(plan) {
  const line = (value) => JSON.stringify(value);
  return `{
  "format":"foyer-seating-plan",
  "version":1,
  "name":${line(plan.name)},
  "size":${line({width: plan.width, depth: plan.depth})},
  "picture":${line({side: 'top', width: plan.pictureWidth})},
  "areas":${list(plan.areas.map(line), '  ')},
  "rows":${list(plan.rows.map(rowText), '  ')},
  "entrances":${list(plan.entrances.map(line), '  ')},
  "decorations":${list(plan.decorations.map((d) =>
    line({kind: d.kind, ...(d.label && {label: d.label}), points: d.points})), '  ')}
}
`;
}
