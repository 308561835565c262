/** The frameworks that are compared, each in a process of its own. */
package polyview.benchmarks.peers;
