package polyview.travel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The instructions of a method, as far as they refer to constants: JVMS 6.5. */
final class Instructions {

    private static final int LDC = 18;
    private static final int LDC2_W = 20;
    private static final int TABLE_SWITCH = 170;
    private static final int LOOKUP_SWITCH = 171;
    private static final int GET_STATIC = 178;
    private static final int INVOKE_DYNAMIC = 186;
    private static final int NEW = 187;
    private static final int WIDE = 196;
    private static final int MULTI_NEW_ARRAY = 197;
    private static final int INCREMENT = 132;

    private Instructions() {}

    /** The numbers of the constants that a Code attribute uses. */
    static List<Integer> constants(byte[] codeAttribute) {
        ByteBuffer in = ByteBuffer.wrap(codeAttribute);
        in.position(4);
        int length = in.getInt();
        ByteBuffer code = in.slice(in.position(), length);
        List<Integer> constants = new ArrayList<>();
        while (code.hasRemaining()) {
            int start = code.position();
            int op = code.get() & 0xff;
            if (op == LDC) {
                constants.add(code.get(start + 1) & 0xff);
            } else if (usesConstant(op)) {
                constants.add(code.getShort(start + 1) & 0xffff);
            }
            code.position(start + 1 + operands(code, start, op));
        }
        return constants;
    }

    private static boolean usesConstant(int op) {
        return op > LDC && op <= LDC2_W
                || op >= GET_STATIC && op <= NEW
                || op == 189
                || op == 192
                || op == 193
                || op == MULTI_NEW_ARRAY;
    }

    /** The bytes behind an opcode. */
    private static int operands(ByteBuffer code, int start, int op) {
        if (op == TABLE_SWITCH || op == LOOKUP_SWITCH) {
            int aligned = (start + 4) / 4 * 4;
            int size = op == TABLE_SWITCH
                    ? 12 + 4 * (code.getInt(aligned + 8) - code.getInt(aligned + 4) + 1)
                    : 8 + 8 * code.getInt(aligned + 4);
            return aligned + size - start - 1;
        }
        if (op == WIDE) {
            return (code.get(start + 1) & 0xff) == INCREMENT ? 5 : 3;
        }
        if (op == 16 || op == LDC || op >= 21 && op <= 25 || op >= 54 && op <= 58 || op == 169 || op == 188) {
            return 1;
        }
        if (op == 17
                || op > LDC && op <= LDC2_W
                || op == INCREMENT
                || op >= 153 && op <= 168
                || op >= GET_STATIC && op <= 184
                || op == NEW
                || op == 189
                || op == 192
                || op == 193
                || op == 198
                || op == 199) {
            return 2;
        }
        if (op == MULTI_NEW_ARRAY) {
            return 3;
        }
        return op == 185 || op == INVOKE_DYNAMIC || op == 200 || op == 201 ? 4 : 0;
    }
}
