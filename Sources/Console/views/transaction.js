// One transaction: the sentence, the ladder, the findings, a message, the slip.

import { get, ofSandbox } from '../api.js';
import { h, icon, redraw, show } from '../dom.js';
import { copyButton } from '../feedback.js';
import { findings, ladder, legend } from '../ladder.js';
import { MessagePanel } from '../message.js';
import { go, queryText, sandboxLink } from '../router.js';
import { slip } from '../slip.js';
import { OPINION_SIGNS, rand } from '../words.js';

/** The sentence on what the three parties believe. */
export const opinionBox = (opinion) => opinion.head && h('div', { class: `says s-${opinion.kind}` },
	icon(OPINION_SIGNS[opinion.kind]), h('p', h('b', opinion.head), ' ', opinion.text));

export class TransactionPanel {
	constructor(context, rows, close) {
		Object.assign(this, { context, rows, close });
		this.story = h('div');
		this.paper = h('div');
		this.message = new MessagePanel(context.name, (pane) => this.goTo({ m: this.seq, pane }));
		this.node = h('article.detail', { tabindex: '-1', 'aria-label': 'Transaction' });
		show(this.node, this.story, this.message.node, this.paper);
	}

	goTo(changes) {
		const { q } = Object.fromEntries(this.query);
		go(sandboxLink(this.context.name, 't', this.id) + queryText({ q, ...changes }), true);
	}

	async show(id, query) {
		const isNew = id !== this.id;
		this.id = id;
		this.query = query;
		this.seq = Number(query.get('m')) || null;
		this.pane = query.get('pane');
		if (isNew) {
			this.detail = null;
			this.node.scrollTop = 0;
		}
		await (isNew ? this.refresh() : this.draw());
		if (this.seq && this.seq !== this.scrolledTo) {
			this.scrolledTo = this.seq;
			this.message.node.scrollIntoView?.({ block: 'nearest' });
		}
	}

	leave() { this.id = null; }

	async refresh() {
		const { id } = this;
		if (!id) return;
		try {
			this.detail = await get(ofSandbox(this.context.name, `/transactions/${encodeURIComponent(id)}`, { view: 'ladder' }));
			this.problem = null;
		} catch (error) {
			this.detail = null;
			this.problem = error;
		}
		if (id === this.id) await this.draw();
	}

	async draw() {
		const { detail, seq, problem } = this;
		if (!detail) {
			redraw(this.story, [problem?.message], () => h('div.empty', h('p', problem?.message ?? 'Loading …'),
				problem?.hint && h('p', problem.hint)));
			this.message.node.hidden = true;
			return show(this.paper);
		}
		redraw(this.story, [detail, seq], () => [
			this.head(detail), opinionBox(detail.opinion),
			ladder(detail, this.context.name, seq, (chosen) => this.goTo({ m: chosen })), legend(),
			findings(detail, this.context.name),
		]);
		this.message.node.hidden = !seq;
		if (seq) await this.message.show(seq, this.pane, detail.messages);
		const signature = JSON.stringify(detail);
		if (signature !== this.slipped) {
			this.slipped = signature;
			const paper = await slip(this.context.name, detail).catch(() => null);
			if (signature === this.slipped) show(this.paper, paper);
		}
	}

	head(detail) {
		const step = (by, name, key, symbol) => h('button.icon-button', {
			'aria-label': name, title: key, onclick: () => this.rows.move(by),
		}, icon(symbol));
		return h('div.tx-head',
			h('h2', [rand(detail.amount), detail.product].filter(Boolean).join(' · ') || 'Transaction',
				h('span.grow'), step(1, 'Earlier transaction', 'j', 'down'), step(-1, 'Later transaction', 'k', 'up'),
				h('button.icon-button', { 'aria-label': 'Close', title: 'Esc', onclick: this.close }, icon('close'))),
			h('div.row.mono', detail.id, copyButton(detail.id, 'Copy the id'),
				h('span', detail.providerName ?? ''), h('span', detail.terminal ?? '')));
	}
}
