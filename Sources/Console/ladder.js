// Draws a ladder: the mock says what each rung is, and what each party believes before and after it.

import {
	BELIEFS, clockText, evidence, findingTag, h, icon, operationName, OWN_WORDS, sandboxLink, span, tag, time,
} from './kit.js';

const PLACES = ['p0', 'p1', 'p2'];

/** The line of each party, at and after a rung. */
const lives = (rung) => PLACES.flatMap((place, index) => [
	h('i', { class: `life ${place} l-${rung.before[index]}` }),
	h('i', { class: `life after ${place} l-${rung.after[index]}` }),
]);

function party(index, who, belief) {
	return h('div', { class: `party p${index}` }, h('span.clip', { title: who }, who), h('br'),
		h('span', { class: `state b-${belief}` }, icon(`belief-${belief}`),
			OWN_WORDS[index][belief] ?? BELIEFS[belief]));
}

function spoken(arrow) {
	const from = arrow.lane === 0 ? ['till', 'switch'] : ['switch', 'provider'];
	const way = (arrow.dir === 'r' ? from : from.toReversed()).join(' to ');
	const fate = { lost: ', lost on the way', 'not-told': ', not passed on', held: ', held' }[arrow.mode];
	return `${way}: ${arrow.label}${fate ?? ''}`;
}

/** How long an answer took, if that is worth a word. */
const took = (rung, arrow) => rung.kind === 'answer' && arrow.lane === 0 && arrow.mode !== 'lost' && rung.ms >= 250
	? ` · ${span(rung.ms)}` : '';

const arrows = (rung) => rung.arrows.map((arrow) => [
	h('i', { class: `arr ${arrow.dir} ln${arrow.lane} ${arrow.mode} c-${arrow.outcome}`, 'aria-hidden': 'true' }),
	h('span', {
		class: `lab ln${arrow.lane} ${arrow.dir === 'l' ? 'end' : ''} c-${arrow.outcome}`,
		title: arrow.label, 'aria-hidden': 'true',
	}, arrow.label + took(rung, arrow)),
	h('span.sr', spoken(arrow), '. '),
]);

function notes(rung, detail, name) {
	const found = new Map(detail.findings.filter((finding) => finding.evidence.includes(rung.seq))
		.map((finding) => [finding.rule, finding]));
	const rule = detail.rungs.find((other) => other.seq === rung.seq && other.rule)?.rule;
	return [
		rule && tag(rule, 'rule', `decided by the rule ${rule}`),
		[...found.values()].map((finding) => findingTag(
			finding.rule, finding.verdict, finding.message, sandboxLink(name, 'verdict', finding.rule))),
	];
}

/** @param chosen the `seq` of the message that is open; `choose` is called with that of one that is pressed */
export function ladder(detail, name, chosen, choose) {
	const hits = new Set(detail.findings.flatMap((finding) => finding.evidence));
	const rows = detail.rungs.map((rung) => {
		if (rung.kind === 'gap') {
			return h('li.rung.gap',
				h('div.gut', `${span(rung.ms)} later`), h('div.stage', lives(rung)));
		}
		const isFirst = rung.kind === 'ask', isAct = rung.kind === 'act', isChosen = chosen === rung.seq;
		const message = detail.messages.find((one) => one.seq === rung.seq);
		const name_ = operationName(message?.op);
		const gutter = isFirst
			? [h('button', {
				class: 'ev', 'aria-pressed': String(isChosen),
				'aria-label': `Message ${rung.seq}, ${name_}, ${message?.text ?? ''}`,
			}, `#${rung.seq}`), h('span', { title: rung.at }, clockText(time(rung.at)))]
			: isAct ? clockText(time(rung.at)) : notes(rung, detail, name);
		return h('li', {
			class: `rung tap ${isFirst ? '' : 'reply'} ${hits.has(rung.seq) ? 'hit' : ''} ${isChosen ? 'on' : ''}`,
			onclick: (event) => { if (!event.target.closest('a')) choose(rung.seq); },
		},
		h('div.gut', gutter),
		h('div.stage', lives(rung),
			rung.sealed && h('span.seal', { title: 'The voucher exists from here' },
				icon('pass', 'the voucher exists from here')),
			arrows(rung),
			rung.note && h('span', { class: `lab ln${message?.op?.startsWith('deliver') ? 1 : 0} c-err` }, rung.note)));
	});
	return h('div.ladder',
		h('div.lheads', h('span'), h('div.stage',
			party(0, detail.terminal ?? 'till', detail.beliefs[0]),
			party(1, 'switch', detail.beliefs[1]),
			party(2, detail.providerName ?? 'provider', detail.beliefs[2]))),
		h('ol', { 'aria-label': 'Messages between till, switch and provider' }, rows,
			h('li.rung.end', { 'aria-hidden': 'true' }, h('span'),
				h('div.stage', PLACES.map((place) => h('i', { class: `cap ${place}` }))))));
}

const KEY = [
	['unknown', 'does not know'], ['voucher', 'knows of a voucher'], ['confirmed', 'confirmed'],
	['reversed', 'reversed'],
];
export const legend = () => h('p.legend', { 'aria-hidden': 'true' },
	KEY.map(([belief, text]) => h('span', h('i', { class: `life l-${belief}` }), text)),
	h('span', '✕ never arrived'));

/** The findings of a transaction, by rule, each with what to do. */
export function findings(detail, name) {
	const rules = new Map();
	for (const finding of detail.findings) {
		rules.set(finding.rule, [...rules.get(finding.rule) ?? [], finding]);
	}
	return [...rules.values()].map((list) => h('div', { class: `find f-${list[0].verdict}` },
		h('p', h('b', `${list[0].rule} ${list[0].title}`)),
		list.map((finding) => h('p', finding.message, ' ',
			evidence(name, detail.id, finding.evidence))),
		list[0].todo && h('p.todo', list[0].todo)));
}
