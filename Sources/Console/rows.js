// A list of any length: nodes only for the rows that are seen, data only for what was scrolled to.

import { complain, h } from './kit.js';

const PAGE = 60;
const SPARE = 6;
const narrow = matchMedia('(max-width: 700px)');

export class Rows {
	/**
	 * @param options `label`; `id`, prefix of the rows'; `cls`, which has the columns; `heights` in px, wide and narrow; `head`,
	 * text, class and title of each column; of an item `key`, `order` (larger first), `row` (`{cells, cls}`) and `open`;
	 * `fetch({before, limit, keys})` to `{items, total, next}`
	 */
	constructor(options) {
		Object.assign(this, options);
		this.items = [];
		this.pool = new Map();
		this.chosen = null;
		this.next = null;
		this.unseen = 0;
		const { label, cls, head } = options;
		this.head = h('div', { class: `ghead ${cls}`, role: 'row' }, head.map(([text, extra = '', title]) =>
			h('span', { role: 'columnheader', class: extra, title }, text)));
		this.space = h('div.gspace', { role: 'rowgroup' });
		this.body = h('div.gbody', {
			role: 'grid', tabindex: '0', 'aria-label': label,
			onscroll: () => this.later(), onkeydown: (event) => this.press(event),
		}, h('div', { role: 'rowgroup' }, this.head), this.space);
		this.more = h('button.newer', {
			hidden: true, onclick: () => { this.body.scrollTop = 0; },
		});
		this.nothing = h('div.nothing', { hidden: true });
		this.node = h('div.pane',
			h('div.grid', this.body, this.more, this.nothing));
		this.watch = new ResizeObserver(() => this.later());
		this.watch.observe(this.body);
	}

	indexOf(key) { return this.items.findIndex((item) => this.key(item) === key); }

	get rowHeight() { return this.heights[narrow.matches ? 1 : 0]; }

	close() {
		this.watch.disconnect();
		this.isClosed = true;
	}

	async load() {
		const run = this.run = Symbol();
		this.isPending = true;
		const page = await this.fetch({ limit: PAGE });
		if (run !== this.run || this.isClosed) return;
		this.isPending = false;
		this.items = page.items;
		this.next = page.next;
		this.total = page.total;
		this.body.scrollTop = 0;
		this.unseen = 0;
		this.draw(true);
		if (this.chosen) this.choose(this.chosen, true);
	}

	/** Takes in what is new, and asks again for what is seen. What is being read stays in place. */
	async refresh() {
		if (this.isPending) return this.load();
		const run = this.run ??= Symbol();
		const head = await this.fetch({ limit: PAGE });
		const known = new Map(this.items.map((item) => [this.key(item), item]));
		const top = new Set(head.items.map(this.key));
		const seen = this.seen().map(this.key).filter((key) => !top.has(key));
		const again = seen.length ? (await this.fetch({ keys: seen, limit: seen.length })).items : [];
		if (run !== this.run || this.isClosed) return;
		// A page of a search may be empty, though older ones are not.
		const overlaps = !head.next || !head.items.length || head.items.some((item) => known.has(this.key(item)));
		if (!overlaps) return this.load();
		const fresh = new Map([...again, ...head.items].map((item) => [this.key(item), item]));
		const added = head.items.filter((item) => !known.has(this.key(item))).length;
		for (const [key, item] of known) {
			if (!fresh.has(key) && !top.has(key) && !seen.includes(key)) fresh.set(key, item);
		}
		const anchor = this.body.scrollTop < 4 ? null : this.firstSeen();
		this.items = [...fresh.values()].sort((a, b) => this.order(b) - this.order(a));
		this.total = head.total;
		if (!head.next) this.next = null;
		this.keepAnchor(anchor, added);
		this.draw();
	}

	firstSeen() {
		const index = Math.min(this.items.length - 1, Math.floor(this.body.scrollTop / this.rowHeight));
		const item = this.items[index];
		return item && { key: this.key(item), offset: this.body.scrollTop - index * this.rowHeight };
	}

	keepAnchor(anchor, added) {
		this.measure();
		if (!anchor) return;
		const index = this.indexOf(anchor.key);
		if (index >= 0) this.body.scrollTop = index * this.rowHeight + anchor.offset;
		this.unseen += added;
	}

	range() {
		const top = this.body.scrollTop, view = this.body.clientHeight || 800;
		return [
			Math.max(0, Math.floor(top / this.rowHeight) - SPARE),
			Math.min(this.items.length, Math.ceil((top + view) / this.rowHeight) + SPARE),
		];
	}
	seen() { return this.items.slice(...this.range()); }

