// Parts of pages that the service wrote become elements: those of a list, with attributes of a list. Nothing that runs, loads or leads astray is on it.

const html = new Set(['section', 'ol', 'ul', 'li', 'p', 'div', 'span', 'strong', 'em', 'code', 'pre', 'sup', 'sub', 'hr', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'details', 'summary', 'blockquote', 'figure', 'figcaption', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'br']);
const math = new Set(['math', 'mrow', 'mi', 'mn', 'mo', 'ms', 'mtext', 'mspace', 'mfrac', 'msqrt', 'mroot', 'msup', 'msub', 'msubsup', 'mover',
  'munder', 'munderover', 'mtable', 'mtr', 'mtd', 'mpadded', 'mphantom', 'mstyle', 'menclose', 'mmultiscripts', 'mprescripts', 'none', 'merror']);
const svg = new Set(['svg', 'g', 'path', 'circle', 'rect', 'line', 'polyline', 'polygon', 'text', 'tspan', 'title', 'desc', 'defs', 'clippath']);
const attributes = new Set(['class', 'id', 'type', 'open', 'start', 'lang', 'role', 'aria-label', 'aria-labelledby', 'aria-hidden', 'colspan',
  'rowspan', 'display', 'displaystyle', 'mathvariant', 'stretchy', 'fence', 'separator', 'form', 'lspace', 'rspace', 'width', 'height', 'depth',
  'accent', 'accentunder', 'columnalign', 'rowspacing', 'columnspacing', 'linethickness', 'minsize', 'maxsize', 'movablelimits', 'notation',
  'scriptlevel', 'symmetric', 'largeop', 'viewBox', 'd', 'cx', 'cy', 'r', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'points', 'dx', 'dy', 'rx', 'ry',
  'transform', 'fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'fill-opacity',
  'stroke-opacity', 'text-anchor', 'dominant-baseline', 'font-size', 'font-style', 'font-weight', 'clip-path', 'preserveAspectRatio']);
const styles = new Set(['border-left', 'border-right', 'border-top', 'border-bottom', 'padding-left', 'padding-right', 'text-align']);

function copied(node, into) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.append(child.data);
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const name = child.localName;
    const space = child.namespaceURI;
    const known = space.endsWith('MathML') ? math.has(name) : space.endsWith('svg') ? svg.has(name.toLowerCase()) : html.has(name);
    if (!known) continue;
    const element = document.createElementNS(space, name);
    for (const { name: key, value } of child.attributes) {
      if (attributes.has(key) && !/url\(\s*['"]?(?!#)/i.test(value)) element.setAttribute(key, value);
      if (key === 'href' && name === 'a' && /^(https?:|mailto:|#)/i.test(value)) {
        element.setAttribute('href', value);
        element.setAttribute('rel', 'noreferrer noopener');
        element.setAttribute('target', '_blank');
      }
    }
    for (const [, property, value] of (child.getAttribute('data-style') ?? '').matchAll(/([a-z-]+):([^;]*)/g)) {
      if (styles.has(property) && !value.includes('(')) element.style.setProperty(property, value);
    }
    copied(child, element);
    into.append(element);
  }
  return into;
}

/// The text without styles, and these. The policy of the page lets no text set a style: attributes become properties, and elements a sheet.
export function parted(text) {
  const styles = [];
  const plain = text.replace(/<style>([^]*?)<\/style>/g, (_, style) => { styles.push(style); return ''; }).replaceAll(' style="', ' data-style="');
  return [plain, styles.join('\n')];
}

/// The elements of a text of HTML.
export function fragment(text) {
  const page = new DOMParser().parseFromString(parted(text)[0], 'text/html');
  return copied(page.querySelector('main') ?? page.body, document.createDocumentFragment());
}

/// An element `math` of what stands within one.
export function formula(inside, isDisplayed = false) {
  const part = fragment(`<math${isDisplayed ? ' display="block"' : ''}><mrow>${inside}</mrow></math>`);
  return part.firstElementChild;
}

/// Shows a picture of SVG with the style that stands in it, in a tree of its own.
export function styledPicture(host, text) {
  const [plain, css] = parted(text);
  const page = new DOMParser().parseFromString(plain, 'image/svg+xml');
  const style = new CSSStyleSheet();
  style.replaceSync(css + '\nsvg { max-width: 100%; height: auto; }');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [style];
  shadow.append(copied(page, document.createDocumentFragment()));
}
