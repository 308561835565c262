/**
 * How the toolkit's objects look in a Jupyter notebook: charts and images as PNG, tables as HTML.
 *
 * <p>{@link polyview.notebook.RichOutput} decides what an object looks like, and {@link polyview.notebook.Screen} changes in place
 * what a cell shows: {@link polyview.notebook.LivePlot} for a training, {@link polyview.notebook.LiveTable} for an experiment.
 * They know no kernel. An adapter for each library hands both to its kernels, and is the one class that needs the library:
 *
 * <table>
 * <caption>The kernels</caption>
 * <tr><td>the project's own, JJava from 1.0-M3 on</td><td>{@link polyview.notebook.JJavaExtension}</td></tr>
 * <tr><td>IJava 1.3.0, JJava 1.0-M1 and 1.0-M2</td><td>{@link polyview.notebook.IJavaDisplay}</td></tr>
 * <tr><td>rapaio 3.0.1</td><td>{@link polyview.notebook.RapaioDisplay}</td></tr>
 * </table>
 *
 * <p>Nobody has to call them: {@link polyview.notebook.DisplayStartup} finds the kernel that runs, by what is there at run time,
 * when the toolkit is touched for the first time. An adapter first shows one object as a probe; where the library is not as it
 * was, one line on standard error says so, and the kernel shows text as it did before. Of JJava's versions 1.0-M3, 1.0-a15 and the
 * main branch were run; the others, 1.0-M1 and 1.0-M2 among them, are served by what their sources say.
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
