/** The networks whose training steps are measured, said once for all frameworks. */
package polyview.benchmarks.steps;
