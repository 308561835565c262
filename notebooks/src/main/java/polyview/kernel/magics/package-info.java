/**
 * The line magics of the project's kernel: {@code %maven}, {@code %mavenRepo}, {@code %loadFromPOM}, {@code %jars} and
 * {@code %classpath}, with the names that they have in IJava.
 *
 * <p>A magic takes the words of its line, adds to the class path of the cells, and shows in the cell what it did. One that
 * fails throws a {@link polyview.kernel.magics.MagicException} whose message is one line. Maven's resolver is reached
 * through {@link polyview.kernel.magics.Artifacts} alone: its jars are on no class path that a cell sees.
 */
package polyview.kernel.magics;
