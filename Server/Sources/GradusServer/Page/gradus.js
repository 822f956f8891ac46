import { fill, words } from './words.js';
import { read } from './place.js';
import { board } from './board.js';
import { sheet } from './sheet.js';
import { predict } from './predict.js';
import { runs } from './runs.js';
import { playground } from './playground.js';

const rooms = { board, sheet, playground, predict, runs };
const main = document.getElementById('main');
fill();

function show() {
  const { room, values } = read();
  const open = rooms[room] ?? board;
  document.title = `${words[room] ?? words.board} · Gradus`;
  for (const link of document.querySelectorAll('#rooms a')) {
    if (link.getAttribute('href') === `#/${room}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  // What an old room still waits for comes into an element that is gone.
  const place = document.createElement('div');
  main.replaceChildren(place);
  open(place, values);
}

addEventListener('popstate', show);
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
show();
