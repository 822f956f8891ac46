// The classical data of the plane, the same for the same seed.

/// Numbers from 0 to 1.
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const makers = {
  circle: (draw, k) => { const [r, t] = [k % 2 ? 0.6 + 0.35 * draw() : 0.4 * draw(), 2 * Math.PI * draw()]; return [r * Math.cos(t), r * Math.sin(t), k % 2]; },
  xor: (draw) => { const [x, y] = [2 * draw() - 1, 2 * draw() - 1]; return [x, y, x * y > 0 ? 1 : 0]; },
  moons: (draw, k) => { const t = Math.PI * draw(); return k % 2 ? [0.5 - 0.7 * Math.cos(t), 0.2 - 0.7 * Math.sin(t), 1] : [0.7 * Math.cos(t) - 0.2, 0.7 * Math.sin(t) - 0.1, 0]; },
  spiral: (draw, k) => { const r = Math.sqrt(draw()); const t = 3.2 * r * Math.PI / 1.4 + Math.PI * (k % 2); return [r * Math.cos(t), r * Math.sin(t), k % 2]; },
  blobs: (draw, k) => { const t = 2 * Math.PI * (k % 3) / 3; return [0.55 * Math.cos(t) + 0.3 * (draw() + draw() - 1), 0.55 * Math.sin(t) + 0.3 * (draw() + draw() - 1), k % 3]; },
};

export const kinds = Object.keys(makers);

/// So many points [x, y, class], with noise.
export function points(kind, count, noise, seed) {
  const draw = generator(seed + 1);
  const bell = () => draw() + draw() + draw() + draw() - 2;
  return Array.from({ length: count }, (_, k) => {
    const [x, y, label] = makers[kind](draw, k);
    return [x + noise * bell(), y + noise * bell(), label].map((value) => Math.round(value * 1e4) / 1e4);
  });
}

/// The points of a table: two numbers and a class a line, with a head or none.
export function parsed(text) {
  const names = [];
  const found = [];
  for (const line of text.split(/\r?\n/)) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim());
    const [x, y] = cells.map(Number);
    if (cells.length < 3 || !Number.isFinite(x) || !Number.isFinite(y) || cells[0] === '') continue;
    if (!names.includes(cells[2])) names.push(cells[2]);
    found.push([x, y, names.indexOf(cells[2])]);
  }
  return names.length <= 10 ? found.slice(0, 2000) : [];
}
