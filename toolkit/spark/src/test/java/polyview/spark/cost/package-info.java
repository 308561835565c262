/** What training over executors costs, measured; {@code toolkit/spark/cost} runs these programs. */
package polyview.spark.cost;
