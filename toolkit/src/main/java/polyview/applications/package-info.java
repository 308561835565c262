/**
 * Well-known networks, layer by layer as Keras Applications has them, so that the weights that Keras publishes load by name: {@link
 * polyview.applications.ResNet}, {@link polyview.applications.MobileNetV2}, {@link polyview.applications.VGG} and {@link
 * polyview.applications.EfficientNetB0}.
 *
 * <pre>{@code
 * var network = new MobileNetV2().inputShape(96, 96, 3).includeTop(false).pooling(Pooling.AVERAGE);
 * var encoder = network.build();
 * KerasWeights.read(Path.of("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5")).into(encoder);
 * encoder.predict(network.preprocess(images))      // images: RGB, 0 to 255
 * }</pre>
 *
 * <p>For a number in each pixel: {@link polyview.applications.UNet}, and {@link polyview.applications.MultiUNet} with an encoder for each of several
 * images and a fusion at each scale. They have no weights of Keras, and take any numbers.
 *
 * <p>Limits: no weights come with the toolkit, and none are downloaded. Channels are the last axis. Each network has its own preprocessing,
 * which {@code preprocess} does; weights that were trained with it are of no use without it.
 */
package polyview.applications;
