/**
 * How the toolkit's objects look in a Jupyter notebook: charts and images as PNG, tables as HTML.
 *
 * <p>{@link polyview.notebook.RichOutput} has the content of an object, and {@link polyview.notebook.Screen} shows and updates it
 * in the output of a cell: {@link polyview.notebook.LivePlot} for a training, {@link polyview.notebook.LiveTable} for an
 * experiment. They do not depend on a kernel. Each kernel library has an adapter, the only class that needs the library:
 *
 * <table>
 * <caption>The kernels</caption>
 * <tr><td>the project's own, JJava from 1.0-M3 on</td><td>{@link polyview.notebook.JJavaExtension}</td></tr>
 * <tr><td>IJava 1.3.0, JJava 1.0-M1 and 1.0-M2</td><td>{@link polyview.notebook.IJavaDisplay}</td></tr>
 * <tr><td>rapaio 3.0.1</td><td>{@link polyview.notebook.RapaioDisplay}</td></tr>
 * </table>
 *
 * <p>No call is needed: {@link polyview.notebook.DisplayStartup} finds the running kernel when the toolkit is first used. An
 * adapter first shows one object as a test. Where the library has changed and that fails, one line on standard error says so, and
 * the kernel shows text as before. Of JJava, the versions 1.0-M3, 1.0-a15 and the main branch were run; for the others, 1.0-M1 and
 * 1.0-M2 among them, the adapter follows their source code.
 *
 * <p>For the display of another kernel see {@link polyview.notebook.Screen#use}.
 *
 * <p>Without these libraries everything else works. {@link polyview.notebook.Notebooks} checks claims in cells. Your own plot is a
 * {@link polyview.plots.Plot}. This package may use training, experiments, models and plots; none of them may use this package.
 *
 * <p>Limits: only what reacts to the mouse has a script; tables have none and cannot be sorted, and only the first rows are shown. Plots are drawn at twice
 * their size and shown at their size; a viewer that ignores the notebook's metadata shows them at twice the size or as wide as
 * its page. Other kernels show these types in their own ways. Drawing text needs one font and, on Linux, the fontconfig library.
 */
package polyview.notebook;
