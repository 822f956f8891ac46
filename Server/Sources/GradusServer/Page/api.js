import { words } from './words.js';
import { make } from './make.js';

/// What the service says is wrong.
export class Problem extends Error {}

let token = sessionStorage.getItem('gradus-token') ?? '';

function askToken() {
  return new Promise((resolve) => {
    const input = make('input', { type: 'password', id: 'token', autocomplete: 'off' });
    const form = make('form', { method: 'dialog' },
      make('label', { for: 'token' }, words.token), input, make('button', {}, words.enter));
    const dialog = make('dialog', { onclose: () => { dialog.remove(); resolve(input.value); } }, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

async function send(path, options) {
  for (;;) {
    const headers = { ...options.headers };
    if (token) headers.Authorization = `Bearer ${token}`;
    let response;
    try {
      response = await fetch(path, { ...options, headers });
    } catch (error) {
      if (error.name === 'AbortError') throw error;
      throw new Problem(words.offline);
    }
    if (response.status === 401) {
      token = await askToken();
      sessionStorage.setItem('gradus-token', token);
      continue;
    }
    const answer = await response.json();
    if (!response.ok) throw new Problem(answer.error ?? `${response.status}`);
    return answer;
  }
}

/// The answer to a question; the signal ends it early.
export const post = (path, body, signal) => send(path, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal,
});

export const get = (path) => send(path, {});
export const remove = (path) => send(path, { method: 'DELETE' });
