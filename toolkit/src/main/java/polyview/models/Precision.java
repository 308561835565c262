package polyview.models;

/**
 * How many bits a model computes with; weights, losses, gradients of weights and the optimizer have 32 bits in both.
 *
 * <pre>{@code
 * model.precision(Precision.MIXED).compile(new Adam(1e-3), Loss.softmaxCrossEntropy());
 * model.engine().precision()   // mixed: bfloat16 in convolutions and matrix products
 * }</pre>
 */
public enum Precision {
    /** Everything in 32 bits. */
    FLOAT32,

    /**
     * Convolutions, matrix products and what lies between them in bfloat16, which has the range of 32 bits and 8 bits of
     * mantissa, so that no loss has to be scaled. About two digits of an output are right.
     *
     * <p>Only where it gains time: on a processor with AVX512_BF16 or AMX, with oneDNN on. Elsewhere the model computes in 32 bits,
     * to the same bits as {@link #FLOAT32}, and a warning of the log says why.
     *
     * <p>Source: P. Micikevicius and others, Mixed Precision Training, 2018; D. Kalamkar and others, A Study of BFLOAT16 for Deep
     * Learning Training, 2019.
     */
    MIXED
}
