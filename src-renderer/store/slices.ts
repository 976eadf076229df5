/** Work in slices: `await slice()` gives the window to whoever waits, once this slice has taken its share of a frame. */
export function slices(share = 8): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < share) return;
    await giveWay();
    since = performance.now();
  };
}

/** Lets input, painting and messages come first. */
function giveWay(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
