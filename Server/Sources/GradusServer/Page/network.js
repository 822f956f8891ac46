import { words } from './words.js';
import { post } from './api.js';

const raised = (number) => [...String(number)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('');
const lowered = (number) => [...String(number)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[digit]).join('');
const known = ['identity', 'relu', 'sigmoid', 'tanh'];

/// The dense layers of an answer as a network by hand; undefined where there are others.
export function byHand(layers) {
  const found = [];
  for (const { layer, weight, bias } of layers) {
    if (weight) found.push({ weights: weight, biases: bias ?? weight[0].map(() => 0), activation: 'identity' });
    else if (known.includes(layer) && found.length) found.at(-1).activation = layer;
    else return undefined;
  }
  if (!found.length) return undefined;
  found.at(-1).activation = 'softmax';
  return { layers: found };
}

function shape(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/// The network as a picture: nodes in columns, a line for each weight, as wide as the weight is large; each can be chosen.
export function drawn(network, chosen, choose) {
  const sizes = [network.layers[0].weights.length, ...network.layers.map((layer) => layer.biases.length)];
  const [width, height] = [Math.max(360, 110 * (sizes.length - 1) + 60), Math.max(180, 30 * Math.max(...sizes))];
  const x = (column) => 30 + column * (width - 60) / (sizes.length - 1);
  const y = (column, node) => height * (node + 1) / (sizes[column] + 1);
  const greatest = Math.max(1e-9, ...network.layers.flatMap((layer) => layer.weights.flat().map(Math.abs)));
  const picture = shape('svg', { viewBox: `0 0 ${width} ${height}`, class: 'network', role: 'group', 'aria-label': words.network });
  network.layers.forEach((layer, number) => layer.weights.forEach((row, from) => row.forEach((weight, to) => {
    const isChosen = chosen && chosen.layer === number && chosen.from === from && chosen.to === to;
    const name = `w${raised(number + 1)}${lowered(from + 1)}${lowered(to + 1)} = ${Number(weight.toPrecision(6))}`;
    const line = shape('line', {
      x1: x(number), y1: y(number, from), x2: x(number + 1), y2: y(number + 1, to), 'stroke-width': 1 + 6 * Math.abs(weight) / greatest,
      class: `${weight < 0 ? 'negative' : 'positive'}${isChosen ? ' chosen' : ''}`, tabindex: 0, role: 'button', 'aria-label': name,
    }, shape('title', {}, name));
    const pick = () => choose({ layer: number, from, to });
    line.addEventListener('click', pick);
    line.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); pick(); } });
    picture.append(line);
  })));
  sizes.forEach((size, column) => {
    for (let node = 0; node < size; node += 1) {
      const bias = column ? network.layers[column - 1].biases[node] : undefined;
      const name = column ? `b${raised(column)}${lowered(node + 1)} = ${Number(bias.toPrecision(6))}` : `x${lowered(node + 1)}`;
      picture.append(shape('circle', { cx: x(column), cy: y(column, node), r: 9 }, shape('title', {}, name)));
    }
  });
  return picture;
}

/// The products behind the gradient of a weight at a point, forward and backward, with their numbers.
export async function chainRule(network, { layer, from, to }, [first, second, label], isForward) {
  const classes = network.layers.at(-1).biases.length;
  const target = Array.from({ length: classes }, (_, place) => place === label ? 1 : 0);
  const found = await post('/forward', {
    network: JSON.stringify(network), input: `${first},${second}`, backward: true, target: target.join(','), format: 'text',
  });
  const lines = found.text.split('\n').map((line) => line.trim());
  const [l, i, j] = [raised(layer + 1), lowered(from + 1), lowered(to + 1)];
  const before = layer ? `a${raised(layer)}${i} =` : '';
  const wanted = isForward
    ? [before, `z${l}${j} =`, `a${l}${j} =`, 'ŷ =', 'L =']
    : ['L =', `∂L/∂a${l}${j} =`, `δ${l}${j} =`, `∂L/∂w${l}${i}${j} =`, `∂L/∂w${l}${i},${j} =`];
  return wanted.filter(Boolean).flatMap((start) => lines.filter((line) => line.startsWith(start)));
}
