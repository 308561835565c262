/**
 * What {@code notebooks/launch --check} asks a JVM. Unlike the kernel, in the package above, it knows TensorFlow and the
 * toolkit; the kernel knows nothing of it.
 */
package polyview.kernel.check;
