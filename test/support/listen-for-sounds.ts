import type { Page } from 'playwright-core';

/** Runs before a page: counts in `<html data-sounds>` whatever it begins to play or to say. */
function count(): void {
  const heard = () => {
    const { dataset } = document.documentElement;
    dataset.sounds = String(Number(dataset.sounds ?? 0) + 1);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function counted() {
    heard();
    return play.call(this);
  };
  const { start } = AudioScheduledSourceNode.prototype;
  AudioScheduledSourceNode.prototype.start = function counted(when?: number) {
    heard();
    start.call(this, when);
  };
  const { speak } = SpeechSynthesis.prototype;
  SpeechSynthesis.prototype.speak = function counted(words) {
    heard();
    speak.call(this, words);
  };
}

/** Makes a page tell how many sounds it has begun: none must come from an AI lead (decisions D8). */
export function listenForSounds(page: Page): Promise<unknown> {
  return page.addInitScript(count);
}
