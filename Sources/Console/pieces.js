// Small pieces that several views share.

import { h, icon } from './dom.js';
import { copyButton } from './feedback.js';
import { sandboxLink } from './router.js';
import { store } from './store.js';
import { BELIEFS, VERDICTS, isDelivery, letter, operationName, time, clockText } from './words.js';

export const sign = (verdict, label) =>
	h('span', { class: `sign v-${verdict}` }, icon(verdict, label ?? VERDICTS[verdict]));

/** What a sandbox plays. */
export const playsText = (row) => (row.inline ? 'a text of its own' : row.scenario === 'none' ? 'normal answers' : row.scenario);

/** The name of a row, as a link; and the sign of one that waits. */
export const boxLink = (row) => h('a', { href: sandboxLink(row.name) }, h('b', row.name));
export const radar = () => h('span.radar', { 'aria-hidden': 'true' });

/** The verdict of a row of the list of sandboxes; a pass whose faults never happened is hollow. */
export const isHollow = (row) => row.verdict === 'pass' && row.hollow.length > 0;
export const rowSign = (row) =>
	isHollow(row) ? sign('warn', 'hollow pass') : sign(row.verdict);
export const rowVerdict = (row) => (isHollow(row) ? 'hollow' : VERDICTS[row.verdict]);

export const tag = (text, cls = '', title) => h('span', { class: `tag ${cls}`, title }, text);
export const urlBox = (url) =>
	h('span.url', h('span', url), copyButton(url, 'Copy the base URL'));
export const button = (text, run, cls = '', symbol = null) =>
	h('button', { class: `button ${cls}`, onclick: run }, symbol && icon(symbol), text);

/** A moment: the time of day, the whole of it on hover. */
export const moment = (text, withFraction) =>
	h('span.num', { title: text }, clockText(time(text), withFraction));

/** What till, switch and provider believe, in three fields. */
export function trio(beliefs) {
	const parties = ['till', 'switch', 'provider'];
	const words = parties.map((party, index) => `${party}: ${BELIEFS[beliefs[index]]}`);
	return h('span.trio', { title: words.join(' · ') }, beliefs.map((belief, index) =>
		h('span', { class: `b b-${belief}` }, icon(`belief-${belief}`),
			h('span.sr', words[index], ' '))));
}

const TOKENS_MAX = 8;
const MARKS = { lost: '×', torn: '×', err: '!', open: '…' };

/** The messages of a transaction as letters, each with its outcome. */
export function tokens(messages) {
	const list = messages.filter((message) => !isDelivery({ operation: message.op }));
	const seen = list.slice(0, TOKENS_MAX);
	const said = seen.map((message) => `${operationName(message.op)} ${message.text ?? message.outcome}`);
	return h('span.path',
		seen.map((message, index) => h('span', {
			class: `tok k-${message.outcome === 'torn' ? 'lost' : message.outcome}`,
			title: `#${message.seq} ${said[index]}`, 'aria-hidden': 'true',
		}, letter(message.op), MARKS[message.outcome] && h('sup', MARKS[message.outcome]))),
		list.length > seen.length && h('span.quiet', `+${list.length - seen.length}`),
		h('span.sr', said.join(', ')));
}

export const outcomeTag = (record, text) =>
	h('span', { class: `tag c-${record.outcome}` }, h('span.clip', text));

/** A duty with its verdict, in words. */
export const dutyText = (id, verdict) => `${id} ${store.about.duties[id]}: ${VERDICTS[verdict]}`;

/** A rule's id, in the colour of its verdict. */
export const findingTag = (id, verdict, title, href) => h(href ? 'a' : 'span', {
	class: `tag v-${verdict}`, title, href,
}, id);

/** Links to the records that prove a finding. */
export function evidence(name, transaction, numbers, max = 8) {
	return numbers.slice(0, max).map((seq) => [h('a', {
		class: 'ev',
		href: (transaction ? sandboxLink(name, 't', transaction) : sandboxLink(name, 'journal')) + `?m=${seq}`,
	}, `#${seq}`), ' ']);
}

export const empty = (symbol, ...content) => h('div.empty', icon(symbol), content);

/** A table in a region that scrolls by itself. */
export function table(label, heads, rows, cls = '') {
	return h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': label },
		h('table', { class: `table ${cls}` },
			h('thead', h('tr', heads.map((head) => {
				const [text, extra] = Array.isArray(head) ? head : [head, ''];
				return h('th', { class: extra, scope: 'col' }, text);
			}))),
			h('tbody', rows)));
}

/** A table of words and their meanings. */
export const pairs = (list, draw) => h('table', h('tbody', list.map(([word, meaning]) =>
	h('tr', h('td', draw(word)), h('td', meaning)))));

/** Buttons of which one is chosen. */
export function segments(label, items, chosen, choose) {
	return h('span.seg', { role: 'group', 'aria-label': label }, items.map(([id, text]) =>
		h('button', { 'aria-pressed': String(id === chosen), onclick: () => choose(id) }, text)));
}
