/** How good the strategies of searches are on problems whose best designs are known. */
package polyview.benchmarks.search;
