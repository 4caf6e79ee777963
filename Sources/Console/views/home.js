// The start: where to point the till, what to send, what shall go wrong.

import {
	boxLink, button, clockText, copyButton, go, h, many, playsText, queryText, radar, rand, redraw, rowSign, scenarioLink, segments,
	sign, time,
} from '../kit.js';
import { play } from '../play.js';
import { SearchBar } from '../search.js';
import { CLIENT, advice, provision, sampleSale } from '../till.js';
import { factsOf, rows, store } from '../store.js';

const ID = 'a1b2c3d4-0000-4000-8000-00000000000';

const WHEN = '2026-01-28T10:41:29.123Z';
const NUMBERS = [{ institutionId: CLIENT, transactionIdentifier: '123456789012' }];

/** A body with a line for each member. */
const lines = (body) => `{\n${Object.entries(body).map(([name, value]) =>
	` "${name}": ${JSON.stringify(value).replaceAll('":', '": ').replaceAll(',"', ', "')}`).join(',\n')}}`;

/** The four calls of a till, as commands. */
function calls(base) {
	const curl = (path, body) =>
		`curl -i -u ${CLIENT}:secret -H 'Content-Type: application/json' \\\n ${base}/vouchers${path} -d ${body}`;
	const last = (kind, number) => `'${lines(advice(kind, ID + number, `${ID}1`, WHEN, NUMBERS))}'`;
	return {
		Provision: curl('', `'${lines(provision(`${ID}1`, WHEN, 'Corner Shop', NUMBERS))}'`),
		Retry: `# no answer, a 500, 503 or 504: the same body again\n${curl(`/${ID}1/retry`, '@provision.json')}`,
		Confirm: `# thirdPartyIdentifiers: those of the answer, unaltered\n${curl('/confirmations', last('confirm', 2))}`,
		Reverse: `# thirdPartyIdentifiers: those of the answer or, without one, of the request\n${curl('/reversals', last('reverse', 3))}`,
	};
}

/** The groups of scenarios: a mark, a name, which belong to it. */
const isQuirk = (name) => /^flows\/(netcare|stellr|advice)/.test(name);
const GROUPS = [
	['F', 'Documented flows', (one) => /^flows\//.test(one.name) && !isQuirk(one.name)],
	['Q', 'Provider quirks and advices', (one) => isQuirk(one.name)],
	['¢', 'Faults by the cents of the amount', (one) => one.name === 'triggers'],
	['!', 'One fault at a time', (one) => /^faults\//.test(one.name)],
	['~', 'Bad days', (one) => /^chaos\//.test(one.name)],
	['+', 'Your own', (one) => !/^(flows|faults|chaos)\/|^triggers$/.test(one.name)],
];
/** Symptoms that people name, and the words that find them. */
const SYMPTOMS = [
	['no answer', 'silence|no answer|lost'], ['5xx', '50[034]|error|unavailable'],
	['declined', 'declin'], ['unreadable', 'garbled|truncated|malformed|not-http|chunk|content-type'],
	['slow', 'slow|delay|pause|late'], ['connection', 'close|reset|cut|connection|tls'],
];

const PICK_TEXT = (one) =>
	`${one.name} ${one.title} ${one.comment} ${one.rules.flatMap((rule) => rule.replies).join(' ')}`.toLowerCase();

export function home(route) {
	const slots = { till: h('section.card.stack'), news: h('div.row.waiting'), lately: h('div') };
	const picks = h('div.picks', { tabindex: '0', role: 'region', 'aria-label': 'Scenarios' });
	let query = route.query;
	const address = (changes) => '#/' + queryText({ call: query.get('call'), q: query.get('q'), ...changes });
	const search = new SearchBar((q) => address({ q }), 'Which fault? time-out, 503, Netcare, truncated …');

	const drawTill = () => {
		const texts = calls(store.about.base);
		const now = texts[query.get('call')] ? query.get('call') : 'Provision';
		redraw(slots.till, [now, store.about.base], () => [
			h('h1', 'Point your till here'),
			h('div.bigurl', h('span', store.about.base), h('span.grow'),
				copyButton(store.about.base, 'Copy the base URL')),
			h('p.quiet', 'HTTP Basic: the user name is ', h('code', 'client.id'),
				', any password. Every test can have a world of its own: ',
				h('code', '/sandboxes/NAME/suv/v1'), '.'),
			slots.news,
			h('div.row', segments('The four calls', Object.keys(texts).map((name) => [name, name]),
				now, (name) => go(address({ call: name }), true)),
			h('span.grow'), copyButton(texts[now], 'Copy the call')),
			h('pre.term', { tabindex: '0' }, texts[now]),
			slots.lately,
		]);
	};
	const drawNews = () => {
		const all = rows(), lately = all.filter((row) => row.lastMessageAt)
			.sort((a, b) => time(b.lastMessageAt) - time(a.lastMessageAt)).slice(0, 4);
		redraw(slots.news, lately.map(factsOf), () => news(all));
		redraw(slots.lately, lately.map(factsOf), () => lately.length > 0 && latest(lately));
	};
	const drawPicks = () => {
		const words = (query.get('q') ?? '').toLowerCase();
		const known = SYMPTOMS.find(([name]) => name === words);
		const fits = (one) => !words || (known ? new RegExp(known[1]).test(PICK_TEXT(one)) : PICK_TEXT(one).includes(words));
		const groups = GROUPS.map(([mark, name, belongs]) =>
			[mark, name, store.scenarios.filter((one) => belongs(one) && fits(one))]).filter(([, , list]) => list.length);
		search.draw(query.get('q') ?? '', SYMPTOMS.map(([name]) => [name, name]));
		redraw(picks, groups.map(([, , list]) => list.map((one) => one.name)), () => groups.length
			? groups.map(([mark, name, list]) => [h('h3', name), list.map((one) => pick(one, mark))])
			: h('p.quiet', 'Nothing fits. ', h('a', { href: '#/edit' }, 'Write a scenario for it'), '.'));
	};
	const draw = () => { drawTill(); drawNews(); drawPicks(); };
	draw();
	return {
		title: '',
		node: h('div.cols', slots.till,
			h('section.card', h('h2', 'Pick what goes wrong'), search.node, picks)),
		update: (next) => {
			query = next.query;
			draw();
		},
		refresh: drawNews,
		close: () => search.close(),
	};
}

function news(all) {
	const sum = all.reduce((total, row) => total + row.counts.transactions, 0);
	const state = sum
		? [sign('pass', 'yes'), h('span', 'Messages have come in: ', h('a', { href: '#/sandboxes' },
			`${many(sum, 'transaction')} in ${many(all.length, 'sandbox', 'sandboxes')}`), '.')]
		: [radar(), 'Waiting for the first message of your till …'];
	return [state, h('span.grow'), button('Send a sample sale', () => sampleSale('default'), 'primary', 'play')];
}

const latest = (list) => h('ul.lately', { 'aria-label': 'Lately' }, list.map((row) => h('li',
	rowSign(row), h('div', boxLink(row), h('br'), h('small', row.title || playsText(row))),
	row.risk.count > 0 && h('span.tag.t-bad', `${rand(row.risk.amount)} at risk`),
	h('span.num.quiet', clockText(time(row.lastMessageAt), false)))));

const pick = (one, mark) => h('div.pick',
	h('span.flow', { 'aria-hidden': 'true' }, one.flow ?? mark),
	h('div', h('p', h('a', { href: scenarioLink(one.name) }, one.title || one.name)),
		h('small', one.comment)),
	h('button.button.small', { 'aria-label': `Play ${one.name}`, onclick: () => play(one) }, 'Play'));