	measure() { this.space.style.height = `${this.items.length * this.rowHeight}px`; }

	later() {
		this.due ??= requestAnimationFrame(() => {
			this.due = null;
			if (!this.isClosed) this.draw();
		});
	}

	/** Draws anew what looks different though its item has not changed. */
	repaint() {
		for (const one of this.pool.values()) one.facts = null;
		this.draw();
	}

	/** Draws the rows in view; one that looks as before keeps its node. */
	draw(isNew = false) {
		this.measure();
		this.body.setAttribute('aria-rowcount', (this.total ?? this.items.length) + 1);
		const [from, to] = this.range(), height = this.rowHeight, used = new Set();
		for (let index = from; index < to; index++) {
			const item = this.items[index], key = this.key(item);
			used.add(key);
			const old = this.pool.get(key), facts = JSON.stringify(item);
			const isSame = old?.facts === facts;
			const node = isSame ? old.node : this.make(item, !isNew && !old && index === 0);
			node.style.top = `${index * height}px`;
			node.setAttribute('aria-rowindex', index + 2);
			node.setAttribute('aria-selected', key === this.chosen ? 'true' : 'false');
			if (isSame) continue;
			if (old) old.node.replaceWith(node); else this.space.append(node);
			this.pool.set(key, { node, facts });
		}
		for (const [key, { node }] of this.pool) {
			if (used.has(key)) continue;
			node.remove();
			this.pool.delete(key);
		}
		if (this.body.scrollTop < 4) this.unseen = 0;
		const isSearching = !this.items.length && this.next;
		this.more.hidden = !this.unseen && !isSearching;
		this.more.textContent = isSearching ? 'Searching …' : `${this.unseen} new ↑`;
		this.nothing.hidden = this.items.length > 0 || Boolean(this.next);
		this.body.hidden = !this.nothing.hidden;
		if (to >= this.items.length && this.next) this.loadMore();
	}

	make(item, isFresh) {
		const { cells, cls = '' } = this.row(item);
		return h('div', {
			class: `grow-row ${this.cls} ${cls} ${isFresh ? 'fresh' : ''}`, role: 'row',
			id: `${this.id}-${this.key(item)}`,
			onclick: () => { this.choose(this.key(item)); this.open(item); },
		}, cells.map(([content, extra = '']) => h('div', { role: 'gridcell', class: extra }, content)));
	}

	async loadMore() {
		if (this.isLoading) return;
		this.isLoading = true;
		const run = this.run;
		try {
			const page = await this.fetch({ before: /\d+/.exec(this.next)[0], limit: PAGE });
			if (run !== this.run || this.isClosed) return;
			const known = new Set(this.items.map(this.key));
			this.items.push(...page.items.filter((item) => !known.has(this.key(item))));
			this.next = page.next;
		} catch (error) {
			this.next = null;
			complain(error);
		} finally {
			this.isLoading = false;
			if (!this.isClosed) this.draw();
		}
	}

	/** Marks a row as chosen, and brings it into view if asked. */
	choose(key, scrolls = false) {
		this.chosen = key;
		const index = this.indexOf(key);
		if (scrolls && index >= 0) {
			const top = index * this.rowHeight, head = this.head.offsetHeight;
			const view = this.body.clientHeight - head - this.rowHeight;
			if (top < this.body.scrollTop) this.body.scrollTop = top;
			else if (top > this.body.scrollTop + view) this.body.scrollTop = top - view;
		}
		this.draw();
		if (index >= 0) this.body.setAttribute('aria-activedescendant', `${this.id}-${key}`);
		else this.body.removeAttribute('aria-activedescendant');
	}

	step(by) {
		const at = this.indexOf(this.chosen);
		const index = Math.max(0, Math.min(this.items.length - 1, at < 0 && by > 0 ? 0 : at + by));
		const item = this.items[index];
		if (item) this.choose(this.key(item), true);
		return item;
	}

	move(by) {
		const item = this.step(by);
		if (item) this.open(item);
	}

	press(event) {
		const page = Math.max(1, Math.floor(this.body.clientHeight / this.rowHeight) - 1);
		const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[event.key];
		if (by) {
			event.preventDefault();
			this.step(by);
		} else if (event.key === 'Enter') {
			const item = this.items[this.indexOf(this.chosen)];
			if (!item) return;
			event.preventDefault();
			this.open(item);
		}
	}
}
