/** Side-by-side measurements. Numbers are only comparable within one run: what is compared is measured in turn. */
package polyview.benchmarks;
