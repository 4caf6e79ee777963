// Bodies: JSON in colours, secrets covered, two compared member by member.

import { h } from './dom.js';

/** The mock masks secrets with stars until one record is uncovered. */
const isMasked = (value) => typeof value === 'string' && /^[*•]{3,}$/.test(value);

/**
 * JSON as text nodes with colours.
 *
 * @param errors texts of format errors, whose members are marked
 */
export function jsonView(value, errors = []) {
	const out = h('pre.json', { tabindex: '0' });
	const wrong = new Set(errors.map((error) =>
		/'([^']+)'$/.exec(error)?.[1] ?? error.split(' ')[0].split('.').pop()));
	const put = (cls, text) => out.append(cls ? h('span', { class: cls }, text) : text);
	const walk = (part, indent) => {
		if (part === null || typeof part !== 'object') {
			const kind = isMasked(part) ? 'm' : typeof part === 'string' ? 's' : 'n';
			return put(kind, JSON.stringify(part));
		}
		const isList = Array.isArray(part);
		const entries = isList ? part.map((one) => [null, one]) : Object.entries(part);
		const [open, close] = isList ? '[]' : '{}';
		if (!entries.length) return put('', open + close);
		put('', open);
		entries.forEach(([name, one], index) => {
			put('', `\n${indent}  `);
			if (name !== null) {
				put(wrong.has(name) ? 'x' : 'k', JSON.stringify(name));
				put('', ': ');
			}
			walk(one, `${indent}  `);
			if (index < entries.length - 1) put('', ',');
		});
		put('', `\n${indent}${close}`);
	};
	if (typeof value === 'string') put('', value); else walk(value, '');
	return out;
}

function flat(value, path = '', into = new Map()) {
	if (value === null || typeof value !== 'object') return into.set(path, JSON.stringify(value));
	for (const [name, one] of Object.entries(value)) flat(one, path ? `${path}.${name}` : name, into);
	return into;
}

/** The members that differ, a line each. */
export function differences(left, right, names) {
	const a = flat(left), b = flat(right);
	const paths = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
	if (!paths.length) return h('p.quiet', 'The same, member for member.');
	const mayDiffer = (path) => path === 'time';
	return h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': 'Differences' },
		h('table.diff',
			h('thead', h('tr', ['member', ...names].map((name) => h('th', { scope: 'col' }, name)))),
			h('tbody', paths.map((path) => h('tr',
				h('td', path, ' ', mayDiffer(path) && h('span.tag', 'may differ')),
				h('td', { class: mayDiffer(path) ? '' : 'was' }, a.get(path) ?? '–'),
				h('td', { class: mayDiffer(path) ? '' : 'is' }, b.get(path) ?? '–'))))));
}
