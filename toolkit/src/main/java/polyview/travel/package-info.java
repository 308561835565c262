/**
 * Objects on their way to another process: {@link polyview.travel.Bundle} makes bytes of an object and of the classes of notebook cells that
 * the other side has never seen; {@link polyview.travel.DataParcel} makes them of a data set's recipe.
 *
 * <p>Everything is Java's own serialization, with a class loader for what comes along. Bytes from others run their code: open only what
 * comes from someone you trust, over a network that you trust.
 */
package polyview.travel;
