/**
 * The project's own Jupyter kernel: JShell behind the kernel library of JJava.
 *
 * <p>Here lives what a Jupyter front end asks of a kernel: run a cell, complete, inspect, interrupt, shut down, and show
 * what a cell puts out. Nothing here knows TensorFlow, the toolkit or a notebook; a library adds its own displays by an
 * {@link org.dflib.jjava.jupyter.Extension} that the service loader finds.
 *
 * <p>Three rules hold the package together.
 *
 * <ul>
 *   <li>Every socket belongs to one thread of the kernel. A cell's thread may carry the interrupt flag, and a thread with
 *       that flag closes any channel it writes to; so all that cells put out goes through {@link polyview.kernel.Outbox}.
 *   <li>Only a cell's own code and its magics run on the cell's thread. The compiler runs on a kernel thread that nobody interrupts.
 *   <li>A reply to a cell is sent after all that the cell put out.
 * </ul>
 *
 * <p>Limits: no magics but those of {@link polyview.kernel.magics}, no reading from {@code System.in}, no widgets of the
 * kernel's own, no history. Code that ignores its interrupt flag cannot be stopped: its cell ends after a grace time, its
 * thread runs on until the kernel ends.
 */
package polyview.kernel;
