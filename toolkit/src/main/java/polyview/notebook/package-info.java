/**
 * How the toolkit's objects look in a Jupyter notebook: charts and images as PNG, tables as HTML.
 *
 * <p>{@link polyview.notebook.Shown} decides what an object looks like, and {@link polyview.notebook.Screen} changes in place
 * what a cell shows: {@link polyview.notebook.LivePlot} for a training, {@link polyview.notebook.LiveTable} for an experiment.
 * They know no kernel. An adapter for each library hands both to its kernels, and is the one class that needs the library:
 *
 * <table>
 * <caption>The kernels</caption>
 * <tr><td>the project's own, JJava</td><td>{@link polyview.notebook.JJavaExtension}</td><td>found by the kernel</td></tr>
 * <tr><td>IJava</td><td>{@link polyview.notebook.IJavaDisplay}</td><td>one line in a cell or a startup script</td></tr>
 * <tr><td>rapaio</td><td>{@link polyview.notebook.RapaioDisplay}</td><td>found by the kernel when it first shows a
 * value</td></tr>
 * </table>
 *
 * <p>Without these libraries everything else still works. {@link polyview.notebook.Notebooks} has what the cells of a notebook
 * need beside that. This package may know the results of training, experiments, models and plots; none of them may know this
 * package.
 *
 * <p>Limits: the HTML has no scripts, so tables neither sort nor page, and only the first rows are shown. Charts are
 * drawn at twice their size and shown at their size, which a viewer that ignores the notebook's metadata (some do) shows
 * at twice the size or as wide as its page. Other kernels show these types in ways of their
 * own. Drawing text needs one font and, on Linux, the fontconfig library.
 */
package polyview.notebook;
