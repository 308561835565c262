/**
 * Maven's resolver for {@code %maven}. Everything here, and nothing else, sees Maven's classes: the kernel loads this package
 * by a class loader of its own, so that the cells' class path stays free of them.
 */
package polyview.kernel.maven;
