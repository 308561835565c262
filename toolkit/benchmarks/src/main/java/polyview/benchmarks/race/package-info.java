/** Starts the processes, in turns, and prints what they say as a table. */
package polyview.benchmarks.race;
