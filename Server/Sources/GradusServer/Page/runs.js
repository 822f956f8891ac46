import { words } from './words.js';
import { field, make } from './make.js';
import { get } from './api.js';

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
  const rows = (await get('/v1/runs')).runs.map((run) => flat(run));
  if (!rows.length) return main.append(make('p', {}, words.noRuns));
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const text = make('input', { type: 'search' });
  const isShort = make('input', { type: 'checkbox', id: 'differences' });
  const table = make('table', { class: 'runs' });
  let [order, isDown] = [columns[0], true];

  function show() {
    const wanted = text.value.toLowerCase();
    const kept = rows.filter((row) => !wanted || Object.values(row).some((value) => String(value).toLowerCase().includes(wanted)));
    kept.sort((a, b) => {
      const [left, right] = [a[order], b[order]];
      const sign = left === right ? 0 : left === undefined || left === null ? 1 : right === undefined || right === null ? -1 : left < right ? -1 : 1;
      return isDown ? -sign : sign;
    });
    const seen = isShort.checked && kept.length > 1 ? columns.filter((column) => new Set(kept.map((row) => row[column])).size > 1) : columns;
    table.replaceChildren(
      make('thead', {}, make('tr', {}, ...seen.map((column) => make('th', { scope: 'col', 'aria-sort': column === order ? (isDown ? 'descending' : 'ascending') : 'none' },
        make('button', { type: 'button', onclick: () => { isDown = column === order ? !isDown : true; order = column; show(); } }, column))))),
      make('tbody', {}, ...kept.map((row) => make('tr', {}, ...seen.map((column) => {
        const value = row[column];
        const isNumber = typeof value === 'number';
        return make('td', isNumber ? { class: 'number' } : {}, value === undefined || value === null ? '' : isNumber ? String(Number(value.toPrecision(6))) : String(value));
      })))));
  }
  text.addEventListener('input', show);
  isShort.addEventListener('change', show);
  main.append(make('div', { class: 'row bar' }, field(words.filter, text), isShort, make('label', { for: 'differences' }, words.differences)),
    make('div', { class: 'wide', tabindex: 0, role: 'region', 'aria-label': words.runs }, table));
  show();
}
