// Positions of the nodes of a directed graph, in layers from the top.

/**
 * Lay out a graph.
 * @param {{id: string, width: number, height: number}[]} nodes Nodes with their sizes.
 * @param {[string, string][]} edges Pairs of ids.
 * @returns {Promise<{width: number, height: number, nodes: Map, edges: {from: string, to: string, points: {x: number, y: number}[]}[]}>} Centres of nodes, and lines of edges.
 */
export async function laidOut(nodes, edges) {
  const { Graph, layout } = await import("../../vendor/dagre-3.1.3/dagre.esm.js");
  const graph = new Graph().setGraph({ rankdir: "TB", nodesep: 24, ranksep: 32, marginx: 8, marginy: 8 }).setDefaultEdgeLabel(() => ({}));
  nodes.forEach(({ id, width, height }) => graph.setNode(id, { width, height }));
  edges.forEach(([from, to]) => graph.setEdge(from, to));
  layout(graph);
  const { width, height } = graph.graph();
  return {
    width,
    height,
    nodes: new Map(graph.nodes().map((id) => [id, graph.node(id)])),
    edges: graph.edges().map((edge) => ({ from: edge.v, to: edge.w, points: graph.edge(edge).points })),
  };
}
