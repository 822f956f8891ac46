import { words } from './words.js';
import { field, later, make, say } from './make.js';
import { Problem, get, post } from './api.js';

/// A drawing, a picture or a row, and what a model takes it for.
export async function predict(main, values) {
  const { models } = await get('/v1/models');
  main.append(make('h1', { class: 'visually-hidden' }, words.predict));
  if (!models.length) return main.append(make('p', {}, words.noModels));
  const choice = make('select', {}, ...models.map((model) => {
    const name = models.filter((other) => other.name === model.name).length > 1 ? `${model.name}@${model.version}` : model.name;
    return make('option', { value: name }, name);
  }));
  const room = make('div', { class: 'predict' });
  const told = make('section', { class: 'result', 'aria-label': words.probabilities });
  const open = () => {
    const model = models[choice.selectedIndex];
    told.replaceChildren();
    room.replaceChildren(model.input.kind === 'image' ? drawing(model) : row(model), told);
  };
  choice.addEventListener('change', open);
  main.append(field(words.model, choice), room);
  open();

  async function tell(model, rows, shape) {
    const path = `/v1/models/${encodeURIComponent(choice.value)}`;
    try {
      const found = await post(`${path}/predict`, { rows });
      const prediction = found.predictions[0];
      const parts = [bars(prediction)];
      if (shape && prediction.class !== undefined) parts.push(...saliency(await post(`${path}/saliency`, { rows }), rows[0], shape));
      told.replaceChildren(...parts);
      if (prediction.class !== undefined) say(`${prediction.class} ${percent(prediction.probability)}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      told.replaceChildren(make('p', { class: 'problem', role: 'alert' }, error.message));
    }
  }

  /// Where one draws, with light on dark as the model has it.
  function drawing(model) {
    const [height, width, channels] = model.input.shape;
    const scale = Math.max(1, Math.floor(308 / Math.max(height, width)));
    const canvas = make('canvas', { width: width * scale, height: height * scale, class: 'board-canvas', tabindex: 0, role: 'img', 'aria-label': words.draw });
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    const isInverted = make('input', { type: 'checkbox', id: 'invert' });
    const isCentred = make('input', { type: 'checkbox', id: 'center' });
    const clear = () => { pen.fillStyle = '#000'; pen.fillRect(0, 0, canvas.width, canvas.height); told.replaceChildren(); };
    clear();
    const look = later(60, () => tell(model, [samples(canvas, height, width, channels, isCentred.checked, isInverted.checked)], model.input.shape));
    let last;
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    const stroke = (to) => {
      pen.strokeStyle = '#fff';
      pen.lineWidth = 2.2 * scale;
      pen.lineCap = pen.lineJoin = 'round';
      pen.beginPath();
      pen.moveTo(...(last ?? to));
      pen.lineTo(...to);
      pen.stroke();
      last = to;
      look();
    };
    canvas.addEventListener('pointerdown', (event) => { canvas.setPointerCapture(event.pointerId); last = undefined; stroke(point(event)); });
    canvas.addEventListener('pointermove', (event) => { if (event.buttons) stroke(point(event)); });
    const show = async (file) => {
      if (!file?.type.startsWith('image/')) return;
      const image = await createImageBitmap(file);
      clear();
      pen.drawImage(image, 0, 0, canvas.width, canvas.height);
      look();
    };
    canvas.addEventListener('dragover', (event) => event.preventDefault());
    canvas.addEventListener('drop', (event) => { event.preventDefault(); show(event.dataTransfer.files[0]); });
    canvas.addEventListener('paste', (event) => show(event.clipboardData.files[0]));
    const file = make('input', { type: 'file', accept: 'image/*', onchange: () => show(file.files[0]) });
    for (const box of [isInverted, isCentred]) box.addEventListener('change', look);
    return make('section', { class: 'draw', 'aria-label': words.draw },
      make('div', {}, words.draw), canvas,
      make('div', { class: 'row' }, make('button', { type: 'button', onclick: clear }, words.clear),
        isInverted, make('label', { for: 'invert' }, words.invert), isCentred, make('label', { for: 'center' }, words.center)),
      field(words.picture, file));
  }

  /// A field for each number or column.
  function row(model) {
    const names = model.input.columns ?? (model.input.width <= 64 ? Array.from({ length: model.input.width }, (_, place) => `${place + 1}`) : []);
    const inputs = names.map((name) => make('input', { type: 'text', 'data-name': name }));
    const form = make('form', { class: 'row-form', onsubmit: (event) => {
      event.preventDefault();
      const values = inputs.map((input) => input.value.trim() === '' ? null : Number.isNaN(Number(input.value)) ? input.value : Number(input.value));
      tell(model, [model.input.columns ? Object.fromEntries(names.map((name, place) => [name, values[place]])) : values.map((value) => value ?? 0)]);
    } }, ...inputs.map((input, place) => field(names[place], input)), make('button', {}, words.tell));
    return make('section', { 'aria-label': words.row }, form);
  }
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;

/// The probabilities as a table whose rows are bars.
function bars(prediction) {
  const values = Object.entries(prediction.probabilities ?? prediction.numbers).sort((a, b) => b[1] - a[1]);
  const isShare = prediction.probabilities !== undefined;
  return make('table', { class: 'bars' }, make('caption', {}, words.probabilities), make('tbody', {}, ...values.slice(0, 20).map(([name, value]) =>
    make('tr', {}, make('th', { scope: 'row' }, name),
      make('td', {}, isShare ? make('meter', { min: 0, max: 1, value: String(value) , 'aria-label': name }) : null),
      make('td', { class: 'number' }, isShare ? percent(value) : String(value))))));
}

/// The samples that the model sees: means over the pixels of each, from 0 to 255.
function samples(canvas, height, width, channels, isCentred, isInverted) {
  const small = make('canvas', { width, height });
  const pen = small.getContext('2d', { willReadFrequently: true });
  pen.imageSmoothingQuality = 'high';
  pen.fillStyle = isInverted ? '#fff' : '#000';
  pen.fillRect(0, 0, width, height);
  const [dx, dy] = isCentred ? shift(canvas, width, height) : [0, 0];
  pen.drawImage(canvas, dx, dy, width, height);
  const { data } = pen.getImageData(0, 0, width, height);
  const numbers = [];
  for (let place = 0; place < data.length; place += 4) {
    const [r, g, b] = data.subarray(place, place + 3);
    const seen = channels === 3 ? [r, g, b] : [Math.round(0.299 * r + 0.587 * g + 0.114 * b)];
    numbers.push(...seen.map((value) => isInverted ? 255 - value : value));
  }
  return numbers;
}

/// How far the centre of mass of what is light is from the middle, in pixels of the model.
function shift(canvas, width, height) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let [mass, x, y] = [0, 0, 0];
  for (let place = 0; place < data.length; place += 4) {
    mass += data[place];
    x += data[place] * ((place / 4) % canvas.width);
    y += data[place] * Math.floor(place / 4 / canvas.width);
  }
  if (!mass) return [0, 0];
  return [Math.round(width / 2 - x / mass * width / canvas.width), Math.round(height / 2 - y / mass * height / canvas.height)];
}

/// What the model saw, with the pixels that spoke for its answer in one colour and those against it in another.
function saliency(found, row, [height, width, channels]) {
  const scale = Math.max(1, Math.floor(168 / Math.max(height, width)));
  const painted = (name, color) => {
    const canvas = make('canvas', { width: width * scale, height: height * scale, role: 'img', 'aria-label': `${name}, ${found.output}` });
    const pen = canvas.getContext('2d');
    for (let place = 0; place < height * width; place += 1) {
      pen.fillStyle = color(place);
      pen.fillRect((place % width) * scale, Math.floor(place / width) * scale, scale, scale);
    }
    return make('figure', {}, canvas, make('figcaption', {}, name));
  };
  const total = (numbers, place) => numbers.slice(place * channels, (place + 1) * channels).reduce((sum, value) => sum + value, 0);
  const heat = (numbers) => {
    const greatest = Math.max(1e-12, ...Array.from({ length: height * width }, (_, place) => Math.abs(total(numbers, place))));
    return (place) => {
      const share = total(numbers, place) / greatest;
      const dim = Math.round(255 * (1 - Math.abs(share)));
      return share >= 0 ? `rgb(255 ${dim} ${dim})` : `rgb(${dim} ${dim} 255)`;
    };
  };
  const gray = (place) => {
    const samples = row.slice(place * channels, (place + 1) * channels);
    return `rgb(${channels === 3 ? samples.join(' ') : `${samples[0]} ${samples[0]} ${samples[0]}`})`;
  };
  return [make('h2', {}, `${words.spoke}: ${found.output}`), make('div', { class: 'row figures' },
    painted(words.seen, gray), painted(words.gradient, heat(found.gradient)), painted(words.integrated, heat(found.integrated)))];
}
