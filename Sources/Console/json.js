// Bodies: JSON in colours, secrets covered, two compared member by member.

import { h, table, tag } from './kit.js';

/** Text with its colon, if it names a member; number or word. */
const TOKEN = /("(?:[^"\\]|\\.)*")(:)?|-?\d[\d.eE+-]*|true|false|null/g;

/** JSON in colours; members that `errors`, texts of format errors, name are marked. */
export function jsonView(value, errors = []) {
	const wrong = new Set(errors.map((error) =>
		JSON.stringify(/'([^']+)'$/.exec(error)?.[1] ?? error.split(' ')[0].split('.').pop())));
	const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2), parts = [];
	let end = 0;
	for (const { 0: all, 1: string, 2: colon, index } of typeof value === 'string' ? [] : text.matchAll(TOKEN)) {
		// The mock masks secrets with stars until one record is uncovered.
		const cls = colon ? (wrong.has(string) ? 'x' : 'k') : /^"[*•]{3,}"$/.test(all) ? 'm' : string ? 's' : 'n';
		parts.push(text.slice(end, index), h('span', { class: cls }, string ?? all), colon);
		end = index + all.length;
	}
	return h('pre.json', { tabindex: '0' }, parts, text.slice(end));
}

function flat(value, path = '', into = new Map()) {
	if (value === null || typeof value !== 'object' || value.rawJSON) return into.set(path, JSON.stringify(value));
	for (const [name, one] of Object.entries(value)) flat(one, path ? `${path}.${name}` : name, into);
	return into;
}

/** The members that differ, a line each. */
export function differences(left, right, names) {
	const a = flat(left), b = flat(right);
	const paths = [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path));
	if (!paths.length) return h('p.quiet', 'The same, member for member.');
	const mayDiffer = (path) => path === 'time';
	return table('Differences', ['member', ...names], paths.map((path) => h('tr',
		h('td', path, ' ', mayDiffer(path) && tag('may differ')),
		h('td', { class: mayDiffer(path) ? '' : 'was' }, a.get(path) ?? '–'),
		h('td', { class: mayDiffer(path) ? '' : 'is' }, b.get(path) ?? '–'))), 'diff');
}
