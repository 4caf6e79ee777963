// Nodes. Markup is never parsed from text: whatever a till sends stays text.

const SVG = 'http://www.w3.org/2000/svg';

const DASH = 'M4 8h8', CHECK = 'M3 8.5l3.2 3.2L13 4.8', CROSS = 'M4 4l8 8M12 4l-8 8', DIAMOND = 'M8 2.6L13.2 8 8 13.4 2.8 8z';
const CLOCK = 'M8 4v4.4l2.8 1.8M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8';

/** The outlines of the icons, in a square of 16. */
const ICONS = {
	none: DASH, 'not-applicable': DASH, pass: CHECK, fail: CROSS, close: CROSS, inconclusive: CLOCK, pending: CLOCK,
	warn: 'M8 3v6M8 12.6v.2',
	copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
	home: 'M2.5 7.5L8 2.8l5.5 4.7M4 6.5v7h8v-7',
	boxes: 'M2.5 2.5h4.6v4.6H2.5zM9 2.5h4.6v4.6H9zM2.5 9h4.6v4.6H2.5zM9 9h4.6v4.6H9z',
	script: 'M4 2h6l3 3v9H4zM6.5 7h4M6.5 10h4',
	shop: 'M2.5 6l1-3.5h9l1 3.5M3.5 6v7.5h9V6M2.5 6h11',
	report: 'M3 13.5h10.5M4.5 11V7.5M8 11V3M11.5 11V5.5',
	search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14',
	menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
	theme: 'M12.8 10A5.5 5.5 0 0 1 6 3.2 5.5 5.5 0 1 0 12.8 10z',
	help: 'M6 6a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.4M8 12v.1',
	link: 'M6.5 9.5l3-3M7 4.5l1.2-1.2a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.2 1.2a2.8 2.8 0 0 1-4-4L5 7.5',
	box: 'M2.5 5L8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5L8 7.8 13.5 5M8 7.8v6',
	file: 'M4 2h5l3.5 3.5V14H4zM9 2v3.5h3.5',
	play: 'M5 3.2v9.6L12.5 8z',
	reset: 'M3 8a5 5 0 1 1 1.6 3.7M3 12V8.6h3.4',
	bin: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9',
	eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
	up: 'M3.5 10L8 5.5l4.5 4.5',
	down: 'M3.5 6L8 10.5 12.5 6',
	'belief-none': 'M8 8h.1',
	'belief-waiting': 'M8 4v4l2.5 1.5',
	'belief-unknown': 'M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.3-1 .8-1 1.5M8 12.4v.1',
	'belief-voucher': DIAMOND, 'belief-approved': DIAMOND, 'belief-confirmed': CHECK, 'belief-declined': CROSS,
	'belief-reversed': 'M3 6.5h6.5a3.2 3.2 0 0 1 0 6.4H6M5.6 3.8L3 6.5l2.6 2.7',
};

export const $ = (id) => document.getElementById(id);

/** Makes an element: `h('div.card.wide', {title: 'x'}, child, …)`. The attributes may be left out;
 * `onNAME` is a listener, `style` an object, false and null leave one out. */
export function h(name, ...rest) {
	const [tag, ...classes] = name.split('.');
	const attributes = rest[0]?.constructor === Object ? rest.shift() : {};
	const node = document.createElement(tag);
	if (classes.length) node.className = classes.join(' ');
	if (tag === 'button') node.type = 'button';
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === null || value === false) continue;
		if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
		else if (key === 'style') {
			for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
		} else if (key === 'class') node.className = value;
		else node.setAttribute(key, value === true ? '' : value);
	}
	node.append(...present(rest));
	return node;
}

const present = (children) =>
	children.flat(9).filter((child) => child !== null && child !== undefined && child !== false);

export const show = (parent, ...children) => parent.replaceChildren(...present(children));

/** Saves a blob as a file. */
export function save(blob, name) {
	const address = URL.createObjectURL(blob);
	h('a', { href: address, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function icon(name, label) {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 16 16');
	svg.setAttribute('class', 'ico');
	if (label) {
		svg.setAttribute('role', 'img');
		svg.setAttribute('aria-label', label);
	} else svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', ICONS[name] ?? ICONS.none);
	svg.append(path);
	return svg;
}

export const iconButton = (label, symbol, onclick, title = label) =>
	h('button.icon-button', { 'aria-label': label, title, onclick }, icon(symbol));

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';
const drawn = new WeakMap();

/** Draws a part of a page anew, if `facts` differ from those drawn last; focus and scroll position stay. */
export function redraw(slot, facts, make) {
	const signature = JSON.stringify(facts);
	if (drawn.get(slot) === signature) return;
	drawn.set(slot, signature);
	const focusable = () => [...slot.querySelectorAll(FOCUSABLE)];
	const focused = slot.contains(document.activeElement)
		? focusable().indexOf(document.activeElement) : -1;
	const top = slot.scrollTop;
	show(slot, make());
	if (focused >= 0) focusable()[focused]?.focus({ preventScroll: true });
	slot.scrollTop = top;
}
