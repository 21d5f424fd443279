// Where everything stands: layers from left to right, as the call goes. Long ways pass each
// layer between at a place of their own; ways back go around below.

/** @typedef {{key: string, width: number, height: number}} Box */
/** @typedef {{from: string, to: string, out: number, into: number}} Link its ends, below the tops */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{width: number, height: number, at: Map<string, Point>, layers: string[][],
 *   paths: Point[][]}} Layout */
/** @typedef {{id: string, layer: number, height: number, y: number, box: Box | null,
 *   before: Joint[], after: Joint[]}} Node */
/** @typedef {{node: Node, own: number, other: number}} Joint */

const GAP_X = 58;
const GAP_Y = 24;
const MARGIN = 24;
const PASS = 10; // the height of a way that passes
const SWEEPS = 6;

/**
 * @param {Box[]} boxes in the order in which they are come to
 * @param {Link[]} links
 * @returns {Layout}
 */
export function layOut(boxes, links) {
  const back = backLinks(boxes, links);
  const forward = links.filter((it) => !back.has(it));
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  const layerOf = layering(boxes, forward);
  for (const box of boxes) {
    nodes.set(box.key, node(box.key, layerOf.get(box.key) ?? 0, box.height, box));
  }
  const chains = new Map(forward.map((it, place) => [it, chain(nodes, it, place)]));
  const layers = inLayers(nodes.values());
  arrange(layers);
  place(layers);
  return drawn(layers, nodes, links, chains);
}

/**
 * @param {Box[]} boxes
 * @param {Link[]} links
 */
function backLinks(boxes, links) {
  /** @type {Set<Link>} */
  const back = new Set();
  /** @type {Map<string, "open" | "done">} */
  const state = new Map();
  const visit = (/** @type {string} */ key) => {
    state.set(key, "open");
    for (const link of links.filter((it) => it.from === key)) {
      if (state.get(link.to) === "open") back.add(link);
      else if (!state.has(link.to)) visit(link.to);
    }
    state.set(key, "done");
  };
  for (const { key } of boxes) if (!state.has(key)) visit(key);
  return back;
}

/**
 * One further than the furthest that leads there.
 * @param {Box[]} boxes
 * @param {Link[]} links without a circle
 */
function layering(boxes, links) {
  /** @type {Map<string, number>} */
  const layers = new Map();
  const layer = (/** @type {string} */ key) => {
    const known = layers.get(key);
    if (known !== undefined) return known;
    const found = links.filter((it) => it.to === key).map((it) => layer(it.from) + 1);
    const own = Math.max(0, ...found);
    layers.set(key, own);
    return own;
  };
  for (const { key } of boxes) layer(key);
  return layers;
}

/**
 * @param {string} id
 * @param {number} layer
 * @param {number} height
 * @param {Box | null} box
 * @returns {Node}
 */
function node(id, layer, height, box) {
  return { id, layer, height, y: 0, box, before: [], after: [] };
}

/**
 * The nodes that a link goes through, its ends among them.
 * @param {Map<string, Node>} nodes
 * @param {Link} link
 * @param {number} number
 */
function chain(nodes, link, number) {
  const [first, last] = [nodes.get(link.from), nodes.get(link.to)];
  if (!first || !last) throw new Error("a way without an end");
  const passed = [first];
  for (let layer = first.layer + 1; layer < last.layer; layer += 1) {
    const between = node(`${number}/${layer}`, layer, PASS, null);
    nodes.set(between.id, between);
    passed.push(between);
  }
  passed.push(last);
  passed.slice(1).forEach((after, at) => {
    const before = /** @type {Node} */ (passed[at]);
    const out = before === first ? link.out : PASS / 2;
    const into = after === last ? link.into : PASS / 2;
    before.after.push({ node: after, own: out, other: into });
    after.before.push({ node: before, own: into, other: out });
  });
  return passed;
}

/** @param {Iterable<Node>} nodes */
function inLayers(nodes) {
  /** @type {Node[][]} */
  const layers = [];
  for (const it of nodes) (layers[it.layer] ??= []).push(it);
  return layers;
}

/**
 * Who is tied to what stands high stands high.
 * @param {Node[][]} layers
 */
