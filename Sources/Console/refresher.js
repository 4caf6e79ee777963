/** Repeats async work when something has changed: never twice at once, once after the last change, with rests between. */
export class Refresher {
	/** @param factor the rest is at least so many times the last run, and `restMs` */
	constructor(work, restMs, factor) {
		Object.assign(this, { work, restMs, factor, isDue: false, isRunning: false, nextAt: 0 });
	}

	poke() {
		this.isDue = true;
		if (!this.isRunning && !this.timer && !this.isClosed) {
			this.timer = setTimeout(() => this.run(), Math.max(0, this.nextAt - performance.now()));
		}
	}

	async run() {
		this.timer = null;
		if (this.isClosed) return;
		this.isDue = false;
		this.isRunning = true;
		const begin = performance.now();
		try { await this.work(); } catch (error) { this.failed = error; }
		const end = performance.now();
		this.isRunning = false;
		this.nextAt = end + Math.max(this.restMs, this.factor * (end - begin));
		if (this.isDue) this.poke();
	}

	close() {
		this.isClosed = true;
		clearTimeout(this.timer);
	}
}
