import { words } from './words.js';
import { field, make } from './make.js';
import { Problem, get, post } from './api.js';

/// What begins, pauses and goes on with trainings; `changed` is called while one is at work.
export function trainings(changed) {
  const input = (value, attributes = {}) => make('input', { type: 'text', value, spellcheck: 'false', ...attributes });
  const fields = {
    name: input('', { required: true, pattern: '[A-Za-z0-9_\\-]+' }), network: input('dense 64, relu, dense 10'), optimizer: input('adam'),
    learning_rate: input('0.001'), epochs: input('20', { type: 'number', min: 1 }), validation_split: input('0.1'),
  };
  const data = make('select', {}, ...['digits', 'iris', 'wine', 'fashion-mnist'].map((name) => make('option', {}, name)));
  const problem = make('p', { class: 'problem', role: 'alert', hidden: true });
  const list = make('ul', { class: 'trainings' });
  const box = make('details', { class: 'past' });

  async function tried(work) {
    try {
      problem.hidden = true;
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem.textContent = error.message;
      problem.hidden = false;
    }
    watch();
  }
  const form = make('form', { class: 'row fields', onsubmit: (event) => {
    event.preventDefault();
    const body = { name: fields.name.value, data: data.value, epochs: Number(fields.epochs.value) };
    for (const key of ['network', 'optimizer', 'learning_rate', 'validation_split']) if (fields[key].value.trim()) body[key] = fields[key].value.trim();
    tried(() => post('/v1/trainings', body));
  } }, field(words.trainingName, fields.name), field(words.dataset, data), field(words.layers, fields.network), field(words.optimizer, fields.optimizer),
  field(words.rate, fields.learning_rate), field(words.epochs, fields.epochs), field(words.held, fields.validation_split), make('button', { class: 'go' }, words.begin));

  let [timer, wasAtWork] = [undefined, false];
  async function watch() {
    clearTimeout(timer);
    if (!box.isConnected) return;
    const found = (await get('/v1/trainings')).trainings;
    list.replaceChildren(...found.map((one) => {
      const epochs = make('input', { type: 'number', min: 1, 'aria-label': `${words.until} ${one.name}` });
      return make('li', { class: 'row' }, `${one.name} (${one.data}): ${one.running ? words.running : one.error ?? words.stopped}`,
        one.running
          ? make('button', { type: 'button', onclick: () => tried(() => post(`/v1/trainings/${one.name}/pause`, {})) }, words.pause)
          : make('span', { class: 'row' }, epochs, make('button', { type: 'button', onclick: () => tried(() => post(`/v1/trainings/${one.name}/resume`, epochs.value ? { epochs: Number(epochs.value) } : {})) }, words.resume)));
    }));
    const isAtWork = found.some((one) => one.running);
    if (isAtWork) timer = setTimeout(watch, 1000);
    if (isAtWork || wasAtWork) changed();
    wasAtWork = isAtWork;
  }
  box.append(make('summary', {}, words.begin), form, problem, list);
  setTimeout(watch);
  return box;
}
