/**
 * How the toolkit's objects look in a Jupyter notebook: charts and images as PNG, tables as HTML.
 *
 * <p>{@link polyview.notebook.Shown} decides what an object looks like and knows no kernel. {@link
 * polyview.notebook.JJavaExtension} hands these decisions to kernels that are built on JJava's library, and is the one
 * class here that needs that library: without it everything else still works. This package may know the results of
 * training, models and plots; none of them may know this package.
 *
 * <p>Limits: the HTML has no scripts, so tables neither sort nor page, and only the first rows are shown. Charts are
 * drawn at twice their size and shown at their size, which a viewer that ignores the notebook's metadata (some do) shows
 * at twice the size or as wide as its page. Kernels that are not built on JJava's library show these types in ways of
 * their own. Drawing text needs one font and, on Linux, the fontconfig library.
 */
package polyview.notebook;
