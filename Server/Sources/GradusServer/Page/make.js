// Elements without any HTML in strings.

/// make('button', {type: 'button', onclick: f}, 'Ask')
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

let count = 0;

/// A label over its field, with a hint that screen readers tell too.
export function field(label, input, hint) {
  input.id ||= `field-${++count}`;
  const parts = [make('label', { for: input.id }, label), input];
  if (hint) {
    input.setAttribute('aria-describedby', `${input.id}-hint`);
    parts.push(make('small', { id: `${input.id}-hint` }, hint));
  }
  return make('div', { class: 'field' }, ...parts);
}

/// Calls the last of several calls that follow one another quickly.
export function later(milliseconds, work) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}

/// Says something to those who do not see the page.
export function say(text) { document.getElementById('said').textContent = text; }