function arrange(layers) {
  const stack = (/** @type {Node[]} */ layer) => {
    let y = 0;
    for (const it of layer) {
      it.y = y;
      y += it.height + GAP_Y;
    }
  };
  layers.forEach(stack);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      const wanted = new Map(layer.map((it) => [it, wish(it, down ? it.before : it.after)]));
      layer.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
      stack(layer);
    }
  }
}

/**
 * The y at which its ways are straight.
 * @param {Node} it
 * @param {Joint[]} joints
 */
function wish(it, joints) {
  if (!joints.length) return it.y;
  return joints.reduce((sum, joint) => sum + joint.node.y + joint.other - joint.own, 0) / joints.length;
}

/**
 * In the order they have, as near to their wishes as those above and below let them.
 * @param {Node[][]} layers
 */
function place(layers) {
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      for (const it of layer) it.y = wish(it, down ? it.before : it.after);
      spread(layer);
    }
  }
  const top = Math.min(...layers.flat().map((it) => it.y));
  for (const it of layers.flat()) it.y += MARGIN - top;
}

/**
 * Those that would stand on one another are moved apart about their middle.
 * @param {Node[]} layer
 */
function spread(layer) {
  /** @type {{members: Node[], wished: number, count: number, height: number}[]} */
  const groups = [];
  for (const it of layer) {
    groups.push({ members: [it], wished: it.y, count: 1, height: it.height });
    for (;;) {
      const [above, own] = groups.slice(-2);
      if (!above || !own || above.wished + above.height + GAP_Y <= own.wished) break;
      const offset = above.height + GAP_Y;
      const count = above.count + own.count;
      const wished = (above.wished * above.count + (own.wished - offset) * own.count) / count;
      groups.splice(-2, 2, {
        members: [...above.members, ...own.members], wished, count, height: offset + own.height,
      });
    }
  }
  for (const { members, wished } of groups) {
    let y = wished;
    for (const it of members) {
      it.y = y;
      y += it.height + GAP_Y;
    }
  }
}

/**
 * @param {Node[][]} layers
 * @param {Map<string, Node>} nodes
 * @param {Link[]} links
 * @param {Map<Link, Node[]>} chains
 * @returns {Layout}
 */
function drawn(layers, nodes, links, chains) {
  const widths = layers.map((layer) => Math.max(0, ...layer.map((it) => it.box?.width ?? 0)));
  const left = widths.map((_, at) =>
    MARGIN + widths.slice(0, at).reduce((sum, it) => sum + it + GAP_X, 0));
  const bottom = Math.max(0, ...layers.flat().map((it) => it.y + it.height));
  const right = (left.at(-1) ?? 0) + (widths.at(-1) ?? 0);
  let around = 0;
  const paths = links.map((link) => {
    const passed = chains.get(link);
    if (passed) return through(passed, link, left, widths);
    around += 1;
    return below(nodes, link, left, bottom + around * 14);
  });
  const boxes = [...nodes.values()].filter((it) => it.box);
  return {
    width: right + MARGIN, height: bottom + MARGIN + around * 14 + (around ? 14 : 0), paths,
    at: new Map(boxes.map((it) => [it.id, { x: left[it.layer] ?? 0, y: it.y }])),
    layers: layers.map((layer) => layer.filter((it) => it.box).map((it) => it.id)),
  };
}

/**
 * @param {Node[]} passed
 * @param {Link} link
 * @param {number[]} left
 * @param {number[]} widths
 * @returns {Point[]}
 */
function through(passed, link, left, widths) {
  return passed.flatMap((it, at) => {
    const x = left[it.layer] ?? 0;
    if (at === 0) return [{ x: x + (it.box?.width ?? 0), y: it.y + link.out }];
    if (it.box) return [{ x, y: it.y + link.into }];
    const y = it.y + PASS / 2;
    return [{ x, y }, { x: x + (widths[it.layer] ?? 0), y }];
  });
}

/**
 * @param {Map<string, Node>} nodes
 * @param {Link} link
 * @param {number[]} left
 * @param {number} y
 * @returns {Point[]}
 */
function below(nodes, link, left, y) {
  const [from, to] = [nodes.get(link.from), nodes.get(link.to)];
  if (!from || !to) return [];
  const [x1, x2] = [(left[from.layer] ?? 0) + (from.box?.width ?? 0), left[to.layer] ?? 0];
  return [
    { x: x1, y: from.y + link.out }, { x: x1, y }, { x: x2, y },
    { x: x2, y: to.y + link.into },
  ];
}
