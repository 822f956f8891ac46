import { words } from './words.js';
import { field, make } from './make.js';
import { get, remove } from './api.js';
import { trainings } from './trainings.js';

/// The members of an object, those of objects in it by both names.
function flat(value, name = '', into = {}) {
  for (const [key, inner] of Object.entries(value)) {
    const whole = name ? `${name} ${key}` : key;
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner)) flat(inner, whole, into);
    else if (!Array.isArray(inner)) into[whole] = inner;
  }
  return into;
}

/// The table of trainings: sorted by a column, only rows with a text, only columns that differ.
export async function runs(main) {
  main.append(make('h1', { class: 'visually-hidden' }, words.runs));
  let rows = (await get('/v1/runs')).runs.map((run) => flat(run));
  let columns = [...new Set(rows.flatMap(Object.keys))];
  const none = make('p', {}, words.noRuns);
  const text = make('input', { type: 'search' });
  const isShort = make('input', { type: 'checkbox', id: 'differences' });
  const table = make('table', { class: 'runs' });
  const curves = make('canvas', { width: 720, height: 260, class: 'curves', role: 'img', 'aria-label': words.curves, hidden: true });
  const legend = make('ul', { class: 'legend' });
  const chosen = new Map();
  let [order, isDown] = ['run', true];

  /// The rows as they are now, and the curves that are shown.
  async function again() {
    rows = (await get('/v1/runs')).runs.map((run) => flat(run));
    columns = [...new Set(rows.flatMap(Object.keys))];
    for (const run of chosen.keys()) chosen.set(run, (await get(`/v1/runs/${run}`)).history ?? []);
    draw(curves, chosen, legend);
    show();
  }
  async function choose(run, isShown) {
    if (isShown) chosen.set(run, (await get(`/v1/runs/${run}`)).history ?? []);
    else chosen.delete(run);
    draw(curves, chosen, legend);
  }
  async function take(run) {
    if (!confirm(words.sure)) return;
    await remove(`/v1/runs/${run}`);
    rows = rows.filter((row) => row.run !== run);
    chosen.delete(run);
    draw(curves, chosen, legend);
    show();
  }

  function show() {
    none.hidden = rows.length > 0;
    const wanted = text.value.toLowerCase();
    const kept = rows.filter((row) => !wanted || Object.values(row).some((value) => String(value).toLowerCase().includes(wanted)));
    kept.sort((a, b) => {
      const [left, right] = [a[order], b[order]];
      const sign = left === right ? 0 : left === undefined || left === null ? 1 : right === undefined || right === null ? -1 : left < right ? -1 : 1;
      return isDown ? -sign : sign;
    });
    const seen = isShort.checked && kept.length > 1 ? columns.filter((column) => new Set(kept.map((row) => row[column])).size > 1) : columns;
    table.replaceChildren(
      make('thead', {}, make('tr', {}, make('td'), ...seen.map((column) => make('th', { scope: 'col', 'aria-sort': column === order ? (isDown ? 'descending' : 'ascending') : 'none' },
        make('button', { type: 'button', onclick: () => { isDown = column === order ? !isDown : true; order = column; show(); } }, column))))),
      make('tbody', {}, ...kept.map((row) => make('tr', {}, make('td', {}, tick(row.run, chosen, choose), make('button', { type: 'button', 'aria-label': `${words.deleteRun} ${row.run}`, onclick: () => take(row.run) }, '×')), ...seen.map((column) => {
        const value = row[column];
        const isNumber = typeof value === 'number';
        return make('td', isNumber ? { class: 'number' } : {}, value === undefined || value === null ? '' : isNumber ? String(Number(value.toPrecision(6))) : String(value));
      })))));
  }
  text.addEventListener('input', show);
  isShort.addEventListener('change', show);
  main.append(trainings(again), none, make('div', { class: 'row bar' }, field(words.filter, text), isShort, make('label', { for: 'differences' }, words.differences)),
    curves, legend, make('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': words.runs }, table));
  show();
}

function tick(run, chosen, choose) {
  const box = make('input', { type: 'checkbox', 'aria-label': `${words.choose2} ${run}`, onchange: () => choose(run, box.checked) });
  box.checked = chosen.has(run);
  return box;
}

const colors = ['#1f5fa8', '#d97706', '#1a7f37', '#b3261e', '#7c3aed', '#0891b2', '#be185d', '#65a30d'];

/// The curves of the runs that are chosen, over one another: the loss of every epoch, and of what is held back dashed.
function draw(canvas, chosen, legend) {
  canvas.hidden = chosen.size === 0;
  const pen = canvas.getContext('2d');
  pen.clearRect(0, 0, canvas.width, canvas.height);
  const all = [...chosen.values()].flat();
  const greatest = Math.max(1e-9, ...all.flatMap((epoch) => [epoch.loss, epoch.validation_loss ?? 0]));
  const longest = Math.max(2, ...[...chosen.values()].map((history) => history.length));
  pen.font = '12px system-ui';
  pen.fillStyle = getComputedStyle(canvas).color;
  pen.fillText(greatest.toPrecision(3), 4, 12);
  pen.fillText('0', 4, canvas.height - 4);
  [...chosen.values()].forEach((history, place) => {
    pen.strokeStyle = colors[place % colors.length];
    for (const [key, dash] of [['loss', []], ['validation_loss', [5, 4]]]) {
      pen.setLineDash(dash);
      pen.beginPath();
      history.forEach((epoch, at) => {
        if (epoch[key] !== undefined) pen.lineTo(40 + at / (longest - 1) * (canvas.width - 50), canvas.height - 6 - epoch[key] / greatest * (canvas.height - 16));
      });
      pen.stroke();
    }
  });
  legend.replaceChildren(...[...chosen].map(([run, history], place) => {
    const item = make('li', {}, `${words.run} ${run}: ${history.at(-1)?.loss?.toPrecision(4) ?? ''}`);
    item.style.color = colors[place % colors.length];
    return item;
  }));
}
