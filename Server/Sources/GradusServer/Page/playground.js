import { words } from './words.js';
import { field, make, say } from './make.js';
import { Problem, post } from './api.js';
import { write } from './place.js';
import { kinds, parsed, points } from './points.js';
import { byHand, chainRule, drawn } from './network.js';

const colors = [[31, 95, 168], [217, 119, 6], [26, 127, 55], [179, 38, 30], [124, 58, 237], [8, 145, 178], [190, 24, 93], [101, 163, 13], [71, 85, 105], [161, 98, 7]];

/// A small network on points of the plane: train it step by step, see what it decides, and where a gradient comes from.
export function playground(main, values) {
  const state = { d: 'circle', c: '200', e: '0.05', s: '1', n: 'dense 4, tanh, dense 4, tanh', o: 'adam', r: '0.03', b: '', t: '0', p: '', ...values };
  const input = (key, attributes = {}) => make('input', { type: 'text', value: state[key], spellcheck: 'false', onchange: () => { state[key] = read[key].value; begin(); }, ...attributes });
  const data = make('select', { onchange: () => { state.d = data.value; begin(); } }, ...[...kinds, 'own'].map((kind) => make('option', { value: kind }, words.data[kind])));
  data.value = state.d;
  const read = { c: input('c', { type: 'number', min: 1, max: 2000 }), e: input('e', { type: 'number', min: 0, max: 1, step: 0.01 }), s: input('s', { type: 'number', min: 0 }),
    n: input('n'), o: input('o'), r: input('r', { type: 'number', min: 0, step: 'any' }), b: input('b', { type: 'number', min: 1 }) };
  const stop = make('input', { type: 'number', min: 0, value: '' });
  const plane = make('canvas', { width: 384, height: 384, class: 'plane', tabindex: 0, role: 'img', 'aria-label': words.plane });
  const curve = make('canvas', { width: 384, height: 90, role: 'img', 'aria-label': words.lossCurve });
  const numbers = make('dl', { class: 'numbers' });
  const picture = make('div', { class: 'drawing' });
  const rule = make('pre', { class: 'rule' });
  const isForward = make('input', { type: 'checkbox', id: 'forward', onchange: explain });
  const own = make('select', {}, ...Array.from({ length: 4 }, (_, k) => make('option', { value: k }, `${words.class} ${k}`)));
  const problem = make('p', { class: 'problem', role: 'alert', hidden: true });
  let [id, shown, losses, isPlaying, chosen, picked] = [undefined, undefined, [], false, undefined, 0];
  let turn = 0;

  const ownPoints = () => state.p ? state.p.split(';').map((one) => one.split(',').map(Number)) : [];
  const current = () => state.d === 'own' ? ownPoints() : points(state.d, Math.min(2000, Math.max(1, Number(state.c))), Number(state.e), Number(state.s));

  const play = make('button', { type: 'button', class: 'go', onclick: () => (isPlaying ? pause() : start()) }, words.play);
  const once = make('button', { type: 'button', onclick: () => { pause(); step(1); } }, words.oneStep);
  const epoch = make('button', { type: 'button', onclick: () => { pause(); step(shown?.batches ?? 1); } }, words.oneEpoch);
  const back = make('button', { type: 'button', onclick: () => begin() }, words.back);

  /// A new network on the data, trained as far as the address says.
  async function begin(until = 0) {
    pause();
    [id, losses, chosen] = [undefined, [], undefined];
    rule.textContent = words.choose;
    const at = current();
    if (!at.length) return show();
    await ask({ points: at, network: state.n, optimizer: state.o, learning_rate: Number(state.r), seed: Number(state.s), ...(state.b && { batch: Number(state.b) }), steps: 0 });
    while (until > 0 && id) {
      const now = Math.min(500, until);
      if (!await step(now)) return;
      until -= now;
    }
  }
  async function step(steps) { return id && ask({ id, steps }); }
  async function ask(body) {
    const own = turn += 1;
    try {
      const found = await post('/play', body);
      if (own !== turn || !main.isConnected) return false;
      id = found.id;
      shown = found;
      if (found.made || !losses.length) losses.push([found.step, found.loss]);
      state.t = String(found.step);
      write('playground', state);
      problem.hidden = true;
      show();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      pause();
      problem.textContent = error.message;
      problem.hidden = false;
      return false;
    }
  }
  async function start() {
    isPlaying = true;
    play.textContent = words.pause;
    while (isPlaying && main.isConnected) {
      const left = stop.value === '' ? Infinity : Number(stop.value) - (shown?.step ?? 0);
      if (left <= 0 || !await step(Math.min(left, Math.max(1, Math.min(20, shown?.batches ?? 1))))) break;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    pause();
  }
  function pause() {
    isPlaying = false;
    play.textContent = words.play;
  }

  // What there is to see.
  function show() {
    drawPlane();
    drawCurve();
    if (!shown || !id) { numbers.replaceChildren(); picture.replaceChildren(); return; }
    const told = { [words.step]: shown.step, [words.epoch]: shown.epoch, [words.loss]: shown.loss.toPrecision(6), [words.accuracy]: `${(100 * shown.accuracy).toFixed(1)} %` };
    numbers.replaceChildren(...Object.entries(told).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, String(value))]));
    const network = byHand(shown.layers);
    const focus = document.activeElement?.getAttribute?.('aria-label')?.split(' =')[0];
    picture.replaceChildren(network ? drawn(network, chosen, (one) => { chosen = one; show(); }) : make('p', { class: 'note' }, shown.network));
    if (focus) [...picture.querySelectorAll('line')].find((line) => line.getAttribute('aria-label').startsWith(`${focus} =`))?.focus();
    explain();
  }
  async function explain() {
    const network = shown && byHand(shown.layers);
    const at = current();
    if (!network || !chosen || !at.length) return;
    const point = at[Math.min(picked, at.length - 1)];
    const lines = await chainRule(network, chosen, point, isForward.checked);
    rule.textContent = `${words.point} (${point[0]}, ${point[1]}), ${words.class} ${point[2]}\n\n${lines.join('\n')}`;
  }

  const frame = () => id && shown ? shown.surface : { x: [-1.2, 1.2], y: [-1.2, 1.2] };
  function drawPlane() {
    const pen = plane.getContext('2d');
    const { x, y, places, probabilities } = frame();
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, plane.width, plane.height);
    if (id && probabilities) {
      const size = plane.width / places;
      probabilities.forEach((shares, place) => {
        const mixed = [0, 1, 2].map((part) => Math.round(255 - 0.55 * shares.reduce((sum, share, k) => sum + share * (255 - colors[k][part]), 0)));
        pen.fillStyle = `rgb(${mixed.join(' ')})`;
        pen.fillRect((place % places) * size, plane.height - (Math.floor(place / places) + 1) * size, size + 1, size + 1);
      });
    }
    current().forEach(([a, b, label], place) => {
      pen.beginPath();
      pen.arc((a - x[0]) / (x[1] - x[0]) * plane.width, plane.height - (b - y[0]) / (y[1] - y[0]) * plane.height, place === picked && chosen ? 7 : 3.5, 0, 7);
      pen.fillStyle = `rgb(${colors[label].join(' ')})`;
      pen.fill();
      pen.strokeStyle = place === picked && chosen ? '#000' : '#fff';
      pen.stroke();
    });
  }
  function drawCurve() {
    const pen = curve.getContext('2d');
    pen.clearRect(0, 0, curve.width, curve.height);
    if (losses.length < 2) return;
    const [greatest, last] = [Math.max(...losses.map(([, loss]) => loss)), losses.at(-1)[0]];
    pen.strokeStyle = getComputedStyle(curve).color;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (const [at, loss] of losses) pen.lineTo(at / Math.max(1, last) * curve.width, curve.height - 4 - loss / greatest * (curve.height - 8));
    pen.stroke();
  }

  plane.addEventListener('click', (event) => {
    const box = plane.getBoundingClientRect();
    const { x, y } = frame();
    const at = [x[0] + (event.clientX - box.left) / box.width * (x[1] - x[0]), y[0] + (box.bottom - event.clientY) / box.height * (y[1] - y[0])];
    if (state.d === 'own') {
      state.p = [...ownPoints(), [...at.map((value) => Math.round(value * 1000) / 1000), Number(own.value)]].map((one) => one.join(',')).join(';');
      begin();
    } else {
      const distance = ([a, b]) => (a - at[0]) ** 2 + (b - at[1]) ** 2;
      const all = current();
      picked = all.reduce((best, one, place) => distance(one) < distance(all[best]) ? place : best, 0);
      show();
    }
  });
  const file = make('input', { type: 'file', accept: '.csv,.txt,text/csv', onchange: async () => {
    state.p = parsed(await file.files[0].text()).map((one) => one.join(',')).join(';');
    state.d = data.value = 'own';
    begin();
  } });

  main.append(
    make('h1', { class: 'visually-hidden' }, words.playground), problem,
    make('div', { class: 'playground' },
      make('section', { 'aria-label': words.settings, class: 'ask' },
        field(words.dataset, data), make('div', { class: 'row fields' }, field(words.count, read.c), field(words.noise, read.e), field(words.seed, read.s)),
        make('div', { class: 'row fields' }, field(words.ownClass, own), field(words.csv, file)),
        field(words.hidden, read.n, words.hiddenHint), make('div', { class: 'row fields' }, field(words.optimizer, read.o), field(words.rate, read.r), field(words.batch, read.b))),
      make('section', { 'aria-label': words.plane, class: 'middle' },
        make('div', { class: 'row' }, play, once, epoch, back, make('span', { class: 'stop' }, field(words.stop, stop))),
        plane, numbers, curve),
      make('section', { 'aria-label': words.network, class: 'told' },
        picture, make('div', { class: 'row' }, isForward, make('label', { for: 'forward' }, words.forward)), rule)));
  begin(Math.min(5000, Number(state.t) || 0));
}
