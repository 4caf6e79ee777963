// One transaction: the sentence, the ladder, the findings, a message, the slip.

import {
	copyButton, go, h, icon, iconButton, ladderOf, OPINION_SIGNS, queryText, rand, redraw, sandboxLink, show,
} from '../kit.js';
import { findings, ladder, legend } from '../ladder.js';
import { MessagePanel } from '../message.js';
import { slip } from '../slip.js';

/** The sentence on what the three parties believe. */
const opinionBox = (opinion) => opinion.head && h('div', { class: `says s-${opinion.kind}` },
	icon(OPINION_SIGNS[opinion.kind]), h('p', h('b', opinion.head), ' ', opinion.text));

export class TransactionPanel {
	/** @param actions `move(by)`, `close()`; for a transaction that the mock has not, `load(id)`, `loadRecord(seq)`, `goTo({m, pane})` */
	constructor(context, actions) {
		Object.assign(this, { context, id: null, ...actions });
		this.story = h('div');
		this.paper = h('div');
		this.message = new MessagePanel(context.name, (pane) => this.goTo({ m: this.seq, pane }), actions.loadRecord);
		this.node = h('article.detail', { tabindex: '-1', 'aria-label': 'Transaction' });
		show(this.node, this.story, this.message.node, this.paper);
	}

	goTo(changes) {
		const { q } = Object.fromEntries(this.query);
		go(sandboxLink(this.context.name, 't', this.id) + queryText({ q, ...changes }), true);
	}

	load(id) { return ladderOf(this.context.name, id); }

	async show(id, query) {
		const isNew = id !== this.id;
		Object.assign(this, { id, query });
		if (id === null) return;
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

	async refresh() {
		const { id } = this;
		if (!id) return;
		try {
			this.detail = await this.load(id);
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
		return h('div.tx-head',
			h('h2', [rand(detail.amount), detail.product].filter(Boolean).join(' · ') || 'Transaction',
				h('span.grow'), iconButton('Earlier transaction', 'down', () => this.move(1), 'Earlier: j'),
				iconButton('Later transaction', 'up', () => this.move(-1), 'Later: k'),
				iconButton('Close', 'close', this.close, 'Close: Esc')),
			h('div.row.mono', detail.id, copyButton(detail.id, 'Copy the id'),
				h('span', detail.providerName ?? ''), h('span', detail.terminal ?? '')));
	}
}
