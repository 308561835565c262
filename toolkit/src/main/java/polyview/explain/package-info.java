/**
 * Which image decided: explanations of models that take several images.
 *
 * <p>An {@link polyview.explain.Explainer} gives, for each sample, a map of each image and a share of each view that sums to one: {@link
 * polyview.explain.GradCam} from the feature maps of a convolution, {@link polyview.explain.Occlusion} from predictions with parts
 * covered, {@link polyview.explain.IntegratedGradients} from gradients along the way from a baseline. A {@link polyview.explain.Decision}
 * says what is explained: which output, which class, logits or probabilities. {@link polyview.explain.SanityCheck} asks whether maps
 * depend on the weights at all.
 *
 * <p>A view is an input of {@code (H, W, C)} or {@code (H, W)}, one of the images of an input of {@code (V, H, W, C)}, or a channel of an
 * input whose channels are said to be views. Other inputs, such as presence or numbers, stay as they are and have no share.
 *
 * <p>Limits: a share says how an explainer divides a score between the views, not what would happen if a view were another; the three
 * explainers define amounts in three ways, and may disagree. Grad-CAM needs a layer that sees one image alone, and shows no more than its
 * cells. Integrated gradients give nothing to a pixel that has the colour of the baseline, and give to the views, not to what lies
 * between them, what only two of them together show. Occlusion shows images to the model that it was not trained on, and gives no share
 * to a view that another one can stand for. All explain one number of an output of {@code (N)} or {@code (N, K)}: outputs with a number
 * for each pixel are refused, and explained by a model that makes one number of the pixels. A model of layers is needed, not an engine that was loaded from a file. A share that
 * names the right view is no proof either: where one image stands out from the others, a network of random weights may let it decide too;
 * {@link polyview.explain.SanityCheck} and a known truth tell. Nothing here says that a model is right.
 */
package polyview.explain;
