// The scenarios that the mock knows, and one of them.

import { button, editLink, empty, h, sandboxLink, scenarioLink, table, tag } from '../kit.js';
import { play } from '../play.js';
import { ruleTable } from '../ruletable.js';
import { rows, scenarioNamed, store } from '../store.js';

const players = (name) => rows().filter((row) => row.scenario === name);

export function scenarios({ parts }) {
	const name = parts.slice(1).join('/');
	if (!name) return { title: 'Scenarios', node: list() };
	const one = scenarioNamed(name);
	return { title: name, node: one ? page(one) : empty('script', h('h1', `There is no scenario ${name}`),
		h('a.button', { href: '#/scenarios' }, 'All scenarios')) };
}

const list = () => [
	h('div.head', h('h1.grow', 'Scenarios'), h('a.button', { href: '#/edit' }, 'Write one')),
	h('div.card', table('Scenarios', ['Name', 'Flow', 'What happens', 'Messaging', 'Rules', 'Played in'],
		store.scenarios.map((one) => h('tr',
			h('td', h('a', { href: scenarioLink(one.name) }, one.name)), h('td', one.flow ?? ''), h('td', one.title),
			h('td', one.messaging), h('td.num', one.rules.length),
			h('td', players(one.name).map((row) => h('a.tag.t-link', { href: sandboxLink(row.name) }, row.name))))))),
];

const page = (one) => [
	h('p.crumbs', h('a', { href: '#/scenarios' }, 'Scenarios')),
	h('div.head',
		h('div.grow', h('h1', one.title || one.name), h('div.row.facts', h('code', one.name),
			one.flow && tag(one.flow), h('span', `${one.messaging} messaging`), h('span.mono', one.file))),
		h('div.row', h('a.button', { href: editLink(one.name) }, 'Edit a copy'),
			button('Play', () => play(one), 'primary', 'play'))),
	h('div.stack', one.comment && h('p', one.comment), h('div.card', ruleTable(one.rules)),
		one.expect && h('p', h('b', one.expect)),
		players(one.name).length > 0 && h('p', 'Played in ', players(one.name).map((row, index) =>
			[index > 0 && ', ', h('a', { href: sandboxLink(row.name) }, row.name)])),
		h('pre.json', { tabindex: '0' }, one.text)),
];
