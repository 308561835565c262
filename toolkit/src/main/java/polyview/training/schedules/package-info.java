/**
 * Schedules: the learning rate of each step as a function of the number of steps that were done before.
 *
 * <p>A schedule is a callback: {@code Fit.epochs(10).callbacks(new CosineDecay(1e-3, 1000).warmUp(100, 0))}. It keeps nothing, so a
 * training that goes on in the middle of an epoch has the same rates. Rates by epoch, named one by one, are {@link
 * polyview.training.LearningRateSchedule}; a rate that follows a loss is {@link polyview.training.ReduceOnPlateau}.
 *
 * <table>
 *   <caption>The schedules, and their names elsewhere</caption>
 *   <tr><th>here</th><th>Keras</th><th>PyTorch</th></tr>
 *   <tr><td>{@code Constant}</td><td>a number</td><td>{@code ConstantLR} with factor 1</td></tr>
 *   <tr><td>{@code PiecewiseConstant}</td><td>{@code PiecewiseConstantDecay}</td><td>{@code MultiStepLR}</td></tr>
 *   <tr><td>{@code ExponentialDecay}</td><td>{@code ExponentialDecay}</td><td>{@code ExponentialLR}; with a staircase {@code
 *     StepLR}</td></tr>
 *   <tr><td>{@code InverseTimeDecay}</td><td>{@code InverseTimeDecay}</td><td></td></tr>
 *   <tr><td>{@code PolynomialDecay}</td><td>{@code PolynomialDecay}</td><td>{@code PolynomialLR}</td></tr>
 *   <tr><td>{@code CosineDecay}</td><td>{@code CosineDecay}</td><td>{@code CosineAnnealingLR}</td></tr>
 *   <tr><td>{@code CosineDecayRestarts}</td><td>{@code CosineDecayRestarts}</td><td>{@code CosineAnnealingWarmRestarts}</td></tr>
 *   <tr><td>{@code OneCycle}</td><td></td><td>{@code OneCycleLR}</td></tr>
 *   <tr><td>{@code WarmUp}</td><td>{@code warmup_target} of {@code CosineDecay}</td><td>{@code LinearLR} in {@code
 *     SequentialLR}</td></tr>
 * </table>
 *
 * <p>Limits: the momentum of an optimizer is not scheduled. A step is one batch, also where an optimizer accumulates several.
 */
package polyview.training.schedules;
