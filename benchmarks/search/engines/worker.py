"""A script for sites whose own page starts a search worker of Material's making.

Messages are ``{type, data}``: 0 set up, 1 ready, 2 query, 3 result. The site's worker is used, and
asked between the site's own queries; what it answers to us is kept from the page. Each adapter adds
``bench.index`` (part of the address of its index), ``bench.first(worker, query)`` and
``bench.list(worker, query)``.
"""

from __future__ import annotations

from typing import Final

SCRIPT: Final = """
const started = new Promise((resolve, reject) => {
  const begun = () => {
    const asked = performance.getEntriesByType('resource').find(e => e.name.includes(bench.index));
    return Math.min(bench.born, asked ? asked.startTime : Infinity);
  };
  window.Worker = class extends Worker {
    constructor(...rest) {
      bench.born = performance.now();
      try {
        super(...rest);
      } catch (error) {
        reject(error);
        throw error;
      }
      this.waiting = [];
      this.addEventListener('message', event => {
        if (event.data.type === 1) {
          bench.worker = this;
          bench.first(this, bench.word).then(() => resolve(performance.now() - begun()));
        }
        if (event.data.type === 3) {
          const ours = this.waiting.shift();
          if (ours) {
            event.stopImmediatePropagation();
            ours(event.data.data);
          }
        }
        if (event.data.type === 4) reject(new Error('the worker failed'));
      });
    }
    postMessage(message) {
      if (message.type === 0) bench.setup = message.data;
      if (message.type === 2) this.waiting.push(null);
      super.postMessage(message);
    }
    ask(data) {
      return new Promise(resolve => {
        this.waiting.push(resolve);
        super.postMessage({type: 2, data});
      });
    }
  };
});
bench.start = () => started;
bench.all = query => bench.list(bench.worker, query);
"""
